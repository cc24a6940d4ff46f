"""The web application: its parts put together, and errors in plain Chinese."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from ... import __version__
from . import api, pages
from .access import entering
from .access.guard import Guard
from .access.tokens import Gate
from .database.troubles import TROUBLES, GoneError, trouble
from .rendering import render
from .service import Desk
from .settings import DeskSettings
from .workers import JobError

_STATIC = Path(__file__).with_name("static")
_DETAILS = {
    404: "没有这个页面或内容：可能已被删除，请从首页进入。",
    405: "这个地址不接受这种请求：用法见 /docs。",
    400: "请求的内容读不懂：请检查格式后重试。",
}


def create_app(settings: DeskSettings) -> Guard:
    """The desk as an ASGI application. Raises StoreError or OSError when its data can't be opened."""
    desk = Desk(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(desk.start)
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="zhibiao 指标",
        version=__version__,
        description="读取预算绩效文件，找出每条绩效指标，判断类别、模糊与套话，并给出评分和意见。",
        docs_url=None,  # its page loads scripts from another site; ours is pages.docs
        redoc_url=None,
        lifespan=lifespan,
        telemetry={"auto_configure": False},  # newer versions would send traces where the environment says so
    )
    app.state.desk = desk
    app.state.gate = gate = Gate(settings.token, dict(settings.users))
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(entering.router)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (JobError, GoneError, *TROUBLES, Exception):
        app.add_exception_handler(kind, _failed)
    return Guard(app, settings, gate)  # outermost: what the application answers when it breaks is guarded too


def _answer(request: Request, status: int, detail: str, headers: Any = None) -> Response:
    wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
    if wants_page and request.headers.get("x-fragment") is None:
        return render(request, "error.html", status, detail=detail)
    return JSONResponse({"detail": detail}, status, headers)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # What the libraries raise themselves is English; what we raise ends with a Chinese full stop.
    detail = error.detail if error.detail.endswith("。") else _DETAILS.get(error.status_code, error.detail)
    return _answer(request, error.status_code, detail, error.headers)


def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, JobError):
        return _answer(request, error.status, str(error))
    if isinstance(error, GoneError):
        return _answer(request, 404, _DETAILS[404])
    if isinstance(error, TROUBLES):
        return _answer(request, *trouble(error))
    return _answer(request, 500, "审核台出错了：请重试，仍不行请把操作步骤告诉维护人员。")


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0] if error.errors() else {}
    name = str((first.get("loc") or ("",))[-1])
    kind = request.headers.get("content-type", "")
    if request.method == "POST" and not kind.startswith(
        ("multipart/form-data", "application/x-www-form-urlencoded")
    ):
        return _answer(request, 415, "请求要用 multipart/form-data 格式：用法见 /docs。")
    if first.get("type") == "missing":
        return _answer(request, 422, f"缺少 {name}：用法见 /docs。")
    if first.get("type") == "literal_error":
        allowed = str(first.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", "、")
        return _answer(request, 422, f"{name} 的值不对：可用的有 {allowed.replace(', ', '、')}。")
    return _answer(request, 422, f"{name} 的值不对：用法见 /docs。")
