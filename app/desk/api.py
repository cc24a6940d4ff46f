"""The JSON API: `POST /api/score` and `GET /healthz`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from ... import __version__
from .rendering import clean, desk_of
from .schema import Health, Problem, ScoreAnswer
from .worker import Task
from .workers import Work

router = APIRouter()
Standard = Literal["2020", "2021"]
Profile = Literal["auto", "declaration", "selfcheck", "disclosure"]
_REFUSALS = {
    400: "请求的内容读不懂",
    401: "需要访问口令",
    403: "请求来自别的网站",
    421: "不接受这个主机名",
}
_FAILURES = {
    408: "上传太慢",
    413: "文件太大，或展开后太大",
    415: "不是能读取的文件格式",
    422: "参数不对，或文件读不出来（损坏、加密、空白）",
    503: "排队的文件太多",
}


def _problems(*groups: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": Problem, "description": text} for group in groups for code, text in group.items()}


@router.get(
    "/healthz",
    response_model=Health,
    responses=_problems(_REFUSALS),
    summary="服务是否正常",
    description="是否在运行、版本、有多少文件在排队。",
)
async def healthz(request: Request) -> Health:
    """Whether the service answers, its version, and how many files wait."""
    return Health(status="ok", version=__version__, waiting=desk_of(request).workers.waiting)


@router.post(
    "/api/score",
    response_model=ScoreAnswer,
    responses=_problems(_REFUSALS, _FAILURES),
    summary="给一个文件里的每条指标、每个项目和整个文件评分",
    description="压缩包里的文件一并评分。上传的文件不保存。",
)
async def score(
    request: Request,
    file: Annotated[UploadFile, File(description="docx、doc、xlsx、xls、pdf、html、txt、csv、jsonl 或 zip")],
    standard: Annotated[Standard | None, Form(description="指标分类标准")] = None,
    profile: Annotated[
        Profile | None, Form(description="自动判断（填了完成值的按自评复核）、编报审核、自评复核、公开检查")
    ] = None,
) -> Response:
    """Score a file at each level. Nothing of it is kept."""
    desk = desk_of(request)
    stored, _, _ = await run_in_threadpool(desk.uploads.save, file.file.read)
    try:
        task = Task(
            ((desk.uploads.path(stored), shown_name(file.filename)),),
            standard or desk.settings.standard,
            profile or desk.settings.profile,
            answer=True,
        )
        body: bytes = await result_of(request, desk.workers.submit(task))
    finally:
        await run_in_threadpool(desk.uploads.discard, stored)
    return Response(body, media_type="application/json")


async def result_of(request: Request, job: Work) -> Any:
    """The result of a job; it is stopped when the client goes away."""
    future: asyncio.Future[Any] = asyncio.wrap_future(job.future)
    try:
        while True:
            done, _ = await asyncio.wait({future}, timeout=1.0)
            if done:
                return future.result()
            if await request.is_disconnected():
                raise HTTPException(408, "客户端已断开。")
    finally:
        if not future.done():
            job.cancel()


def shown_name(name: str | None) -> str:
    """The name that a file is shown under: without signs that are no letters, of bearable length; with its folders
    where it lies within one that was chosen.

    >>> shown_name("../../etc/预算.docx"), shown_name("申报/一/预算.docx"), shown_name(None)
    ('预算.docx', '申报/一/预算.docx', '未命名')
    """
    whole = clean(name or "", 100_000).replace("\\", "/")
    folders = [part.strip(". ") for part in whole.split("/")]
    last = folders.pop()
    inside = all(folders) and not any(":" in part for part in folders)
    stem, dot, suffix = last.rpartition(".")
    if len(last) > 150 and dot and len(suffix) <= 8:
        last = f"{stem[:140]}….{suffix}"
    path = "/".join((*folders, last[:150] or "未命名")) if inside else last[:150] or "未命名"
    return path if len(path) <= 300 else last[:150]
