"""Who may come in: host, origin, token, and how much a request may bring.

A page of another site can't reach the desk through the evaluator's browser: a name that was pointed at this
machine (DNS rebinding) fails the host check, a form or script of another origin the origin check.
"""

from __future__ import annotations

import asyncio
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from fastapi import HTTPException
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..settings import DeskSettings, address_of, is_loopback
from .tokens import Gate

COOKIE = "zhibiao_desk"
_SAFE = ("GET", "HEAD", "OPTIONS")
_SMALL = 64 * 1024, 20.0  # bytes and seconds for a body from one who may not even enter
_HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware; see the module."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, gate: Gate) -> None:
        self._app, self._settings, self._gate = app, settings, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        head = scope["method"] == "HEAD"  # answered as GET is, without the content
        if head:
            scope = {**scope, "method": "GET"}

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for key, value in _HEADERS.items():
                    headers.setdefault(key, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
        else:
            await self._app(scope, _bounded(receive, *self._bounds(scope)), send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not _answers_to(host, self._settings):
            return _problem(421, "不接受这个主机名：请用启动时显示的地址访问，或用 --allow-host 加上它。")
        if scope["method"] not in _SAFE and not _same_origin(headers, host):
            return _problem(403, "请求来自别的网站，已拒绝：请从审核台自己的页面操作。")
        wait, user = self._user(scope, headers)
        scope.setdefault("state", {})["user"] = user or ""
        if wait:
            response = _problem(429, f"口令输错多次：请等 {wait} 秒再试。")
            response.headers["retry-after"] = str(wait)
            return response
        if user is None:
            if scope["method"] in _SAFE and "text/html" in headers.get("accept", ""):
                query = scope["query_string"].decode("latin-1")
                target = scope["path"] + (f"?{query}" if query else "")
                return RedirectResponse(f"/login?next={quote(target)}", 303)
            response = _problem(401, "需要访问口令：请先登录，或在请求头里写 Authorization: Bearer 口令。")
            response.headers["www-authenticate"] = "Bearer"
            return response
        return _too_long(headers, self._bounds(scope)[0])

    def _bounds(self, scope: Scope) -> tuple[int, float]:
        """Bytes and seconds that the body of a request may have."""
        return _SMALL if _is_free(scope["path"]) else (self._settings.body, self._settings.receive)

    def _user(self, scope: Scope, headers: Headers) -> tuple[int, str | None]:
        """Seconds to wait before a token may be tried again; who the request is of ('' where that is not known by the
        token), None where it may not enter."""
        known = self._gate.knows(_session(headers))
        if known is not None or not self._gate.closed or _is_free(scope["path"]):
            return 0, known or ""
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return 0, None
        client = client_of(scope)
        wait = self._gate.wait(client)
        given = given.strip().encode("latin-1").decode("utf-8", "replace")  # headers come as bytes
        return wait, None if wait else self._gate.takes(given, client)


def client_of(scope: Scope) -> str:
    """The address that a request came from, as the proxy told it where there is one."""
    return scope["client"][0] if scope.get("client") else ""


def _session(headers: Headers) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie is not None else ""


def _is_free(path: str) -> bool:
    """Whether a path is open to those who may not enter. Scripts and colours are: they hold no data, and a page that
    is left while they load must not make the browser log refusals."""
    return path == "/login" or path.startswith("/static/")


def _answers_to(host: str, settings: DeskSettings) -> bool:
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    if name in (n.lower() for n in settings.names):
        return True
    if is_loopback(settings.host):
        return is_loopback(name)
    # Rebinding needs a name; an address in the browser's bar is the one that it really speaks to.
    return name == settings.host.strip("[]").lower() or is_loopback(name) or address_of(name) is not None


def _same_origin(headers: Headers, host: str) -> bool:
    """Browsers send both headers with every request that changes something; other programs neither, and
    no site can make them act."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    try:
        return origin is None or urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _too_long(headers: Headers, most: int) -> Response | None:
    length = headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) <= most:
        return None
    return _problem(413, _TOO_MUCH.format(max(1, most >> 20)))


_TOO_MUCH = "一次上传超过 {} MB 的上限：请分几次上传。"


def _bounded(receive: Receive, most: int, seconds: float) -> Receive:
    """`receive` that gives up on a body that is too long or takes too long; lengths may be lied about."""
    left = most
    deadline = asyncio.get_running_loop().time() + seconds
    complete = False

    async def bounded() -> Message:
        nonlocal left, complete
        if complete:  # from here on it waits for the client to go away, however long the answer takes
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, "上传太慢，已停止：请检查网络后再试。") from None
        left -= len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if left < 0:
            raise HTTPException(413, _TOO_MUCH.format(max(1, most >> 20)))
        return message

    return bounded


def _problem(status: int, detail: str) -> Response:
    return JSONResponse({"detail": detail}, status)
