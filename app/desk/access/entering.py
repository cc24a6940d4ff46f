"""Pages about who is there: the token, logging out, and the reviewer's name."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..rendering import REVIEWER, clean, desk_of, render
from .guard import COOKIE, client_of
from .tokens import SESSION, Gate

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600
Next = Annotated[str, Form()]


@router.post("/reviewer")
def name_reviewer(request: Request, name: Annotated[str, Form(max_length=200)], next: Next = "/") -> Response:
    """Remember who reviews, in a cookie of this browser."""
    name = clean(name, 40)
    if name in dict(desk_of(request).settings.users):
        raise HTTPException(422, f"{name} 有自己的口令：请退出登录，再用那个口令进入。")
    response = RedirectResponse(_inside(next), 303)
    _set_cookie(request, response, REVIEWER, quote(name), _YEAR)
    return response


@router.get("/login")
def login_page(request: Request, next: str = "/") -> HTMLResponse:
    """Where the token is entered."""
    return render(request, "login.html", next=_inside(next), wrong="")


@router.post("/login")
def login(request: Request, token: Annotated[str, Form()], next: Next = "/") -> Response:
    """Enter the token."""
    gate, client = _gate(request), client_of(request.scope)
    wait = gate.wait(client)
    user = None if wait else gate.takes(token.strip(), client)
    if user is None:
        wrong = f"口令输错多次：请等 {wait} 秒再试。" if wait else "口令不对：请向启动审核台的人确认。"
        response: Response = render(
            request, "login.html", 429 if wait else 401, next=_inside(next), wrong=wrong
        )
        if wait:
            response.headers["retry-after"] = str(wait)
        return response
    response = RedirectResponse(_inside(next), 303)
    _set_cookie(request, response, COOKIE, gate.open(user), SESSION)
    return response


@router.post("/logout")
def logout(request: Request) -> Response:
    """End the session, also in other windows."""
    if not _gate(request).closed:
        raise HTTPException(404)
    _gate(request).close(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _gate(request: Request) -> Gate:
    gate = request.app.state.gate
    assert isinstance(gate, Gate)
    return gate


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """A cookie that only this desk gets, and where it was reached by TLS only by TLS."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _inside(target: str) -> str:
    """`target` where it is a path of this site, else the first page: a login must not lead elsewhere."""
    safe = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if safe else "/"
