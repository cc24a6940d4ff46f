"""Templates → pages. Everything that comes out of a document is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Header, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ...models.taxonomy import LEAVES, NAMES
from ...scoring.registry import check_of
from ...scoring.results import grade_of
from ...scoring.stages import CHOICES
from ..reports.facts import OPINIONS, SEVERITY_NAMES
from .database.tables import Job, Kept, made_at
from .exports.making import FORMATS
from .review import STATES
from .service import Desk

REVIEWER = "zhibiao_reviewer"
Fragment = Annotated[str | None, Header(alias="x-fragment")]
STATE_NAMES = {
    "queued": "排队中",
    "running": "处理中",
    "failed": "未能读取",
    "cancelled": "已取消",
}


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["clock"] = made_at
    environment.filters["size"] = _size
    environment.globals.update(
        profiles=CHOICES,
        leaves={leaf: NAMES[leaf] for leaf in LEAVES},
        states=STATES,
        state_names=STATE_NAMES,
        formats=FORMATS,
        check_of=check_of,
        grade_of=grade_of,
        opinions=OPINIONS,
        severities=SEVERITY_NAMES,
    )
    return environment


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def job_of(request: Request, key: str) -> Job:
    """A job by its id. Raises HTTPException 404."""
    found = desk_of(request).store.job(key) if key.isascii() and key.isalnum() else None
    if found is None:
        raise HTTPException(404)
    return found


def kept_of(request: Request, key: str, document: int) -> tuple[Job, Kept]:
    """A job and one of its documents. Raises HTTPException 404."""
    job = job_of(request, key)
    for kept in desk_of(request).store.documents(key):
        if kept.id == document:
            return job, kept
    raise HTTPException(404)


def user_of(request: Request) -> str:
    """Whose token was shown, '' where that says no name."""
    return str(getattr(request.state, "user", ""))


def reviewer_of(request: Request) -> str:
    """Whose token it was, else the name that the user has given, '' where none, or that of one who has a token."""
    given = clean(unquote(request.cookies.get(REVIEWER, "")), 40)
    return user_of(request) or ("" if given in dict(desk_of(request).settings.users) else given)


def who_decides(request: Request) -> str:
    """The same for what goes down in a name. Raises HTTPException 422 where there is none."""
    if who := reviewer_of(request):
        return who
    raise HTTPException(422, "还没有填写审核人姓名：请先在页面顶部填写。")


def clean(text: str, limit: int) -> str:
    """A text from the user on one line: no control characters, no broken ones, not longer than `limit`."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split())[:limit]


def fragment(name: str, **values: Any) -> str:
    """A template as text."""
    return _environment().get_template(name).render(values)


def render(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as a page."""
    settings = desk_of(request).settings
    around = {"reviewer": reviewer_of(request), "settings": settings, "path": request.url.path}
    around |= {"user": user_of(request), "closed": request.app.state.gate.closed}
    if request.url.query:
        around["path"] = f"{request.url.path}?{request.url.query}"
    return HTMLResponse(fragment(name, **around, **values), status)


def _size(number: int) -> str:
    return f"{number / 2**20:.1f} MB" if number >= 2**20 else f"{max(1, round(number / 1024))} KB"
