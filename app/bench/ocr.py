"""Recognising scanned forms: seconds a page beside RapidOCR alone on the same page, and what was read right."""

from __future__ import annotations

import time
from typing import Any

from ...nlp.blocks import Block
from ...nlp.errors import ReadError
from ...nlp.layouts.survey import survey
from ...nlp.readers.safety.limits import DEFAULT, Meter
from ...nlp.readers.scan import page as scan
from . import Section
from .scans.drawing import draw
from .scans.forms import Right, forms, right
from .scans.layouts import sheet
from .scans.wear import WORN, worn

LIMIT = 1.5  # times what RapidOCR alone needs


def section() -> Section:
    """A row for each invented form: seconds a page, the ratio, indicators read right; all of them below."""
    try:
        rows = _rows()
    except (FileNotFoundError, ReadError) as error:
        rows = [(f"没有测量：{error}", *[""] * 7)]
    return Section(
        "识别扫描件",
        "虚构的表画成图，旋转至多 2°、模糊、噪点、污点、压住文字和表线的红章、JPEG 压缩，150–200 dpi；同一页两法先后各识别一次，"
        f"耗时上限是 RapidOCR 单独识别的 {LIMIT} 倍。",
        ("表", "页", "本程序（秒/页）", "RapidOCR（秒/页）", "倍数", "名称", "名称和值", "类别"),
        tuple(rows),
    )


def _rows() -> list[tuple[str, ...]]:
    from rapidocr import RapidOCR

    plain = RapidOCR(params={"Global.log_level": "critical"})
    rows = []
    total = Right(0, 0, 0, 0)
    seconds = alone = 0.0
    pages = 0
    for number, form in enumerate(forms()):
        wear = WORN[number % len(WORN)]
        images = [worn(page, wear) for page in draw(sheet(form), wear.dpi)]
        if not number:
            _timed(images, plain)  # loads the models
        blocks, ours, bare = _timed(images, plain)
        good = right(form, survey(blocks).indicators)
        total, pages = total + good, pages + len(images)
        seconds, alone = seconds + ours, alone + bare
        rows.append(_row(f"{form.project}（{form.layout}）", len(images), ours, bare, good))
    return [*rows, _row("合计", pages, seconds, alone, total)]


def _timed(images: list[Any], plain: Any) -> tuple[list[Block], float, float]:
    """Our blocks of the pages, our seconds and those of recognition alone."""
    import numpy as np

    meter = Meter(DEFAULT)
    blocks: list[Block] = []
    ours = bare = 0.0
    for number, image in enumerate(images, 1):
        start = time.perf_counter()
        blocks += scan.read_page(image, number, meter)
        middle = time.perf_counter()
        plain(np.asarray(image)[..., ::-1])
        ours += middle - start
        bare += time.perf_counter() - middle
    return blocks, ours, bare


def _row(title: str, pages: int, ours: float, bare: float, good: Right) -> tuple[str, ...]:
    shares = [f"{n}/{good.goals}" for n in good[1:]]
    return (title, str(pages), f"{ours / pages:.2f}", f"{bare / pages:.2f}", f"{ours / bare:.2f}", *shares)
