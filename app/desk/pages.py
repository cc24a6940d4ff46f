"""The pages of the desk. Fragments (asked for with the header X-Fragment) are parts of them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Header, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from ...models.taxonomy import LEAVES
from .api import Profile, Standard, shown_name
from .export import FORMATS, ExportError, export, file_name, labels
from .guard import COOKIE, pass_of, same
from .places import heads_of, places_of
from .rendering import REVIEWER, clean, desk_of, fragment, render, reviewer_of
from .review import Card, Head, card, facts, key_of
from .service import Desk
from .store import (
    ACCEPTED,
    ACTIVE,
    DISMISSED,
    DONE,
    EDITED,
    LABELLED,
    OPEN,
    Decision,
    Upload,
    now,
)

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600
_ACTIONS = {"accept": ACCEPTED, "dismiss": DISMISSED, "edit": EDITED, "reopen": OPEN}
Fragment = Annotated[str | None, Header(alias="x-fragment")]
Flag = Literal["", "0", "1"]
Level = Literal["indicator", "project", "document"]


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The list of uploads, and where to drop new ones."""
    return render(request, "home.html", **_listing(desk_of(request)))


@router.get("/uploads")
def uploads(request: Request) -> HTMLResponse:
    """The list alone, asked for again and again while something is being read."""
    return HTMLResponse(fragment("uploads.html", **_listing(desk_of(request))))


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
    if wants:
        return HTMLResponse(fragment("uploads.html", **_listing(desk)))
    return RedirectResponse("/", 303)


@router.post("/uploads/{key}/cancel")
def cancel(request: Request, key: str, wants: Fragment = None) -> Response:
    """Stop reading a file."""
    desk = desk_of(request)
    desk.cancel(_upload(desk, key).id)
    if wants:
        return HTMLResponse(fragment("uploads.html", **_listing(desk)))
    return RedirectResponse("/", 303)


@router.post("/uploads/{key}/delete")
def remove(request: Request, key: str, wants: Fragment = None) -> Response:
    """Delete an upload with its decisions."""
    desk = desk_of(request)
    desk.delete(_upload(desk, key))
    if wants:
        return HTMLResponse(fragment("uploads.html", **_listing(desk)))
    return RedirectResponse("/", 303)


@router.get("/uploads/{key}")
def review(request: Request, key: str, g: int = 0) -> Response:
    """One project of an upload with its findings; `g` is its number, without it the first with open ones."""
    desk = desk_of(request)
    found = _upload(desk, key)
    if found.state != DONE:
        return RedirectResponse("/", 303)
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
        upload=found,
        places=places,
        here=here,
        cards=cards,
        heads=heads,
        facts=around,
        problems=problems[:50],
        decided=sum(p.decided for p in places),
        next=next((p.number for p in [*places[g:], *places[: g - 1]] if p.open), 0),
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
    wants: Fragment = None,
) -> Response:
    """Decide on a finding, or (`label`) say what an indicator really is; `number` as in `packing.WHOLE`."""
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
    desk.store.decide(decision)
    if not wants:
        return RedirectResponse(f"/uploads/{key}?g={g}#i{document}-{number}", 303)
    decisions = desk.store.decisions(key)
    places = list(places_of(desk, found, decisions))
    changed = next(p for p in places if p.kept.id == document and number in p.group.items)
    return HTMLResponse(
        fragment(
            "decided.html",
            upload=found,
            here=changed,
            heads=heads_of(opened, changed, decisions),
            cards=[card(document, number, opened.scored(number), decisions, opened.config)]
            if number >= 0
            else [],
            places=places,
            decided=sum(p.decided for p in places),
        )
    )


@router.get("/uploads/{key}/export")
def download(
    request: Request, key: str, format: str = "xlsx", decided: bool = False, level: Level = "indicator"
) -> Response:
    """The reviewed report."""
    desk = desk_of(request)
    found = _upload(desk, key)
    if format not in FORMATS or found.state != DONE:
        raise HTTPException(404)
    try:
        content = export(desk, found, format, decided, level)
    except ExportError as error:
        raise HTTPException(422, str(error)) from error
    return Response(content, headers=_attached(file_name(found, format)), media_type=FORMATS[format][2])


@router.get("/labels.jsonl")
def labelled(request: Request, upload: str = "") -> Response:
    """All decisions, or those of one upload, as labelled rows for `zhibiao train --rows`."""
    desk = desk_of(request)
    chosen = [_upload(desk, upload)] if upload else desk.store.uploads(limit=1_000_000)
    rows = labels(desk, [u for u in chosen if u.state == DONE])
    headers = _attached("labels.jsonl")
    return StreamingResponse(rows, headers=headers, media_type="application/x-ndjson")


@router.post("/reviewer")
def name_reviewer(name: Annotated[str, Form(max_length=200)], next: Annotated[str, Form()] = "/") -> Response:
    """Remember who reviews, in a cookie of this browser."""
    response = RedirectResponse(_inside(next), 303)
    response.set_cookie(
        REVIEWER, quote(clean(name, 40)), max_age=_YEAR, path="/", httponly=True, samesite="strict"
    )
    return response


@router.get("/login")
def login_page(request: Request, next: str = "/") -> HTMLResponse:
    """Where the token is entered."""
    return render(request, "login.html", next=_inside(next), wrong=False)


@router.post("/login")
def login(request: Request, token: Annotated[str, Form()], next: Annotated[str, Form()] = "/") -> Response:
    """Enter the token."""
    expected = desk_of(request).settings.token
    if not same(token.strip(), expected):
        return render(request, "login.html", 401, next=_inside(next), wrong=True)
    response = RedirectResponse(_inside(next), 303)
    response.set_cookie(COOKIE, pass_of(expected), path="/", httponly=True, samesite="strict")
    return response


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The JSON API explained, from its OpenAPI description."""
    return render(request, "docs.html", spec=request.app.openapi())


def _upload(desk: Desk, key: str) -> Upload:
    found = desk.store.upload(key[:32])
    if found is None:
        raise HTTPException(404)
    return found


def _listing(desk: Desk) -> dict[str, Any]:
    found = desk.store.uploads()
    return {
        "uploads": found,
        "decided": desk.store.decided(u.id for u in found),
        "active": sum(u.state in ACTIVE for u in found),
    }


def _inside(target: str) -> str:
    """`target` where it is a path of this site, else the first page: a login must not lead elsewhere."""
    safe = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if safe else "/"


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
