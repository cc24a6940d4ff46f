"""Who does what: files are assigned, decisions keep their history, a second reader approves."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..database.ledger import StaleError
from ..database.tables import DONE, Job
from ..history import steps_of
from ..rendering import clean, desk_of, job_of, render, reviewer_of, who_decides
from ..service import Desk

router = APIRouter()
Number = Annotated[int, Query(ge=-(2**31), lt=2**31)]  # as large as a database takes
_SHOWN = 300  # decisions on one page


@router.get("/jobs/{key}/history")
def history(
    request: Request, key: str, document: Number = 0, indicator: Number = 0, finding: str = "", page: int = 1
) -> HTMLResponse:
    """Who shall review what, and what was decided by whom and when, of one finding where `document` names one."""
    desk, job = desk_of(request), job_of(request, key)
    about = (document, indicator, finding) if document else None
    decisions = desk.store.ledger.history(key, about)
    pages = max(1, -(-len(decisions) // _SHOWN))
    page = min(max(page, 1), pages)
    some = decisions[(page - 1) * _SHOWN : page * _SHOWN]
    steps = list(steps_of(desk.store.documents(key), cache(lambda d: desk.load(job, d)), some))
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
        newest=desk.store.ledger.newest(key),
        page=page,
        pages=pages,
        refusal=_refusal(desk, job, reviewer_of(request)),
    )


@router.post("/jobs/{key}/assign")
def assign(
    request: Request, key: str, name: Annotated[str, Form(max_length=200)], file: Annotated[int, Form()] = 0
) -> Response:
    """Say who shall review a file, or (0) all files of the job."""
    desk, job, who = desk_of(request), job_of(request, key), who_decides(request)
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
    seen: Annotated[int | None, Form()] = None,
) -> Response:
    """A second reader's word: approved (`seen` as in `Ledger.approve`), or returned with a note."""
    desk, job, who = desk_of(request), job_of(request, key), who_decides(request)
    note = clean(note, 500)
    if action == "return":
        if not note:
            raise HTTPException(422, "退回要写明原因：请填写后再退回。")
        desk.store.change(job.id, who, f"复核退回：{note}", approved="", approved_at=None)
    else:
        if refusal := _refusal(desk, job, who):
            raise HTTPException(422, refusal)
        try:
            desk.store.ledger.approve(job.id, who, f"复核通过{f'：{note}' if note else ''}", seen)
        except StaleError as error:
            other = error.last.who if error.last else "别人"
            raise HTTPException(
                409, f"没有复核：您打开这一页以后，{other} 又改过决定。请刷新后看过再复核。"
            ) from None
    return RedirectResponse(f"/jobs/{job.id}/history", 303)


def _refusal(desk: Desk, job: Job, who: str) -> str:
    """Why `who` can't approve the job, '' where they can."""
    if job.state != DONE:
        return "还没有读完，不能复核。"
    if job.decided < job.findings:
        return f"还有 {job.findings - job.decided} 条意见没有审，审完才能复核。"
    deciders = {d.who for d in desk.store.ledger.standing(job.id).values()}
    return "复核要由另一个人来做：这里的决定全是您自己作的。" if deciders == {who} else ""
