"""C29: the annual goal holds not a single figure."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...boilerplate.stock import is_stock_form
from ...owners import about, owners, quoted
from ..stray_goals import stray_goals
from .wording import DYKE, goal, has_figure

_SHORTEST = 5


def _no_figure(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        text = " ".join(owner.text("goal").split())
        # Forms by activity state their figures in the indicators.
        if owner.id in view.once(stray_goals):
            continue  # C13: it is another project's
        if len(text) < _SHORTEST or not owner.form or has_figure(owner.text("goal")):
            continue
        if is_stock_form(view, owner.rows):
            continue
        yield about(
            check,
            view,
            owner,
            f"年度目标{quoted(text, 40)}没有一个数字，年终无法判断是否实现。",
            "请在年度目标中写明主要产出的数量、标准和完成时间，如“完成__处（次、人），合格率达到__%”。",
        )


CHECK = Check(
    code="C29",
    title="年度目标没有量化",
    english="Annual goal without a single figure",
    severity="P2",
    opinion=2,
    why="绩效目标应细化、量化，有明确的产出数量和标准（财预〔2015〕88号：细化量化；财预〔2020〕10号：绩效指标明确性）。",
    run=_no_figure,
    scope="document",
    dimension="完整性",
    empty=True,
    bad=(
        Example(DYKE, passages=(goal("保障堤防安全，提升沿岸居民安全感。"),), projects=()),
        Example(DYKE, passages=(goal("1.落实《防洪条例》；2.做好2024年度堤防管护工作。"),)),
    ),
    good=(
        Example(DYKE, passages=(goal("巡堤860公里，险情处置及时。"),)),
        Example(DYKE, passages=(goal("每月巡堤，组织抢险演练两次。"),)),
        Example(DYKE, passages=(goal("6月底前完成汛前检查。"),)),
        Example(DYKE),
        Example(
            Indicator("足额保障率", "=100%", project="堤防管护"),
            others=(Indicator("科目调整次数", "≤10次", project="堤防管护"),),
            passages=(goal("保障人员工资足额发放。"),),
        ),
    ),
)
