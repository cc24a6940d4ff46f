"""V05: the value repeats the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Context, Example
from ....views import RecordView
from .empty import DIGIT, one
from .soft import explained

_PARTICLES = re.compile(r"[的了性\s,;。、.:\"()《》-]|情况$|程度$|得到")
_SIMILAR = 0.9
_HEAD = re.compile(r"[\u4e00-\u9fff]{2,8}(?:率|度|性|数量|人数|时间|比例|占比|金额|面积)")
# 验收合格 is something that can be seen, 应助尽助 a rule.
_SEEN = re.compile(r"验收|通过|考核|鉴定|应.[尽必]")
_MEASURE = re.compile(r"[\u4e00-\u9fff]{2,4}[率度性]$")
_CHANGE = re.compile(r"提高|提升|降低|下降|减少|增[加强长]|改善|保[障证]|确保|加[大强]")


_PROCESS = re.compile("决策|过程|管理|投入")  # what an evaluation looks at, and no target


def _bare(text: str) -> str:
    return _PARTICLES.sub("", text)


def repeats(context: Context) -> bool:
    """Whether the value says the name again and nothing else."""
    name, value = _bare(context.name), _bare(context.value)
    if name and name == value:
        return True
    if not name or not value or DIGIT.search(value):
        return False
    if abs(len(name) - len(value)) > 2 or min(len(name), len(value)) < 8 or name[:2] != value[:2]:
        return False
    return SequenceMatcher(None, name, value, autojunk=False).ratio() > _SIMILAR


def head_word(context: Context) -> str:
    """The measure's name where that is all the value says: 完工及时率 → 及时率, 完善设施 → 完善率."""
    name, value = context.name.rstrip("。.;"), context.value.strip("。.; ")
    if not _HEAD.fullmatch(value) or _CHANGE.match(value) or DIGIT.search(value.replace("一致", "")):
        return ""
    return value if name.endswith(value) or (value[-1] in "率度" and value[:-1] in name) else ""


def stem(context: Context) -> str:
    """The value where it is the measure without its 率, 度 or 性: 合格率 → 合格, 及时性 → 及时."""
    value = context.value.strip("。.;了 ")
    match = _MEASURE.search(context.name.rstrip("。.;"))
    if match is None or not 2 <= len(value) <= 4 or _SEEN.search(value):
        return ""
    said = value.removeprefix("完成").removeprefix("基本") if len(value) > 2 else value
    return value if len(said) >= 2 and context.name.rstrip("。.;")[:-1].endswith(said) else ""


_SHARED = re.compile(
    r"(?:制度|财务|资金|资产|预决算|信息|政府采购).{0,8}(?:健全|合规|完整|规范|完善|安全|公开)性$"
)


def _repeated(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if repeats(context):
        # 及时性 → 及时 says at least which way is good.
        mild = context.name.endswith("性") and not context.value.endswith("性")
        said, severity = "指标值只是把指标名称又写了一遍，没有目标。", "P1" if mild else ""
    elif word := head_word(context):
        said, severity = f"“{word}”是指标的名称，不是目标：没有写达到多少。", ""
    elif _SHARED.search(context.name):
        return  # the common indicators of whole departments are met or not: 管理制度健全性 | 健全
    elif (word := stem(context)) and not explained(record):
        said, severity = (
            f"“{word}”照抄指标名称，没有写达到多少或什么时候。",
            "P2" if record.actual or _PROCESS.search(record.level1) else "P1",
        )
    else:
        return
    yield check.mark(record, "value", None, said, "请写出可核实的目标值。", severity)


CHECK = Check(
    code="V05",
    title="指标值重复指标名称",
    english="The value repeats the name",
    severity="P0",
    opinion=4,
    why="绩效指标要通过清晰、可衡量的指标值体现（财预〔2020〕10号“绩效指标明确性”）；重复名称等于没有指标值。",
    run=_repeated,
    profiles={"selfcheck": "P1"},
    dimension="完整性",
    needs=("value", "words"),
    instead_of=("V29", "B16"),
    bad=(
        one("改善灌区面貌", "改善灌区面貌"),
        one("应急抢修及时性", "应急抢修及时"),
        one("保障沿渠农户生产生活用水安全", "保障了沿渠农户生产生活用水安全"),
        one("渠道完工及时率", "及时率"),
        one("用水户满意度", "满意度"),
        one("完善提灌设施建设", "完善率"),
        one("闸门验收合格率", "合格"),
    ),
    good=(
        one("改善灌区面貌", "新建景观带2处"),
        one("抢修2小时到场", "抢修2小时到场"),
        one("用水户满意度", "满意度≥90%"),
        one("渠道事故", "降低事故率"),
        Example(Indicator("水费公示及时性", value="及时", description="每月5日前公示")),
    ),
    fault="target",
    references=True,
    rewrite=True,
    weight=1.4,
    keeps_cost=True,
)
