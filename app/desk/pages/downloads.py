"""What is downloaded: reviewed reports, and decisions as labelled rows."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from ..api import result_of
from ..database.tables import DONE
from ..exports.making import FORMATS, LABELS, file_name
from ..rendering import desk_of, job_of, render
from ..workers import Work

router = APIRouter()
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    ".zip": "application/zip",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
}
Level = Literal["indicator", "project", "document"]


@router.get("/jobs/export")
async def download_chosen(request: Request, key: Annotated[list[str] | None, Query()] = None) -> Response:
    """Everything about several jobs in one zip."""
    jobs = [await run_in_threadpool(job_of, request, one) for one in dict.fromkeys(key or ())]
    if not (ready := [job for job in jobs if job.state == DONE]):
        raise HTTPException(422, "没有选中读完的任务：请先在列表里勾选。")
    name = file_name(ready[0], (), "zip") if len(ready) == 1 else f"zhibiao-{len(ready)}个任务.zip"
    return await _sent(request, desk_of(request).export("zip", tuple(job.id for job in ready)), name)


@router.get("/jobs/{key}/export")
async def download(
    request: Request, key: str, format: str = "xlsx", decided: bool = False, level: Level = "indicator"
) -> Response:
    """The reviewed report."""
    job = await run_in_threadpool(job_of, request, key)
    if format not in FORMATS or job.state != DONE:
        raise HTTPException(404)
    desk = desk_of(request)
    sources = [d.source for d in await run_in_threadpool(desk.store.documents, key)]
    making = desk.export(format, (key,), decided, level)
    return await _sent(request, making, file_name(job, sources, format))


@router.get("/labels.jsonl")
async def labelled(request: Request, job: str = "") -> Response:
    """All decisions, or those of one job, as labelled rows for `zhibiao train --rows`."""
    if job:
        await run_in_threadpool(job_of, request, job)
    making = desk_of(request).export(LABELS, (job,) if job else ())
    return await _sent(request, making, "labels.jsonl")


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The JSON API explained, from its OpenAPI description."""
    return render(request, "docs.html", spec=request.app.openapi())


async def _sent(request: Request, making: Work, name: str) -> Response:
    path = await result_of(request, making)
    kind = _KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    gone = BackgroundTask(path.unlink, missing_ok=True)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return FileResponse(path, headers=headers, media_type=kind, background=gone)
