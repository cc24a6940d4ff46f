"""What is downloaded: reviewed reports, and decisions as labelled rows."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from ..api import result_of
from ..database.tables import DONE
from ..exports.making import FORMATS, LABELS, file_name
from ..exports.running import Making
from ..rendering import desk_of, job_of, render

router = APIRouter()
Level = Literal["indicator", "project", "document"]


@router.get("/jobs/{key}/export")
async def download(
    request: Request, key: str, format: str = "xlsx", decided: bool = False, level: Level = "indicator"
) -> Response:
    """The reviewed report."""
    job = await run_in_threadpool(job_of, request, key)
    if format not in FORMATS or job.state != DONE:
        raise HTTPException(404)
    making = desk_of(request).export(format, (key,), decided, level)
    return await _sent(request, making, file_name(job, format), FORMATS[format][2])


@router.get("/labels.jsonl")
async def labelled(request: Request, job: str = "") -> Response:
    """All decisions, or those of one job, as labelled rows for `zhibiao train --rows`."""
    if job:
        await run_in_threadpool(job_of, request, job)
    making = desk_of(request).export(LABELS, (job,) if job else ())
    return await _sent(request, making, "labels.jsonl", "application/x-ndjson")


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The JSON API explained, from its OpenAPI description."""
    return render(request, "docs.html", spec=request.app.openapi())


async def _sent(request: Request, making: Making, name: str, kind: str) -> Response:
    path = await result_of(request, making)
    gone = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, headers=_attached(name), media_type=kind, background=gone)


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
