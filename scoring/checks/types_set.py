"""T04, T05, T13: class cells of a document or project looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...models.taxonomy import declared_leaves
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item

_MIN_FILLED = 3
# Level-1 names of the standard forms; others are local wordings that the reader maps to them.
_STANDARD = frozenset(
    f"{name}{tail}" for name in ("产出", "效益", "满意度", "成本", "服务对象满意度") for tail in ("指标", "")
)
_LOCAL = ("项目完成", "项目效益", "过程", "投入", "效果", "完成")
_OUTPUTS = frozenset(("quantity", "quality", "timeliness", "cost"))
_BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))


def _blank(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    """Rows without a class in a document that otherwise fills the column."""
    if sum(bool(r.level2) for r, _ in items) < _MIN_FILLED:
        return
    for i, (record, _) in enumerate(items):
        if record.level2 or not record.level1 or record.narrative:
            continue
        if len(declared_leaves(record.level1, "")) == 1:
            continue  # 满意度 and 成本 have but one class
        yield (
            i,
            check.finding(
                "level2",
                (0, 0),
                f"“{short(record.name)}”没有填写二级指标，看不出属于哪一类。",
                "请填写数量、质量、时效、成本、社会效益等分类。",
            ),
        )


def _twice(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    """The same name and value as an output and as a benefit."""
    outputs: dict[tuple[str, str], str] = {}
    for record, context in items:
        if context.declared and context.declared <= _OUTPUTS:
            outputs.setdefault((context.name, context.value), record.level2 or record.level1)
    for i, (record, context) in enumerate(items):
        if not context.declared or not context.declared <= _BENEFITS:
            continue
        filed = outputs.get((context.name, context.value))
        if filed:
            yield (
                i,
                check.finding(
                    "level2" if record.level2 else "level1",
                    (0, len(record.level2 or record.level1)),
                    f"“{short(record.name)}”与“{filed}”下的指标完全相同：同一内容既作产出又作效益。",
                    "请按实质只留一处；效益指标写产出带来的变化。",
                ),
            )


def _local(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    """Level-1 names of a local form, once a document."""
    for i, (record, context) in enumerate(items):
        written = record.level1.strip()
        if context.declared and written not in _STANDARD and written.startswith(_LOCAL):
            yield (
                i,
                check.finding(
                    "level1",
                    (0, len(record.level1)),
                    f"“{written}”是地方或早期表样的写法，已归并到现行分类。",
                    "上级表样如此的可以保留；自行设计的表样请改用产出、效益、满意度指标。",
                ),
            )
            return


def _row(name: str, value: str, level1: str, level2: str) -> Indicator:
    return Indicator(name, value=value, level1=level1, level2=level2)


_FILLED = tuple(_row(f"第{n}渠段清淤", "2公里", "产出指标", "数量指标") for n in range(4))
_QUALITY = _row("保障春灌用水", "保障春灌用水", "产出指标", "质量指标")
_WHY = "二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。"

CHECKS = (
    Check(
        code="T04",
        title="二级指标没有填写",
        english="Class cell left empty",
        severity="P1",
        opinion=7,
        why=_WHY + "没有二级分类的指标无法核对各类是否齐全。",
        run_set=_blank,
        scope="document",
        dimension="完整性",
        absence=True,
        bad=(
            Example(_row("加大节水宣传", "5场", "产出指标", ""), others=_FILLED),
            Example(_row("改善农户用水", "明显", "项目效益指标", ""), others=_FILLED),
        ),
        good=(
            Example(_row("农户满意度", "≥90%", "满意度指标", ""), others=_FILLED),
            Example(_row("加大节水宣传", "5场", "产出指标", "")),
        ),
    ),
    Check(
        code="T05",
        title="同一指标既作产出又作效益",
        english="One indicator as output and as benefit",
        severity="P1",
        opinion=7,
        why=_WHY + "产出与效益重复设置，等于没有效益指标。",
        run_set=_twice,
        scope="project",
        instead_of=("T01",),
        bad=(
            Example(_row("保障春灌用水", "保障春灌用水", "效益指标", "社会效益"), others=(_QUALITY,)),
            Example(
                _row("保障春灌用水", "保障春灌用水", "效益指标", "可持续影响指标"),
                others=(_QUALITY, *_FILLED),
            ),
        ),
        good=(
            Example(_row("农户停水投诉", "≤2起", "效益指标", "社会效益"), others=(_QUALITY,)),
            Example(_QUALITY, others=_FILLED),
        ),
    ),
    Check(
        code="T13",
        title="地方或早期的分类写法",
        english="Local or older class names",
        severity="P3",
        opinion=6,
        why="现行分类见财预〔2020〕10号；地方表样沿用旧称的，读取时归并，不作为问题。",
        run_set=_local,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_row("清淤", "2公里", "项目完成指标", "数量指标")),
            Example(_row("农户增收", "2万元", "项目效益指标", "经济效益"), others=_FILLED),
        ),
        good=(Example(_FILLED[0]), Example(_row("农户满意度", "≥90%", "满意度指标", ""), others=_FILLED)),
    ),
)
