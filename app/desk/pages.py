"""The pages of the desk. Fragments (asked for with the header X-Fragment) are parts of them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Header, HTTPException, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from ...models.taxonomy import LEAVES
from .api import Profile, Standard, result_of, shown_name
from .database.store import StaleError
from .database.tables import (
    ACCEPTED,
    DISMISSED,
    DONE,
    EDITED,
    LABELLED,
    OPEN,
    Decision,
    Upload,
    now,
)
from .export import FORMATS, LABELS, file_name, made_at
from .exporting import Making
from .places import Place, heads_of, places_of
from .rendering import clean, desk_of, fragment, render, reviewer_of
from .review import STATES, Card, Head, card, facts, key_of
from .service import Desk

router = APIRouter(include_in_schema=False)
_PAGE = 50  # uploads on one page
_ACTIONS = {"accept": ACCEPTED, "dismiss": DISMISSED, "edit": EDITED, "reopen": OPEN}
Fragment = Annotated[str | None, Header(alias="x-fragment")]
Page = Annotated[int, Form()]
Flag = Literal["", "0", "1"]
Level = Literal["indicator", "project", "document"]


@router.get("/")
def home(request: Request, page: int = 1) -> HTMLResponse:
    """The list of uploads, and where to drop new ones."""
    return render(request, "home.html", **_listing(desk_of(request), page))


@router.get("/uploads")
def uploads(request: Request, page: int = 1) -> HTMLResponse:
    """The list alone, asked for again and again while something is being read."""
    return HTMLResponse(fragment("uploads.html", **_listing(desk_of(request), page)))


@router.post("/uploads")
def upload(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    standard: Annotated[Standard, Form()],
    profile: Annotated[Profile, Form()],
    wants: Fragment = None,
) -> Response:
    """Take files."""
    desk = desk_of(request)
    if len(files) > desk.settings.files:
        raise HTTPException(413, f"一次最多上传 {desk.settings.files} 个文件：请分几次，或压缩成 zip。")
    for file in files:
        desk.take(shown_name(file.filename), file.file.read, standard, profile, reviewer_of(request))
    return _list(desk, 1, wants)


@router.post("/uploads/{key}/cancel")
def cancel(request: Request, key: str, page: Page = 1, wants: Fragment = None) -> Response:
    """Stop reading a file."""
    desk = desk_of(request)
    desk.cancel(_upload(desk, key).id)
    return _list(desk, page, wants)


@router.post("/uploads/{key}/delete")
def remove(request: Request, key: str, page: Page = 1, wants: Fragment = None) -> Response:
    """Delete an upload with its decisions."""
    desk = desk_of(request)
    desk.delete(_upload(desk, key))
    return _list(desk, page, wants)


@router.get("/uploads/{key}")
def review(request: Request, key: str, g: int = 0) -> Response:
    """One project of an upload with its findings; `g` is its number, without it the first with open ones."""
    found = _upload(desk_of(request), key)
    if found.state != DONE:
        return RedirectResponse("/", 303)
    return _review(request, found, g)


def _review(request: Request, found: Upload, g: int, status: int = 200, stale: str = "") -> Response:
    desk, key = desk_of(request), found.id
    decisions = desk.store.decisions(key)
    places = list(places_of(desk, found, decisions))
    if not 1 <= g <= len(places):
        g = next((p.number for p in places if p.open), 1)
    cards: list[Card] = []
    heads: list[Head] = []
    around: list[tuple[str, str]] = []
    here = places[g - 1] if places else None
    if here is not None:
        document = desk.open(found, here.kept.id)
        around = facts(document.passages, here.group.owner_id or here.group.owner)
        cards = [
            card(here.kept.id, i, document.scored(i), decisions, document.config)
            for i in here.group.indicators
        ]
        heads = heads_of(document, here, decisions)
    problems = [f"{d.source}：{p}" for d in desk.store.documents(key) for p in json.loads(d.problems)]
    return render(
        request,
        "review.html",
        status,
        stale=stale,
        stale_at="",
        upload=found,
        places=places,
        here=here,
        cards=cards,
        heads=heads,
        facts=around,
        problems=problems[:50],
        decided=sum(p.decided for p in places),
        next=_next(places, here),
    )


@router.post("/uploads/{key}/documents/{document}/items/{number}")
def decide(
    request: Request,
    key: str,
    document: int,
    number: int,
    action: Annotated[Literal["accept", "dismiss", "edit", "reopen", "label"], Form()],
    finding: Annotated[str, Form(max_length=64)] = "",
    message: Annotated[str, Form(max_length=4000)] = "",
    suggestion: Annotated[str, Form(max_length=4000)] = "",
    types: Annotated[str, Form(max_length=200)] = "",
    vague: Annotated[Flag, Form()] = "",
    boilerplate: Annotated[Flag, Form()] = "",
    g: Annotated[int, Form()] = 0,
    seen: Annotated[int | None, Form()] = None,
    wants: Fragment = None,
) -> Response:
    """Decide on a finding, or (`label`) say what an indicator really is; `number` as in `packing.WHOLE`, `seen`
    as in `Store.decide`."""
    desk, who = desk_of(request), reviewer_of(request)
    found = _upload(desk, key)
    if not who:
        raise HTTPException(422, "还没有填写审核人姓名：请先在页面顶部填写。")
    kept = next((d for d in desk.store.documents(key) if d.id == document), None)
    opened = desk.open(found, document) if kept else None
    findings = opened.findings(number) if opened else None
    if opened is None or findings is None or (action == "label" and number < 0):
        raise HTTPException(404)
    keys = [key_of(i, f) for i, f in enumerate(findings)]
    decision = Decision(
        upload=key, document=document, indicator=number, finding=finding, who=who, made=now(), state=""
    )
    if action == "label":
        decision.finding = ""
        if any(t not in LEAVES for t in types.split()):
            raise HTTPException(422, "类别不对：请从列表里选。")
        decision.types, decision.vague, decision.boilerplate = types, vague, boilerplate
        decision.state = LABELLED if types or vague or boilerplate else OPEN
    elif finding not in keys:
        raise HTTPException(404)
    else:
        decision.state = _ACTIONS[action]
        if action == "edit":
            decision.message, decision.suggestion = clean(message, 4000), clean(suggestion, 4000)
            if not decision.message:
                raise HTTPException(422, "意见不能为空：不需要这条意见时请选“不采纳”。")
    stale = ""
    try:
        desk.store.decide(decision, seen)
    except StaleError as error:
        stale = _overtaken(error.last)
    status = 409 if stale else 200
    if not wants:
        if stale:
            return _review(request, found, g, status, stale)
        return RedirectResponse(f"/uploads/{key}?g={g}#i{document}-{number}", 303)
    decisions = desk.store.decisions(key)
    places = list(places_of(desk, found, decisions))
    changed = next(p for p in places if p.kept.id == document and number in p.group.items)
    return HTMLResponse(
        fragment(
            "decided.html",
            stale=stale,
            stale_at=f"{number}/{decision.finding}" if stale else "",
            next=_next(places, changed),
            upload=found,
            here=changed,
            heads=heads_of(opened, changed, decisions),
            cards=[card(document, number, opened.scored(number), decisions, opened.config)]
            if number >= 0
            else [],
            places=places,
            decided=sum(p.decided for p in places),
        ),
        status,
    )


@router.get("/uploads/{key}/export")
async def download(
    request: Request, key: str, format: str = "xlsx", decided: bool = False, level: Level = "indicator"
) -> Response:
    """The reviewed report."""
    desk = desk_of(request)
    found = await run_in_threadpool(_upload, desk, key)
    if format not in FORMATS or found.state != DONE:
        raise HTTPException(404)
    making = desk.export(format, key, decided, level)
    return await _sent(request, making, file_name(found, format), FORMATS[format][2])


@router.get("/labels.jsonl")
async def labelled(request: Request, upload: str = "") -> Response:
    """All decisions, or those of one upload, as labelled rows for `zhibiao train --rows`."""
    desk = desk_of(request)
    if upload:
        await run_in_threadpool(_upload, desk, upload)
    return await _sent(request, desk.export(LABELS, upload), "labels.jsonl", "application/x-ndjson")


async def _sent(request: Request, making: Making, name: str, kind: str) -> Response:
    path = await result_of(request, making)
    gone = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, headers=_attached(name), media_type=kind, background=gone)


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The JSON API explained, from its OpenAPI description."""
    return render(request, "docs.html", spec=request.app.openapi())


def _upload(desk: Desk, key: str) -> Upload:
    found = desk.store.upload(key) if key.isascii() and key.isalnum() else None
    if found is None:
        raise HTTPException(404)
    return found


def _overtaken(last: Decision | None) -> str:
    """Why a decision did not count: what another window has decided meanwhile."""
    if last is None or last.state == OPEN:
        who = f"{last.who} 在 {made_at(last.made)} 撤销了决定" if last else "这里的决定已被撤销"
    else:
        who = f"{last.who} 在 {made_at(last.made)} 已定为“{STATES.get(last.state, '更正标注')}”"
    return f"没有保存：{who}。现在显示的是最新的，请看过再决定。"


def _next(places: list[Place], here: Place | None) -> int:
    """The number of the next place with open findings after `here`, 0 where there is none."""
    at = here.number if here else 0
    return next((p.number for p in [*places[at:], *places[: max(0, at - 1)]] if p.open), 0)


def _list(desk: Desk, page: int, wants: str | None) -> Response:
    """The list after a change of it."""
    if wants:
        return HTMLResponse(fragment("uploads.html", **_listing(desk, page)))
    return RedirectResponse(f"/?page={page}" if page > 1 else "/", 303)


def _listing(desk: Desk, page: int) -> dict[str, Any]:
    count, active = desk.store.counts()
    pages = max(1, -(-count // _PAGE))
    page = min(max(page, 1), pages)
    found = desk.store.uploads(_PAGE, (page - 1) * _PAGE)
    decided = desk.store.decided(u.id for u in found)
    return {
        "uploads": found,
        "decided": decided,
        "active": active,
        "count": count,
        "page": page,
        "pages": pages,
    }


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
