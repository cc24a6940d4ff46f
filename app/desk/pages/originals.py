"""The original beside the findings: made when it is first asked for, and kept as long as the file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from ..api import result_of
from ..database.tables import Job, Kept
from ..original.drawing import Part, parts_from
from ..original.placing import flags
from ..original.showing import blocks, find, stretches, title_of
from ..places import places_of
from ..rendering import Fragment, desk_of, fragment, kept_of, render

router = APIRouter()


@router.get("/jobs/{key}/documents/{document}/original")
async def original(
    request: Request, key: str, document: int, at: str = "", n: int = -1, wants: Fragment = None
) -> HTMLResponse:
    """A stretch of a document as it stands: number `n`, else the one in which the place written `at` is."""
    job, kept = await run_in_threadpool(kept_of, request, key, document)
    path = await _made(request, job, kept)
    values = await run_in_threadpool(_values, request, job, kept, path, at, n)
    if wants:
        return HTMLResponse(fragment("original.html", **values))
    return await run_in_threadpool(lambda: render(request, "original_page.html", **values))


@router.get("/jobs/{key}/documents/{document}/pages/{page}.jpg")
async def picture(request: Request, key: str, document: int, page: int) -> Response:
    """A page as a picture."""
    if not 1 <= page <= 10_000:
        raise HTTPException(404)
    job, kept = await run_in_threadpool(kept_of, request, key, document)
    return FileResponse(await _made(request, job, kept, page), media_type="image/jpeg")


async def _made(request: Request, job: Job, kept: Kept, page: int = 0) -> Path:
    target, making = await run_in_threadpool(desk_of(request).drawing, job, kept, page)
    if making is not None:
        made: Path = await result_of(request, making)
        await run_in_threadpool(made.replace, target)
    return target


@lru_cache(maxsize=4)
def _parts(path: Path) -> list[Part]:
    return parts_from(path.read_text("utf-8"))


def _values(request: Request, job: Job, kept: Kept, path: Path, at: str, n: int) -> dict[str, Any]:
    desk = desk_of(request)
    parts = _parts(path)
    cut = stretches(parts)
    at = at.partition("#")[0].removeprefix(f"{kept.source.partition('!')[2]} ")
    number = n if 0 <= n < len(cut) else find(cut, at)
    standing = desk.store.ledger.standing(job.id)
    found = flags(parts, desk.open(job, kept.id), kept.id, standing)
    numbers = {
        item: p.number for p in places_of(desk, job, {}) if p.kept.id == kept.id for item in p.group.items
    }
    return {
        "job": job,
        "kept": kept,
        "at": at,
        "number": number,
        "titles": [title_of(s) for s in cut],
        "blocks": list(blocks(cut[number], found)) if cut else [],
        "numbers": numbers,
    }
