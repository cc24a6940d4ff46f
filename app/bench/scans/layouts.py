"""Invented forms as tables, in the layouts that bureaus file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .forms import Form, Goal

Rows = list[tuple[str, ...]]


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
    ruled: bool = True
    breaks: int = 0  # rows on the first page, 0 for one page


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


def _table(form: Form, *columns: Callable[[Goal], str]) -> Rows:
    return [
        (*pair, goal.name, *(c(goal) for c in columns))
        for pair, goal in zip(_classes(form), form.goals, strict=True)
    ]


def _about(form: Form) -> str:
    return f"项目名称：{form.project}        填报单位：{form.unit}"


_HEAD = ("一级指标", "二级指标", "三级指标")


def _plain(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "指标值"), *_table(form, lambda g: g.value)]
    return Sheet("项目支出绩效目标表", (_about(form),), (1.2, 1.5, 3, 1.6), tuple(rows))


def _value(form: Form) -> Sheet:
    rows: Rows = [("序号", *_HEAD, "年度指标值", "备注")]
    rows += [(str(n), *r, "") for n, r in enumerate(_table(form, lambda g: g.value), 1)]
    lines = (_about(form), "金额单位：万元")
    return Sheet("2024年度绩效目标申报表", lines, (0.5, 1.1, 1.3, 2.6, 1.3, 0.8), tuple(rows))


def _signs(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "指标性质", "指标值", "度量单位")]
    rows += _table(form, lambda g: g.sign, lambda g: g.number, lambda g: g.unit)
    return Sheet("部门预算项目绩效目标表", (_about(form),), (1.1, 1.3, 2.4, 0.8, 1.1, 0.9), tuple(rows))


def _wide(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "指标方向", "指标值", "计量单位", "分值", "指标说明")]
    rows += _table(
        form,
        lambda g: g.sign,
        lambda g: g.number,
        lambda g: g.unit,
        lambda g: "10",
        lambda g: f"反映{g.name}情况",
    )
    widths = (1.3, 1.6, 2.6, 1, 1.5, 1, 0.7, 3)
    return Sheet("项目绩效目标批复表", (_about(form),), widths, tuple(rows), landscape=True)


def _block(form: Form) -> Sheet:
    rows: Rows = [
        ("项目名称", "<", form.project, "<", "<"),
        ("主管部门", "<", form.unit, "实施单位", form.unit),
        ("项目资金（万元）", "<", "年度资金总额", "268.50", "<"),
        (
            "年度总体目标",
            f"完成{form.project}各项任务，落实资金，按期验收，形成长效机制，群众普遍满意。",
            "<",
            "<",
            "<",
        ),
        ("绩效指标", *_HEAD, "指标值"),
        *[("^", *r) for r in _table(form, lambda g: g.value)],
    ]
    return Sheet("项目支出绩效目标申报表", ("（2024年度）",), (0.8, 1.2, 1.5, 2.6, 1.4), tuple(rows))


def _first(form: Form) -> Sheet:
    rows: Rows = [("绩效指标", *_HEAD, "目标值"), *[("^", *r) for r in _table(form, lambda g: g.value)]]
    after = ("填报人：张某某    联系电话：略", "注：指标值应当可衡量。")
    return Sheet("绩效目标表", (_about(form),), (0.28, 0.28, 1.5, 2.6, 1.4), tuple(rows), after)


def _self(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")]
    rows += _table(
        form,
        lambda g: g.value,
        lambda g: f"{g.number}{g.unit}",
        lambda g: "10",
        lambda g: "9.5",
        lambda g: "",
    )
    widths = (0.9, 1.1, 2.0, 1.1, 1.0, 0.55, 0.55, 1.2)
    return Sheet("项目支出绩效自评表", (_about(form),), widths, tuple(rows), points=9)


def _small(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "指标值", "备注"), *[(*r, "") for r in _table(form, lambda g: g.value)]]
    return Sheet("专项资金绩效目标表", (_about(form),), (1, 1.3, 2.4, 1.2, 1), tuple(rows), points=7.5)


def _descr(form: Form) -> Sheet:
    rows: Rows = [(*_HEAD, "绩效指标描述", "指标值", "指标值确定依据")]
    rows += _table(form, lambda g: f"考核{g.name}的完成情况", lambda g: g.value, lambda g: "年度工作计划")
    widths = (0.9, 1.1, 1.9, 1.9, 1.1, 1.1)
    return Sheet(
        "项目绩效目标表", (f"314009{form.unit}    单位：万元", _about(form)), widths, tuple(rows), points=9
    )


def _pages(form: Form) -> Sheet:
    return replace(_plain(form), breaks=11, title="县级项目绩效目标表")


def _two(form: Form) -> Sheet:
    rows: Rows = [("一级", "二级", "三级指标", "指标值")]
    rows += [
        (l1.removesuffix("指标"), l2.removesuffix("指标"), *rest)
        for l1, l2, *rest in _table(form, lambda g: g.value)
    ]
    lines = (
        _about(form),
        f"为做好{form.project}工作，经研究，现将本年度绩效目标申报如下，请予审核。",
    )
    return Sheet(
        "关于报送绩效目标的说明", lines, (0.35, 1.2, 3, 1.6), tuple(rows), ("特此说明。",), points=11
    )


_LAYOUTS: dict[str, Callable[[Form], Sheet]] = {
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
