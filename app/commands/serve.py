"""`zhibiao serve`."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...nlp.errors import reason
from ...nlp.extras import need
from ...nlp.readers.safety.limits import MIB
from . import AUTO, PROFILES, STANDARDS, say, stop

if TYPE_CHECKING:
    from ..desk.settings import DeskSettings


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；对外监听必须同时给出 --token")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口，0 表示任选"
)
@click.option("--token", envvar="ZHIBIAO_TOKEN", default="", help="访问口令（也可用环境变量 ZHIBIAO_TOKEN）")
@click.option(
    "--users",
    type=click.Path(path_type=Path, dir_okay=False),
    help='各人的口令：TOML 文件，每行一个人，如 "王敏" = "口令"；决定记在口令的主人名下',
)
@click.option("--allow-host", "names", multiple=True, help="另外接受的主机名，可多次给出")
@click.option(
    "--proxy",
    default="",
    metavar="地址",
    help="反向代理的 IP 地址：来访地址和 https 以它转来的为准（见 docs/security.md）",
)
@click.option("--data", type=click.Path(path_type=Path), help="数据文件夹，默认在用户的应用数据目录")
@click.option(
    "--database", default="", help="审核记录的数据库（SQLAlchemy 地址），默认是数据文件夹里的 SQLite"
)
@click.option(
    "--model", default="fast", show_default=True, help="模型：fast、accurate、模型文件夹或 models:/ 地址"
)
@click.option(
    "--standard", type=click.Choice(STANDARDS), default="2020", show_default=True, help="默认的指标分类标准"
)
@click.option(
    "--profile",
    type=click.Choice((AUTO, *PROFILES)),
    default=AUTO,
    show_default=True,
    help="默认的审核阶段；auto：填了完成值的按自评复核，否则按编报审核",
)
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="同时处理的文件数")
@click.option(
    "--max-mb", type=click.IntRange(1, 200), default=50, show_default=True, help="单个文件的上限（MB）"
)
@click.option(
    "--max-files",
    "files",
    type=click.IntRange(1, 1000),
    default=50,
    show_default=True,
    help="一次上传的文件数上限",
)
@click.option(
    "--seconds", type=click.IntRange(5, 3600), default=300, show_default=True, help="处理一个文件最多用时"
)
@click.option(
    "--keep-days",
    type=click.IntRange(0, 36500),
    default=30,
    show_default=True,
    help="原文件保存天数，到期自动删除；审核记录保留",
)
def command(
    host: str,
    port: int,
    token: str,
    users: Path | None,
    proxy: str,
    data: Path | None,
    max_mb: int,
    seconds: int,
    **settings: Any,
) -> None:
    """打开网页审核台：上传文件，逐条审核意见，导出报告；同时提供 JSON 接口（见 /docs）。"""
    from ..desk.access.tokens import SHORTEST, is_short, read_users
    from ..desk.settings import DeskSettings, is_loopback

    need("审核台", "desk")
    token = token.strip()
    try:
        known = read_users(users) if users else {}
    except ValueError as error:
        stop(str(error))
    if proxy or not is_loopback(host):
        where = f"经 {proxy} 代理" if proxy else f"监听 {host} "
        if not token and not known:
            stop(f"{where}会让别的电脑也能访问：请同时用 --token 设一个口令，或用 --users 给各人口令。")
        if any(map(is_short, [*known.values(), *([token] if token else [])])):
            stop(
                f"口令太容易猜：{where}时至少要 {SHORTEST} 个字符、不能多是重复的，例如 {secrets.token_urlsafe(12)} 。"
            )
    desk = DeskSettings(
        **settings,
        data=data or Path(click.get_app_dir("zhibiao")) / "desk",
        host=host,
        token=token,
        users=tuple(known.items()),
        bytes=max_mb * MIB,
        body=max(4 * max_mb, 1) * MIB,
        seconds=float(seconds),
    )
    _run(desk, port, proxy)


def _run(settings: DeskSettings, port: int, proxy: str) -> None:
    """Bind, build and serve; every failure that a user can cause is a sentence and exit code 2."""
    import uvicorn

    from ...models.load import ModelError, load_model
    from ..desk.access.connections import BoundedProtocol
    from ..desk.database.troubles import StoreError
    from ..desk.service import claim
    from ..desk.web import create_app

    os.umask(0o077)  # what is uploaded is nobody else's business
    try:
        listening = _bind(settings.host, port)
        load_model(settings.model)  # here, where a wrong name can be said, rather than in a worker
        held = claim(settings.data)
        config = uvicorn.Config(
            create_app(settings),
            http=BoundedProtocol,
            ws="none",
            log_level="warning",
            server_header=False,
            proxy_headers=bool(proxy),
            forwarded_allow_ips=proxy,
            timeout_graceful_shutdown=5,
        )
    except (ModelError, StoreError) as error:
        stop(str(error))
    except OSError as error:
        said = "找不到这个主机名" if isinstance(error, socket.gaierror) else reason(error)
        where = error.filename or f"{settings.host}:{port}"
        stop(f"{where}：无法使用（{said}），请换一个数据文件夹（--data）或端口（--port）。")
    listening.listen(128)  # who comes before the server is ready waits
    host = f"[{settings.host}]" if listening.family == socket.AF_INET6 else settings.host
    say(f"审核台已打开：http://{host}:{listening.getsockname()[1]}/ ，按 Ctrl+C 停止。")
    say(f"数据文件夹：{settings.data}（原文件保存 {settings.keep_days} 天）。")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        say("审核台已停止。")
        sys.exit(130)
    finally:
        held.release()


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(address)
    return listening
