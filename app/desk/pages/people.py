"""Who does what: files are assigned, decisions keep their history, a second reader approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ....models.taxonomy import NAMES
from ..database.tables import ADDED, DONE, EDITED, LABELLED, OPEN, Decision, Job, now
from ..packing import WHOLE, Opened
from ..rendering import clean, desk_of, job_of, render, reviewer_of
from ..review import STATES, opinions_of
from ..service import Desk

router = APIRouter()
_SHOWN = 300  # decisions on one page
_DONE = {**STATES, OPEN: "撤销", LABELLED: "更正标注"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: `about` says what, `text` what was done."""

    who: str
    made: datetime
    source: str
    about: str
    text: str


@router.get("/jobs/{key}/history")
def history(
    request: Request, key: str, document: int = 0, indicator: int = 0, finding: str = "", page: int = 1
) -> HTMLResponse:
    """Who shall review what, and what was decided by whom and when, of one finding where `document` names one."""
    desk, job = desk_of(request), job_of(request, key)
    about = (document, indicator, finding) if document else None
    decisions = [d for d in desk.store.ledger.history(key, about) if not d.finding.startswith("?")]
    pages = max(1, -(-len(decisions) // _SHOWN))
    page = min(max(page, 1), pages)
    steps = _steps(desk, job, decisions[(page - 1) * _SHOWN : page * _SHOWN])
    files = desk.store.files(key)
    names = {d.who for d in decisions} | {f.assigned for f in files} | {n for n, _ in desk.settings.users}
    return render(
        request,
        "history.html",
        job=job,
        files=files,
        steps=steps,
        events=[] if about else desk.store.ledger.events(key),
        names=sorted(names - {""}),
        one=about is not None,
        page=page,
        pages=pages,
        refusal=_refusal(desk, job, reviewer_of(request)),
    )


@router.post("/jobs/{key}/assign")
def assign(
    request: Request, key: str, name: Annotated[str, Form(max_length=200)], file: Annotated[int, Form()] = 0
) -> Response:
    """Say who shall review a file, or (0) all files of the job."""
    desk, job, who = desk_of(request), job_of(request, key), _who(request)
    name = clean(name, 40)
    files = [f for f in desk.store.files(job.id) if file in (0, f.id)]
    if not files:
        raise HTTPException(404)
    what = files[0].name if file else "全部文件"
    said = f"把 {what} 分给 {name}" if name else f"收回 {what} 的分工"
    desk.store.change(job.id, who, said, {f.id: name for f in files})
    return RedirectResponse(f"/jobs/{job.id}/history", 303)


@router.post("/jobs/{key}/approve")
def approve(
    request: Request,
    key: str,
    action: Annotated[Literal["approve", "return"], Form()],
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """A second reader's word: approved, or returned with a note."""
    desk, job, who = desk_of(request), job_of(request, key), _who(request)
    note = clean(note, 500)
    if action == "return":
        if not note:
            raise HTTPException(422, "退回要写明原因：请填写后再退回。")
        desk.store.change(job.id, who, f"复核退回：{note}", approved="", approved_at=None)
    else:
        if refusal := _refusal(desk, job, who):
            raise HTTPException(422, refusal)
        text = f"复核通过{f'：{note}' if note else ''}"
        desk.store.change(job.id, who, text, approved=who, approved_at=now())
    return RedirectResponse(f"/jobs/{job.id}/history", 303)


def _refusal(desk: Desk, job: Job, who: str) -> str:
    """Why `who` can't approve the job, '' where they can."""
    if job.state != DONE:
        return "还没有读完，不能复核。"
    if job.decided < job.findings:
        return f"还有 {job.findings - job.decided} 条意见没有审，审完才能复核。"
    deciders = {d.who for d in desk.store.ledger.standing(job.id).values()}
    return "复核要由另一个人来做：这里的决定全是您自己作的。" if deciders == {who} else ""


def _who(request: Request) -> str:
    who = reviewer_of(request)
    if not who:
        raise HTTPException(422, "还没有填写审核人姓名：请先在页面顶部填写。")
    return who


def _steps(desk: Desk, job: Job, decisions: list[Decision]) -> list[Step]:
    sources = {d.id: d.source for d in desk.store.documents(job.id)}
    steps = []
    for decision in decisions:
        opened = desk.open(job, decision.document)
        code = _code(opened, decision)
        about = f"{_item(opened, decision.indicator)}{f' · {code}' if code else ''}"
        steps.append(Step(decision.who, decision.made, sources[decision.document], about, _text(decision)))
    return steps


def _item(opened: Opened, number: int) -> str:
    if number == WHOLE:
        return "整个文件"
    if number < WHOLE:
        keys = opened.projects[WHOLE - 1 - number : WHOLE - number]
        forms = {p.id: p.name for p in opened.document().projects}
        return f"项目 {forms.get(keys[0], keys[0])}" if keys else "项目"
    return f"指标 {opened.scored(number).record.name or '（无名称）'}" if number < len(opened) else "指标"


def _code(opened: Opened, decision: Decision) -> str:
    found = opened.findings(decision.indicator) or ()
    shown = {
        o.key: o
        for o in opinions_of(decision.document, decision.indicator, found, {decision.about: decision})
    }
    own = decision.finding.startswith("+")
    return shown[decision.finding].finding.code if decision.finding in shown else "自己的意见" if own else ""


def _text(decision: Decision) -> str:
    said = f"撤回，恢复为：{_DONE[decision.state]}" if decision.undoes else _DONE[decision.state]
    if decision.state in (EDITED, ADDED):
        return f"{said}：{decision.message}"
    if decision.state == LABELLED:
        flags = ((decision.vague, "目标模糊"), (decision.boilerplate, "套话"))
        named = [NAMES[t] for t in decision.types.split()]
        named += [f"{name}{'是' if flag == '1' else '否'}" for flag, name in flags if flag]
        return f"{said}：{'、'.join(named)}"
    return said + ("（同类一起）" if decision.batch else "")
