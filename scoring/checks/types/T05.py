"""T05: one indicator as output and as benefit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....models.taxonomy import BENEFITS, OUTPUTS
from ....nlp.record import Indicator
from ...context import Context
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from .columns import FILLED, WHY, row
from .twins import Twins, same_people, twins


def _twice(check: Check, view: SetView) -> Iterator[Finding]:
    """The same name and value, or the same count in other words, as an output and as a benefit."""
    told: set[int] = set()
    outputs: dict[tuple[str, ...], str] = {}
    for record, context in view:
        if context.declared and context.declared <= OUTPUTS:
            outputs.setdefault(_key(record, context), record.level2 or record.level1)
    for i, (record, context) in enumerate(view):
        if not context.declared or not context.declared <= BENEFITS:
            continue
        filed = outputs.get(_key(record, context))
        if filed:
            told.add(i)
            yield check.finding(
                "level2" if record.level2 else "level1",
                (0, len(record.level2 or record.level1)),
                f"“{short(record.name)}”与“{filed}”下的指标完全相同：同一内容既作产出又作效益。",
                "请按实质只留一处；效益指标写产出带来的变化。",
            ).at(i)
    for twin in twins(view):
        if twin.benefit not in told:
            told.add(twin.benefit)
            yield _counted(check, view, twin)
    for twin in same_people(view):
        if twin.benefit not in told:
            record, output = view[twin.benefit].record, view[twin.output].record
            yield check.finding(
                "value",
                (0, len(record.value)),
                f"“{short(record.name)}”与“{output.level2 or output.level1}”下的“{short(output.name)}”都是“{short(record.target_text, 12)}”，"
                "像是同一批人数了两次。",
                "请核对；是同一批人的，效益指标改写他们得到的变化，如户均增收__元、就业满__个月的比例。",
                "P2",
            ).at(twin.benefit)


def _counted(check: Check, view: SetView, twin: Twins) -> Finding:
    record, output = view[twin.benefit].record, view[twin.output].record
    field = "level2" if record.level2 else "level1"
    clash = (
        ""
        if twin.agree
        else f"，数却一个是“{short(output.target_text, 12)}”、一个是“{short(record.target_text, 12)}”"
    )
    return check.finding(
        field,
        (0, len(getattr(record, field))),
        f"“{short(record.name)}”与“{output.level2 or output.level1}”下的“{short(output.name)}”数的是同一件事{clash}："
        "同一内容既作产出又作效益。",
        "请只在数量指标下保留；效益指标写由此带来的变化，如受益人数、知晓率、环境改善的幅度。",
    ).at(twin.benefit)


def _key(record: Indicator, context: Context) -> tuple[str, ...]:
    # A target of the term and one of the year are two, though they say the same.
    return record.horizon, context.name, context.value


def _both(output: tuple[str, str], benefit: tuple[str, str], level2: str = "社会效益") -> Example:
    """For the examples."""
    return Example(row(*benefit, "效益指标", level2), others=(row(*output, "产出指标", "数量指标"), *FILLED))


_QUALITY = row("保障春灌用水", "保障春灌用水", "产出指标", "质量指标")


CHECK = Check(
    code="T05",
    title="同一指标既作产出又作效益",
    english="One indicator as output and as benefit",
    severity="P1",
    opinion=7,
    why=WHY
    + "产出与效益重复设置，等于没有效益指标；换个说法的（建成公园数量、新建公园个数）、数量写得不一致的同样提示。"
    "受益人数、带动就业人数等写的是得到好处的人，只在与产出的人数一个不差时提示。",
    run=_twice,
    scope="project",
    instead_of=("T01",),
    bad=(
        Example(row("保障春灌用水", "保障春灌用水", "效益指标", "社会效益"), others=(_QUALITY,)),
        Example(
            row("保障春灌用水", "保障春灌用水", "效益指标", "可持续影响指标"),
            others=(_QUALITY, *FILLED),
        ),
        _both(("新建小型蓄水池座数", "8座"), ("建成蓄水池数量", "8座"), "生态效益"),
        _both(("农民用水户培训服务人次", "≥600人次"), ("农民用水户培训人次", "≥900人次")),
        _both(("安装量水设施数量", "40处"), ("量水设施数量", "40处"), "可持续影响指标"),
        _both(("购买护渠公益岗位", "16个"), ("提供护渠公益岗位", "16个")),
        _both(("聘用护渠员人数", "≥86人"), ("带动周边农户就业", "≥86人")),
    ),
    good=(
        Example(row("农户停水投诉", "≤2起", "效益指标", "社会效益"), others=(_QUALITY,)),
        Example(_QUALITY, others=FILLED),
        Example(
            replace(row("保障春灌用水", "保障春灌用水", "效益指标", "社会效益"), horizon="term"),
            others=(replace(_QUALITY, horizon="annual"),),
        ),
        _both(("农民用水户培训人次", "≥600人次"), ("受益农民用水户人次", "≥600人次")),
        _both(("清淤民工人数", "60人"), ("带动民工就业人数", "60人")),
        _both(("清淤民工人数", "66人"), ("带动民工就业人数", "96人")),
        _both(("新建蓄水池座数", "8座"), ("蓄水池座数", "120座"), "可持续影响指标"),
        _both(("新建蓄水池座数", "8座"), ("修复蓄水池座数", "8座"), "生态效益"),
        _both(("渠道巡查次数", "≥48次"), ("渠道溺水事故次数", "0次")),
        _both(("新建泵站座数", "8座"), ("新建水窖座数", "8座"), "生态效益"),
    ),
    fault="class",
)
