"""The list of jobs: found, sorted, chosen, and where new files are dropped."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..api import Profile, Standard, shown_name
from ..database.listing import ORDERS, STATES, Wanted
from ..rendering import Fragment, clean, desk_of, fragment, job_of, render, reviewer_of
from ..service import Desk

router = APIRouter()
_PAGE = 50  # jobs on one page


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows, as its address says it: `q` is looked for, `mine` is '1' for what is assigned to me."""

    q: str = ""
    state: str = ""
    order: str = "new"
    mine: str = ""
    page: int = 1

    def query(self, **changes: Any) -> str:
        """The address's query for the same list, or a changed one; what is as usual is left out."""
        usual = asdict(Shown())
        said = {k: v for k, v in asdict(replace(self, **changes)).items() if v != usual[k]}
        return urlencode(said)


List = Annotated[Shown, Depends()]


@router.get("/")
def home(request: Request, shown: List) -> HTMLResponse:
    """The list of jobs, and where to drop new files."""
    return render(request, "home.html", **_listing(request, shown))


@router.get("/jobs")
def jobs(request: Request, shown: List) -> HTMLResponse:
    """The list alone, asked for again and again while something is being read."""
    return HTMLResponse(fragment("jobs.html", **_listing(request, shown)))


@router.post("/jobs")
def upload(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    standard: Annotated[Standard, Form()],
    profile: Annotated[Profile, Form()],
    name: Annotated[str, Form(max_length=200)] = "",
    wants: Fragment = None,
) -> Response:
    """Take files: together they are one job."""
    desk = desk_of(request)
    if len(files) > desk.settings.files:
        raise HTTPException(413, f"一次最多上传 {desk.settings.files} 个文件：请分几次，或压缩成 zip。")
    given = [(shown_name(file.filename), file.file.read) for file in files]
    desk.take(given, standard, profile, reviewer_of(request), clean(name, 150))
    return _answer(request, Shown(), wants)


@router.post("/jobs/delete")
def remove_chosen(
    request: Request, shown: List, key: Annotated[list[str] | None, Form()] = None, wants: Fragment = None
) -> Response:
    """Delete several jobs with their decisions."""
    if not key:
        raise HTTPException(422, "没有选中任务：请先在列表里勾选。")
    for one in key:
        with suppress(HTTPException):  # others have deleted it meanwhile
            desk_of(request).delete(job_of(request, one))
    return _answer(request, shown, wants)


@router.post("/jobs/{key}/cancel")
def cancel(request: Request, key: str, shown: List, wants: Fragment = None) -> Response:
    """Stop reading a job."""
    desk_of(request).cancel(job_of(request, key).id)
    return _answer(request, shown, wants)


@router.post("/jobs/{key}/delete")
def remove(request: Request, key: str, shown: List, wants: Fragment = None) -> Response:
    """Delete a job with its decisions."""
    desk_of(request).delete(job_of(request, key))
    return _answer(request, shown, wants)


def _answer(request: Request, shown: Shown, wants: str | None) -> Response:
    """The list after a change of it."""
    if wants:
        return HTMLResponse(fragment("jobs.html", **_listing(request, shown)))
    query = shown.query()
    return RedirectResponse(f"/?{query}" if query else "/", 303)


def _listing(request: Request, shown: Shown) -> dict[str, Any]:
    desk: Desk = desk_of(request)
    wanted = Wanted(clean(shown.q, 100), shown.state, shown.order, reviewer_of(request) if shown.mine else "")
    count, active = desk.store.counts(wanted)
    pages = max(1, -(-count // _PAGE))
    shown = replace(shown, page=min(max(shown.page, 1), pages))
    found = desk.store.jobs(wanted, _PAGE, (shown.page - 1) * _PAGE)
    files: dict[str, list[Any]] = {job.id: [] for job in found}
    for file in desk.store.files(*files):
        files[file.job].append(file)
    return {
        "jobs": found,
        "files": files,
        "active": active,
        "count": count,
        "shown": shown,
        "pages": pages,
        "job_states": {key: name for key, (name, _) in STATES.items()},
        "orders": {key: name for key, (name, _) in ORDERS.items()},
    }
