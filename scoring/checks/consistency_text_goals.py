"""C03, C04: figures of the annual goal that no indicator carries, or that the report of it passes over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...nlp.document import Passage
from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .consistency_text import placed
from .sets_common import of_kind

_UNITS = (
    "人次|人份|人|名|户|家|处|所|座|场次|场|次|期|批|件|份|册|套|台|辆|艘|架|公里|千米|米|平方米|㎡|平方公里|亩|公顷|吨"
    "|万元|亿元|元|%|‰|篇|部|头|株|棵|块|盏|间|床|立方米|个(?!百分点|月|方面|目标|体系|原则|重点|层面|工作日|小时|阶段|环节)"
)
_FIGURE = re.compile(rf"(?<![\dA-Za-z.第/-])(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?(?:余|多)?({_UNITS})")
# What looks like a figure of the goal and is a title, a date, an age or a standing phrase.
_ASIDE = re.compile(
    r"《[^》]*》|〔\d+〕|\[\d+\]|\d+(?:-\d+)?(?:周?岁|号令?|型)|\d+年|\d+月|\d+日"
    r"|\d+个(?:社区|街道|乡镇|镇街|镇)(?=[，。、；,;的和每]|$)"
)
# A clause that quotes a rule or a rate promises nothing by its figures.
_RULE = re.compile(r"标准|核拨|可[配增]|按每|规定|办法|\d[^，。；,;]{0,4}以上的")
_CLAUSE = re.compile(r"[，。；;\n]|,(?!\d)|(?<!\d),")
_FIGURED = re.compile(r"\d(?![.、．])")
_SCALE = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_ANY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?")
_NAMED = 3


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[tuple[str, float], ...]:
    """The figures that a goal promises: as written, and as a number.

    >>> figures("培训村医1,200人次，知晓率达到85%以上")
    (('1,200人次', 1200.0), ('85%', 85.0))
    """
    bare = _ASIDE.sub("，", fold(text))
    promised = "，".join(c for c in _CLAUSE.split(bare) if not _RULE.search(c))
    found = [
        (f"{number}{scale}{unit}", _value(number, scale)) for number, scale, unit in _FIGURE.findall(promised)
    ]
    return tuple((text, number) for text, number in found if number > 1 or text.endswith(("%", "‰")))


def _value(number: str, scale: str) -> float:
    return round(float(number.replace(",", "") or 0) * _SCALE[scale], 6)


def _carried(record: Indicator) -> Iterator[float]:
    """Every number of a record, whatever it counts."""
    texts = (record.name, record.value, record.description, record.cell, record.actual, *(record.tiers or ()))
    for number, scale in _ANY.findall(" ".join(texts)):
        yield _value(number, "")
        if scale:
            yield _value(number, scale)


def _goals(items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[tuple[Passage, list[Indicator]]]:
    """The goals that have figures, with the indicators set for them."""
    owners: dict[str, list[Indicator]] = {}
    for record, _ in items:
        for owner in {record.project_id or record.project, record.activity} - {""}:
            owners.setdefault(owner, []).append(record)
    for passage in of_kind(passages, "goal"):
        if passage.owner_id in owners and _FIGURED.search(passage.text):
            yield passage, owners[passage.activity if passage.activity in owners else passage.owner_id]


def _uncarried(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for goal, records in _goals(items, passages):
        promised = figures(goal.text)
        if not promised:
            continue
        carried = {number for record in records for number in _carried(record)}
        missing = list(dict.fromkeys(text for text, number in promised if number not in carried))
        if missing:
            listed = "、".join(f"“{m}”" for m in missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
            yield placed(
                check,
                items,
                goal,
                f"绩效目标“{short(goal.text, 40)}”中的{listed}没有任何指标承接。",
                f"请为{listed}设置对应的产出或效益指标，或从目标中删去。",
            )


def _unreported(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    goals = {p.owner_id: p for p in of_kind(passages, "goal") if p.project}
    for actual in of_kind(passages, "goal_actual"):
        goal = goals.get(actual.owner_id)
        promised = figures(goal.text) if goal else ()
        if goal is None or not promised or not actual.text or re.search(r"\d", fold(actual.text)):
            continue
        yield placed(
            check,
            items,
            actual,
            f"绩效目标是“{promised[0][0]}”，实际完成情况“{short(actual.text, 40)}”没有给出完成的数字。",
            f"请对照“{promised[0][0]}”写明实际完成的数量。",
        )


_WHY = "绩效目标应细化为可衡量的指标，任务数与计划数相对应（财预〔2020〕10号“绩效指标明确性”）。"
_BORN = Indicator("新建健身步道长度", value="8公里", project="全民健身设施")
_SHORT = Indicator("改造厕所验收合格率", value="100%", project="农村改厕")


def _goal(text: str, project: str) -> Passage:
    return Passage("goal", text, project)


CHECKS = (
    Check(
        code="C03",
        title="目标中的数字没有指标承接",
        english="A figure of the goal that no indicator carries",
        severity="P1",
        opinion=9,
        why=_WHY + "目标里的数字没有指标承接，完成与否无从考核。",
        run_text=_uncarried,
        scope="document",
        dimension="相关性",
        absence=True,
        bad=(
            Example(_BORN, passages=(_goal("新建步道8公里，配建球场12处。", "全民健身设施"),)),
            Example(_SHORT, passages=(_goal("全年改造厕所1.2万户。", "农村改厕"),)),
        ),
        good=(
            Example(_BORN, passages=(_goal("2024年新建步道8公里，服务60岁以上老人。", "全民健身设施"),)),
            Example(_SHORT, passages=(_goal("按《农村厕所5项规定》改造，合格率达到100%。", "农村改厕"),)),
        ),
    ),
    Check(
        code="C04",
        title="目标有数字，完成情况没有数字",
        english="A numeric goal reported without a number",
        severity="P1",
        opinion=4,
        why=_WHY + "自评应逐项对照目标填报实际完成值（财预〔2020〕10号）。",
        run_text=_unreported,
        scope="document",
        dimension="适当性",
        absence=True,
        bad=(
            Example(
                _BORN,
                passages=(
                    _goal("新建步道8公里。", "全民健身设施"),
                    Passage("goal_actual", "步道已经建成并对外开放。", "全民健身设施"),
                ),
            ),
            Example(
                _SHORT,
                passages=(
                    _goal("改厕800户", "农村改厕"),
                    Passage("goal_actual", "全部按要求完成。", "农村改厕"),
                ),
            ),
        ),
        good=(
            Example(
                _BORN,
                passages=(
                    _goal("新建步道8公里。", "全民健身设施"),
                    Passage("goal_actual", "建成步道8.2公里。", "全民健身设施"),
                ),
            ),
            Example(
                _SHORT,
                passages=(
                    _goal("改善农村卫生条件。", "农村改厕"),
                    Passage("goal_actual", "全部按要求完成。", "农村改厕"),
                ),
            ),
        ),
    ),
)
