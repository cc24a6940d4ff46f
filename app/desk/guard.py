"""Who may come in: host, origin, token, and how much a request may bring.

A page of another site can't reach the desk through the evaluator's browser: a name that was pointed at this
machine (DNS rebinding) fails the host check, a form or script of another origin the origin check.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import HTTPException
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings, is_loopback

COOKIE = "zhibiao_desk"
_SAFE = ("GET", "HEAD", "OPTIONS")
_FREE = ("/login", "/static/desk.css", "/static/icon.svg")  # what one needs to enter the token
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

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for key, value in _HEADERS.items():
                    headers.setdefault(key, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
        else:
            await self._app(scope, _bounded(receive, self._settings), send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not _answers_to(host, self._settings):
            return _problem(421, "不接受这个主机名：请用启动时显示的地址访问，或用 --allow-host 加上它。")
        if scope["method"] not in _SAFE and not _same_origin(headers, host):
            return _problem(403, "请求来自别的网站，已拒绝：请从审核台自己的页面操作。")
        if not self._entered(scope, headers):
            if scope["method"] in _SAFE and "text/html" in headers.get("accept", ""):
                query = scope["query_string"].decode("latin-1")
                target = scope["path"] + (f"?{query}" if query else "")
                return RedirectResponse(f"/login?next={quote(target)}", 303)
            response = _problem(401, "需要访问口令：请先登录，或在请求头里写 Authorization: Bearer 口令。")
            response.headers["www-authenticate"] = "Bearer"
            return response
        return _too_long(headers, self._settings)

    def _entered(self, scope: Scope, headers: Headers) -> bool:
        token = self._settings.token
        if not token or scope["path"] in _FREE:
            return True
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(given.strip(), token):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and same(cookie.value, pass_of(token))


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace"))


def pass_of(token: str) -> str:
    """What the cookie holds after login: shows that the token was known, without being it."""
    return hmac.new(token.encode("utf-8", "replace"), b"zhibiao review desk", hashlib.sha256).hexdigest()


def _answers_to(host: str, settings: Settings) -> bool:
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    if name in (n.lower() for n in settings.names):
        return True
    if is_loopback(settings.host):
        return is_loopback(name)
    # Rebinding needs a name; an address in the browser's bar is the one that it really speaks to.
    return name == settings.host.strip("[]").lower() or is_loopback(name) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


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


def _too_long(headers: Headers, settings: Settings) -> Response | None:
    length = headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and int(length) <= settings.body:
        return None
    return _problem(413, _TOO_MUCH.format(settings.body >> 20))


_TOO_MUCH = "一次上传超过 {} MB 的上限：请分几次上传。"


def _bounded(receive: Receive, settings: Settings) -> Receive:
    """`receive` that gives up on a body that is too long or takes too long; lengths may be lied about."""
    left = settings.body
    deadline = asyncio.get_running_loop().time() + settings.receive
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
            raise HTTPException(413, _TOO_MUCH.format(settings.body >> 20))
        return message

    return bounded


def _problem(status: int, detail: str) -> Response:
    content: dict[str, Any] = {"detail": detail}
    return JSONResponse(content, status)
