"""`zhibiao serve` as a process of its own, and documents to give it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path

TOKEN = "weiqiao-7f3kd9"
ROADS = """青禾县交通局2025年项目绩效目标表
项目名称：农村公路养护
\t一级指标
\t二级指标
\t三级指标
\t指标值

\t产出指标
\t数量指标
\t养护公路里程
\t≥120公里

\t产出指标
\t质量指标
\t路面状况
\t进一步提高

\t产出指标
\t时效指标
\t工程款拨付及时率
\t实际

\t效益指标
\t社会效益指标
\t群众出行条件
\t有效改善

\t满意度指标
\t服务对象满意度指标
\t沿线村民满意度
\t≥90%
"""
# Outputs only, and a form in which no indicator is filled in.
SPORTS = """项目名称：全民健身
\t一级指标
\t二级指标
\t三级指标
\t指标值

\t产出指标
\t数量指标
\t健身路径安装套数
\t≥12套

\t产出指标
\t数量指标
\t赛事场次
\t≥6场

\t产出指标
\t质量指标
\t器材验收合格率
\t100%

\t产出指标
\t时效指标
\t安装完成时间
\t11月底前

项目名称：青少年赛事
\t一级指标
\t二级指标
\t三级指标
\t指标值

\t产出指标
\t数量指标
\t
\t
"""
LIBRARY = """三级指标,指标值,一级指标,二级指标,项目名称
新购图书册数,≥8000册,产出指标,数量指标,图书馆运行
读者服务水平,不断提升,效益指标,社会效益指标,图书馆运行
开放时间,长期,产出指标,时效指标,图书馆运行
展览场次,12,产出指标,数量指标,文化馆展览
观众满意度,满意,满意度指标,服务对象满意度,文化馆展览
"""
HOSTILE = [
    ("三级指标", "指标值", "二级指标", "项目名称"),
    (
        "<script>window.bad=1</script>覆盖率",
        "<img src=x onerror=window.bad=1>",
        "数量指标",
        "'\"><b>项目</b>",
    ),
    ("=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', "质量指标", "'\"><b>项目</b>"),
    ("很长的名称" * 2000, "逐步提高", "社会效益指标", "{{ 7*7 }}{% raw %}"),
    ("javascript:alert(1)\u202e完成率", "@SUM(1)", "时效指标", "{{ 7*7 }}{% raw %}"),
]


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    """An .xlsx with one sheet of these rows."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("清单")
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
    return out.getvalue()


class Served:
    """A running `zhibiao serve`; its address is `url`. Use as a context manager."""

    def __init__(
        self, data: Path, *options: str, port: int = 0, program: tuple[str, ...] = ("-m", "zhibiao.app")
    ) -> None:
        self._command = [sys.executable, *program, "serve", "--data", str(data)]
        self._command += ["--port", str(port), *options]

    def __enter__(self) -> Served:
        self.process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert self.process.stderr is not None
        self.said: list[str] = []
        found = None
        while found is None:
            line = self.process.stderr.readline().decode()
            assert line, f"the server did not start: {self.said}"
            self.said.append(line)
            found = re.search(r"http://\S+?:(\d+)/", line)
        self.url, self.port = found[0].rstrip("/"), int(found[1])
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said += [line.decode() for line in self.process.stderr]

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()


def family(process: int) -> list[int]:
    """A process and everything that it started."""
    import psutil

    me = psutil.Process(process)
    return [me.pid, *(child.pid for child in me.children(recursive=True))]


def resident(process: int) -> int:
    """Bytes of memory that a process and everything it started hold."""
    import psutil

    total = 0
    for pid in family(process):
        try:
            total += psutil.Process(pid).memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
