"""Decisions: on one finding, on all like it, taken back, and findings of one's own."""

from __future__ import annotations

import secrets
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from ....models.taxonomy import LEAVES
from ....scoring.findings import SEVERITIES
from ...reports.facts import OPINIONS
from ..database.ledger import StaleError
from ..database.tables import (
    ACCEPTED,
    ADDED,
    DISMISSED,
    EDITED,
    LABELLED,
    OPEN,
    OWN,
    Decision,
    Job,
    made_at,
    now,
)
from ..packing import WHOLE
from ..places import Place, alike, places_of
from ..rendering import Fragment, clean, desk_of, job_of, kept_of, who_decides
from ..review import STATES, key_of
from ..service import Desk
from .reviewing import Conflict, review_page, review_parts

router = APIRouter()
_ACTIONS = {"accept": ACCEPTED, "dismiss": DISMISSED, "edit": EDITED, "reopen": OPEN}
_SAYS = {
    "accept": "采纳",
    "dismiss": "不采纳",
    "edit": "修改",
    "reopen": "撤销",
    "label": "更正标注",
    "add": "添加意见",
}
Flag = Literal["", "0", "1"]
Text = Annotated[str, Form(max_length=4000)]
Number = Annotated[int, Form()]


@router.post("/jobs/{key}/documents/{document}/items/{number}")
def decide(
    request: Request,
    key: str,
    document: int,
    number: int,
    action: Annotated[Literal["accept", "dismiss", "edit", "reopen", "label", "add", "keep"], Form()],
    finding: Annotated[str, Form(max_length=64)] = "",
    message: Text = "",
    suggestion: Text = "",
    severity: Annotated[str, Form(max_length=2)] = "P2",
    opinion: Number = 11,
    types: Annotated[str, Form(max_length=200)] = "",
    vague: Annotated[Flag, Form()] = "",
    boilerplate: Annotated[Flag, Form()] = "",
    g: Number = 0,
    seen: Annotated[int | None, Form()] = None,
    wants: Fragment = None,
) -> Response:
    """Decide on a finding, `add` one, or (`label`) say what an indicator really is; `number` as in `packing.WHOLE`,
    `seen` as in `Ledger.decide`. `keep` changes nothing: what others decided stands."""
    desk, (job, _) = desk_of(request), kept_of(request, key, document)
    findings = desk.open(job, document).findings(number)
    if findings is None or (action == "label" and number < 0):
        raise HTTPException(404)
    decision = _decision(request, job, document, number, finding)
    if action == "label":
        _label(decision, types, vague, boilerplate)
    elif action == "add":
        seen = 0
        standing = desk.store.ledger.standing(key)
        decision.finding = next((k for k in OWN if (document, number, k) not in standing), "")
        _own(decision, message, suggestion, severity, opinion)
    elif finding in OWN and action in ("edit", "reopen", "keep"):
        if action == "edit":
            _own(decision, message, suggestion, severity, opinion)
        else:
            decision.state = OPEN
    elif finding not in [key_of(i, f) for i, f in enumerate(findings)]:
        raise HTTPException(404)
    elif action != "keep":
        decision.state = _ACTIONS[action]
        if action == "edit":
            decision.message, decision.suggestion = _texts(message, suggestion)
    conflict = None
    try:
        if action != "keep":
            desk.decide(job, [decision], seen)
    except StaleError as error:
        mine = {"action": action, "message": message, "suggestion": suggestion, "severity": severity}
        mine |= {"opinion": str(opinion), "types": types, "vague": vague, "boilerplate": boilerplate}
        mine |= {"says": _SAYS[action]}
        conflict = Conflict(number, decision.finding, _overtaken(error.last), mine)
    if wants:
        here = _place(desk, job, decision)
        return review_parts(desk, _fresh(desk, job), here.number if here else g, (number,), conflict)
    if conflict:
        return review_page(request, job, g, 409, conflict)
    return RedirectResponse(f"/jobs/{key}?g={g}#i{document}-{number}", 303)


@router.post("/jobs/{key}/alike")
def decide_alike(
    request: Request,
    key: str,
    document: Number,
    code: Annotated[str, Form(max_length=16)],
    action: Annotated[Literal["accept", "dismiss"], Form()] = "accept",
    scope: Annotated[Literal["project", "document", "job"], Form()] = "project",
    g: Number = 0,
    wants: Fragment = None,
) -> Response:
    """Decide at one stroke on all findings of a check that are open in the project on page `g`, the document or the
    job."""
    desk, job = desk_of(request), job_of(request, key)
    batch = secrets.token_hex(8)
    decisions = []
    for kept, number, finding in alike(desk, job, code, scope, document, g):
        decision = _decision(request, job, kept, number, finding)
        decision.state, decision.batch = _ACTIONS[action], batch
        decisions.append(decision)
    taken = desk.decide_open(job, decisions)
    said = f"{_SAYS[action]}了 {taken} 条 {code}，按 u 可以一起撤销。"
    return _answer(request, job, g, said, wants)


@router.post("/jobs/{key}/undo")
def undo(request: Request, key: str, g: Number = 0, wants: Fragment = None) -> Response:
    """Take back what one decided last in this job, wherever it was."""
    desk, job = desk_of(request), job_of(request, key)
    taken, left = desk.undo(job, who_decides(request))
    others = f"其中 {left} 条别人后来又改过，没有撤销。" if left else ""
    said = f"撤销了 {len(taken)} 条决定。{others}" if taken else others or "没有可以撤销的决定。"
    at = ""
    if taken:
        first = min(taken, key=lambda d: d.about)
        place = _place(desk, job, first)
        g = place.number if place else g
        at = f"f{first.document}-{first.indicator}-{first.finding}"
    return _answer(request, job, g, said, wants, at, {d.indicator for d in taken})


def _answer(
    request: Request,
    job: Job,
    g: int,
    said: str,
    wants: str | None,
    at: str = "",
    numbers: set[int] | None = None,
) -> Response:
    """Page `g` after findings of it (of the indicators `numbers`, or many) have changed; `at` is where the reader shall
    look."""
    desk = desk_of(request)
    if not wants:
        return RedirectResponse(f"/jobs/{job.id}?g={g}#{at}", 303)
    answer = review_parts(desk, _fresh(desk, job), g, numbers)
    answer.headers["x-said"] = quote(said)
    answer.headers["x-at"] = f"{g}#{at}"
    return answer


def _fresh(desk: Desk, job: Job) -> Job:
    return desk.store.job(job.id) or job


def _place(desk: Desk, job: Job, decision: Decision) -> Place | None:
    places = places_of(desk, job, {})
    return next(
        (p for p in places if p.kept.id == decision.document and decision.indicator in p.group.items), None
    )


def _decision(request: Request, job: Job, document: int, number: int, finding: str) -> Decision:
    return Decision(
        job=job.id,
        document=document,
        indicator=number,
        finding=finding,
        who=who_decides(request),
        made=now(),
        state=OPEN,
    )


def _texts(message: str, suggestion: str) -> tuple[str, str]:
    if not (said := clean(message, 4000)):
        raise HTTPException(422, "意见不能为空：不需要这条意见时请选“不采纳”。")
    return said, clean(suggestion, 4000)


def _label(decision: Decision, types: str, vague: str, boilerplate: str) -> None:
    decision.finding = ""
    if any(t not in LEAVES for t in types.split()):
        raise HTTPException(422, "类别不对：请从列表里选。")
    decision.types, decision.vague, decision.boilerplate = types, vague, boilerplate
    decision.state = LABELLED if types or vague or boilerplate else OPEN


def _own(decision: Decision, message: str, suggestion: str, severity: str, opinion: int) -> None:
    """A finding of the reviewer's own: about the indicator's name, the project or the document."""
    if not decision.finding:
        raise HTTPException(422, f"这里最多能加 {len(OWN)} 条意见：请合并或修改已有的。")
    if severity not in SEVERITIES or not 1 <= opinion <= len(OPINIONS):
        raise HTTPException(422, "级别或意见类别不对：请从列表里选。")
    decision.message, decision.suggestion = _texts(message, suggestion)
    decision.severity, decision.opinion, decision.state = severity, opinion, ADDED
    number = decision.indicator
    decision.field = "name" if number >= 0 else "document" if number == WHOLE else "project"


def _overtaken(last: Decision | None) -> str:
    """What another window has decided meanwhile."""
    if last is None or last.state == OPEN:
        done = "删除了这条意见" if last and last.finding in OWN else "撤销了决定"
        return f"{last.who} 在 {made_at(last.made)} {done}" if last else "这里的决定已被撤销"
    return f"{last.who} 在 {made_at(last.made)} 已定为“{STATES.get(last.state, '更正标注')}”"
