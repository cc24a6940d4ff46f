"""Scanned forms to measure recognition with: invented forms, drawn, printed badly and scanned askew."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "SourceHanSerif-Regular.ttc", "wqy-zenhei.ttc")
_A4 = (8.27, 11.69)  # inches
_MARGIN = 0.6


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator of a form, as its author wrote it."""

    level1: str
    level2: str
    name: str
    sign: str
    number: str
    unit: str

    @property
    def value(self) -> str:
        """The target in one cell."""
        return self.number if self.sign == "定性" else f"{self.sign}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Form:
    """An invented form: how it is laid out, what it is about and its indicators."""

    layout: str
    project: str
    unit: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn table. A cell is a text, '<' when merged with the one to its left, '^' with the one above."""

    title: str
    lines: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    after: tuple[str, ...] = ()
    points: float = 10
    landscape: bool = False
    breaks: int = 0  # rows on the first page, 0 for one page


@dataclass(frozen=True, slots=True)
class Wear:
    """What printing, stamping and scanning does to a page."""

    dpi: int = 150
    degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    stamp: bool = False
    jpeg: int = 0
    seed: int = 1


WORN = Wear(dpi=150, degrees=1.3, blur=0.6, noise=8, stamp=True, jpeg=70)
SLIGHT = Wear(dpi=200, degrees=-2.0, blur=0.9, noise=10, stamp=True, jpeg=60, seed=2)


@cache
def forms() -> tuple[Form, ...]:
    """The invented forms of `scanforms.txt`."""
    found: list[Form] = []
    for raw in (files(__package__) / "scanforms.txt").read_text(encoding="utf-8").splitlines():
        if raw.startswith("["):
            layout, _, rest = raw.strip("[]").partition(" ")
            project, _, unit = rest.partition("|")
            found.append(Form(layout, project, unit, ()))
        elif raw.strip() and not raw.startswith("#"):
            above = found[-1].goals[-1:]
            level1, level2, *texts = raw.split("|")
            level1 = level1 or above[0].level1
            level2 = level2 or above[0].level2
            found[-1] = replace(found[-1], goals=(*found[-1].goals, Goal(level1, level2, *texts)))
    return tuple(found)


def sheet(form: Form) -> Sheet:
    """The form as a table in its layout."""
    return _LAYOUTS[form.layout](form)


def _classes(form: Form) -> list[tuple[str, str]]:
    """Level 1 and 2 of each row, '^' where merged with the row above."""
    out = []
    above = ("", "")
    for goal in form.goals:
        here = (goal.level1, goal.level2)
        out.append(("^" if here[0] == above[0] else here[0], "^" if here == above else here[1]))
        above = here
    return out


def _table(form: Form, *columns: Any) -> list[tuple[str, ...]]:
    return [
        (*pair, goal.name, *(c(goal) for c in columns))
        for pair, goal in zip(_classes(form), form.goals, strict=True)
    ]


def _about(form: Form) -> str:
    return f"项目名称：{form.project}        填报单位：{form.unit}"


_HEAD = ("一级指标", "二级指标", "三级指标")


def _plain(form: Form) -> Sheet:
    rows = [(*_HEAD, "指标值"), *_table(form, lambda g: g.value)]
    return Sheet("项目支出绩效目标表", (_about(form),), (1.2, 1.5, 3, 1.6), tuple(rows))


def _value(form: Form) -> Sheet:
    rows = [("序号", *_HEAD, "年度指标值", "备注")]
    rows += [(str(n), *r, "") for n, r in enumerate(_table(form, lambda g: g.value), 1)]
    lines = (_about(form), "金额单位：万元")
    return Sheet("2024年度绩效目标申报表", lines, (0.5, 1.1, 1.3, 2.6, 1.3, 0.8), tuple(rows))


def _signs(form: Form) -> Sheet:
    rows = [(*_HEAD, "指标性质", "指标值", "度量单位")]
    rows += _table(form, lambda g: g.sign, lambda g: g.number, lambda g: g.unit)
    return Sheet("部门预算项目绩效目标表", (_about(form),), (1.1, 1.3, 2.4, 0.8, 1.1, 0.9), tuple(rows))


def _wide(form: Form) -> Sheet:
    rows = [(*_HEAD, "指标方向", "指标值", "计量单位", "分值", "指标说明")]
    rows += _table(
        form, lambda g: g.sign, lambda g: g.number, lambda g: g.unit, lambda g: "10", lambda g: f"反映{g.name}情况"
    )
    widths = (1.3, 1.6, 2.6, 1, 1.5, 1, 0.7, 3)
    return Sheet("项目绩效目标批复表", (_about(form),), widths, tuple(rows), landscape=True)


def _block(form: Form) -> Sheet:
    total = len(form.goals)
    rows = [
        ("项目名称", "<", form.project, "<", "<"),
        ("主管部门", "<", form.unit, "实施单位", form.unit),
        ("项目资金（万元）", "<", "年度资金总额", "268.50", "<"),
        ("年度总体目标", f"完成{form.project}各项任务，落实资金，按期验收，形成长效机制，群众普遍满意。", "<", "<", "<"),
        ("绩效指标", *_HEAD, "指标值"),
        *[("^", *r) for r in _table(form, lambda g: g.value)],
    ]
    assert total
    return Sheet("项目支出绩效目标申报表", ("（2024年度）",), (0.8, 1.2, 1.5, 2.6, 1.4), tuple(rows))


def _first(form: Form) -> Sheet:
    rows = [("绩效指标", *_HEAD, "目标值"), *[("^", *r) for r in _table(form, lambda g: g.value)]]
    after = ("填报人：张某某    联系电话：略", "注：指标值应当可衡量。")
    return Sheet("绩效目标表", (_about(form),), (0.28, 0.28, 1.5, 2.6, 1.4), tuple(rows), after)


def _self(form: Form) -> Sheet:
    rows = [(*_HEAD, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")]
    rows += _table(
        form, lambda g: g.value, lambda g: f"{g.number}{g.unit}", lambda g: "10", lambda g: "9.5", lambda g: ""
    )
    widths = (0.9, 1.1, 2.0, 1.1, 1.0, 0.55, 0.55, 1.2)
    return Sheet("项目支出绩效自评表", (_about(form),), widths, tuple(rows), points=9)


def _small(form: Form) -> Sheet:
    rows = [(*_HEAD, "指标值", "备注"), *[(*r, "") for r in _table(form, lambda g: g.value)]]
    return Sheet("专项资金绩效目标表", (_about(form),), (1, 1.3, 2.4, 1.2, 1), tuple(rows), points=7.5)


def _descr(form: Form) -> Sheet:
    rows = [(*_HEAD, "绩效指标描述", "指标值", "指标值确定依据")]
    rows += _table(form, lambda g: f"考核{g.name}的完成情况", lambda g: g.value, lambda g: "年度工作计划")
    widths = (0.9, 1.1, 1.9, 1.9, 1.1, 1.1)
    return Sheet("项目绩效目标表", (f"314009{form.unit}    单位：万元", _about(form)), widths, tuple(rows), points=9)


def _pages(form: Form) -> Sheet:
    return replace(_plain(form), breaks=11, title="县级项目绩效目标表")


def _two(form: Form) -> Sheet:
    rows = [("一级", "二级", "三级指标", "指标值")]
    rows += [
        (l1.removesuffix("指标"), l2.removesuffix("指标"), *rest)
        for l1, l2, *rest in _table(form, lambda g: g.value)
    ]
    lines = (
        _about(form),
        f"为做好{form.project}工作，经研究，现将本年度绩效目标申报如下，请予审核。",
    )
    return Sheet("关于报送绩效目标的说明", lines, (0.35, 1.2, 3, 1.6), tuple(rows), ("特此说明。",), points=11)


_LAYOUTS: dict[str, Any] = {
    "plain": _plain,
    "value": _value,
    "signs": _signs,
    "wide": _wide,
    "block": _block,
    "first": _first,
    "self": _self,
    "small": _small,
    "descr": _descr,
    "pages": _pages,
    "two": _two,
}


def font(size: int) -> Any:
    """A Chinese font. Raises `FileNotFoundError` where the machine has none."""
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size, index=2 if name.startswith("Noto") else 0)
        except OSError:
            continue
    raise FileNotFoundError("no Chinese font")


@dataclass(slots=True)
class _Pen:
    page: Image
    dpi: int
    points: float
    y: float = 0.0
    pages: list[Image] = field(default_factory=list)

    def size(self, points: float) -> int:
        return round(points * self.dpi / 72)


def draw(sheet: Sheet, dpi: int = 150) -> list[Image]:
    """The pages of a sheet as clean grey images."""
    cut = sheet.breaks or len(sheet.rows)
    parts = [sheet.rows[:cut], sheet.rows[cut:]] if sheet.breaks else [sheet.rows]
    return [_page(sheet, rows, dpi, at == 0, at == len(parts) - 1) for at, rows in enumerate(parts)]


def _page(sheet: Sheet, rows: tuple[tuple[str, ...], ...], dpi: int, first: bool, last: bool) -> Image:
    from PIL import Image, ImageDraw

    wide, high = _A4[::-1] if sheet.landscape else _A4
    page = Image.new("RGB", (round(wide * dpi), round(high * dpi)), "white")
    pen = ImageDraw.Draw(page)
    size = round(sheet.points * dpi / 72)
    left, y = _MARGIN * dpi, _MARGIN * dpi * 1.3
    room = (wide - 2 * _MARGIN) * dpi
    ink = (25, 25, 30)
    if first:
        big = font(round(size * 1.6))
        pen.text((wide * dpi / 2, y), sheet.title, ink, big, anchor="ma")
        y += size * 3
        for line in sheet.lines:
            for piece in _wrapped(line, font(size), room):
                pen.text((left, y), piece, ink, font(size))
                y += size * 1.6
        y += size * 0.4
    y = _grid(pen, rows, sheet.widths, left, y, room, size, max(1, round(dpi / 110)), ink)
    if last:
        for line in sheet.after:
            y += size * 0.8
            pen.text((left, y), line, ink, font(size))
            y += size * 1.2
    return page


def _wrapped(text: str, face: Any, room: float) -> list[str]:
    lines = [""]
    for char in text:
        if face.getlength(lines[-1] + char) > room and lines[-1]:
            lines.append("")
        lines[-1] += char
    return lines


def _grid(
    pen: Any,
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[float, ...],
    left: float,
    top: float,
    room: float,
    size: int,
    rule: int,
    ink: tuple[int, int, int],
) -> float:
    """Draw the ruled table; the y below it."""
    face = font(size)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width / sum(widths) * room)
    spans = {at: _span(rows, *at) for at in _owners(rows)}
    texts = {
        (r, c): _wrapped(rows[r][c].strip("^<"), face, edges[c + w] - edges[c] - size * 0.6)
        for (r, c), (_, w) in spans.items()
    }
    heights = [
        max([size * 2.0] + [len(texts[r, c]) * size * 1.3 + size * 0.7 for (a, c), (h, _) in spans.items() if a == r and h == 1])
        for r in range(len(rows))
    ]
    for (r, c), (h, _) in spans.items():  # tall class cells may need more room than their rows have
        lack = len(texts[r, c]) * size * 1.3 + size * 0.7 - sum(heights[r : r + h])
        for k in range(r, r + h):
            heights[k] += max(0, lack) / h
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    for (r, c), (h, w) in spans.items():
        box = (edges[c], tops[r], edges[c + w], tops[r + h])
        pen.rectangle(box, outline=ink, width=rule)
        lines = texts[r, c]
        y = (box[1] + box[3]) / 2 - len(lines) * size * 1.3 / 2
        for line in lines:
            pen.text(((box[0] + box[2]) / 2, y), line, ink, face, anchor="ma")
            y += size * 1.3
    return tops[-1]


def _owners(rows: tuple[tuple[str, ...], ...]) -> list[tuple[int, int]]:
    """Cells that are drawn. A merged cell torn by a page break is drawn, empty, on the next page."""
    return [
        (r, c)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if not (text == "<" or (text == "^" and r > 0))
    ]


def _span(rows: tuple[tuple[str, ...], ...], r: int, c: int) -> tuple[int, int]:
    height = width = 1
    while r + height < len(rows) and rows[r + height][c] == "^":
        height += 1
    while c + width < len(rows[r]) and rows[r][c + width] == "<":
        width += 1
    return height, width


def worn(page: Image, wear: Wear) -> Image:
    """The page as a scanner gives it."""
    import numpy as np
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(wear.seed)
    if wear.stamp:
        page = _stamped(page, wear.dpi)
    if wear.degrees:
        page = page.rotate(wear.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.noise:
        grey = chance.normal(-wear.noise, wear.noise, (page.height, page.width, 1))
        page = Image.fromarray(np.clip(np.asarray(page) + grey, 0, 255).astype("uint8"))
    if wear.jpeg:
        out = io.BytesIO()
        page.save(out, "jpeg", quality=wear.jpeg)
        page = Image.open(io.BytesIO(out.getvalue())).convert("RGB")
    return page


def _stamped(page: Image, dpi: int) -> Image:
    """A round red seal over the middle of the page, as over names and values."""
    from PIL import Image, ImageDraw

    side = round(1.6 * dpi)
    seal = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(seal)
    red = (205, 30, 40, 190)
    pen.ellipse((4, 4, side - 4, side - 4), outline=red, width=round(dpi / 25))
    pen.text((side / 2, side * 0.4), "★", red, font(side // 4), anchor="mm")
    pen.text((side / 2, side * 0.68), "绩效专用章", red, font(side // 9), anchor="mm")
    seal = seal.rotate(17)
    out = page.convert("RGBA")
    shade = Image.new("RGBA", out.size, "white")
    shade.paste(seal, (round(page.width * 0.5), round(page.height * 0.22)), seal)
    from PIL import ImageChops

    return ImageChops.multiply(out.convert("RGB"), shade.convert("RGB"))
