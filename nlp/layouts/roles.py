"""What a cell *is*: header roles, class names and value shapes of the published layouts.

Columns drift and headers are worded by every county anew, so tables are aligned by these, never by
column numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..normalize import fold

# Header wording → role, tried in this order; the whole folded cell must match.
_HEADERS: tuple[tuple[str, str], ...] = (
    ("level1", r"一级指标|一级目录|指标类型"),
    ("level2", r"二级指标|二级目录|指标类别"),
    ("name", r"三级指标|四级指标|(?:绩效)?指标名称|绩效指标|指标内容|绩效指标名称|具体指标"),
    ("description", r"(?:绩效)?指标(?:描述|解释|说明|释义|内涵)|三级指标(?:解释|描述|说明)|绩效指标描述"),
    ("basis", r"指标值(?:确定|设定|设置)?(?:依据|来源|说明)|绩效标准|评[价分]标准来源|设[定置]依据"),
    (
        "actual",
        r"(?:全年|年度|实际|预计)?(?:实际)?(?:完成|达到|达成|实现)(?:指标|目标)?(?:值|情况)|实际值|全年实际值",
    ),
    ("history", r"(?:19|20)\d\d年(?:完成值|实际值|指标值|值)?|上年(?:指标|完成|实际)?值"),
    ("recent", r"近[两二三]年指标值|历史(?:指标)?值"),
    (
        "value",
        r"(?:预期|年度|本年|全年|当年|计划|半年|绩效|实施期|预期年度|年初)*(?:指标值|目标值|预期值|计划值)"
        r"|预期(?:19|20)\d\d年?实现值|(?:19|20)\d\d年?(?:目标|预期|计划)值|预期目标值|指标值及单位",
    ),
    ("tiers", r"评[价分分]标准|评价结果|考核标准|等级标准"),
    ("tier", r"优秀?|良好?|中等?|合格|差|较差|不合格"),
    ("activity", r"职责活动|工作活动|职责-?活动|活动名称|部门职责活动|部门职责"),
    ("budget", r"年度预算数|预算数|金额|预算金额|年度预算"),
    ("content", r"内容描述|工作内容|活动内容"),
    ("goal", r"绩效目标|年度绩效目标|活动目标"),
    ("sign", r"指标性质|计算符号|比较符"),
    ("unit", r"(?:计量|度量|指标)?单位"),
    ("weight", r"权重|分值|指标权重|标准分"),
    ("score", r"得分|自评得分"),
    ("reason", r"偏差原因.*|未完成原因.*|备注"),
)
_HEADER_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _HEADERS)
_PARENTHESES = re.compile(r"\([^()]{0,40}\)$")

LEVEL1 = re.compile(
    r"(?:项目)?(?:产出|效益|效果|满意度|完成|投入|过程|成本|管理)(?:类|绩效)?(?:指标)?(?:\(\d+分?\))?"
)
LEVEL2 = re.compile(
    r"(?:产出)?(?:数量|质量|时效|进度|成本)(?:类)?(?:指标)?"
    r"|(?:经济|社会|生态|环境|生态环境)(?:效益|效果|成本)(?:类)?(?:指标)?"
    r"|可持续(?:发展)?(?:影响)?(?:力)?(?:效益)?(?:指标)?"
    r"|(?:社会公众或|社会公众|公众或)?(?:服务对象|受益对象|群众|公众|社会公众)?(?:的)?满意度?(?:类)?(?:指标)?"
)
_STANDARD = re.compile(r"(?:行业|历史|计划|国家|地方|其他|预算支出)标准|(?:上级|部门)?文件|规划|历史值")
_TICK = {"√", "✓", "✔", "☑", "V", "v", "是"}


@lru_cache(maxsize=4096)
def header_role(text: str) -> str:
    """The role that a header cell announces, or ''. Remarks in trailing parentheses are ignored."""
    folded = fold(text).replace("\n", "").replace(" ", "")
    if not folded or len(folded) > 40:
        return ""
    bare = _PARENTHESES.sub("", folded)
    for role, pattern in _HEADER_PATTERNS:
        if pattern.fullmatch(bare):
            return role
    return ""


@lru_cache(maxsize=4096)
def class_level(text: str) -> int:
    """1 or 2 when the cell is a class name of that level, else 0.

    满意度 names both levels; it counts as 1 only with no 服务对象 or 公众 before it.
    """
    folded = fold(text).replace("\n", "").replace(" ", "")
    if not folded or len(folded) > 24:
        return 0
    if LEVEL1.fullmatch(folded) and not (folded.startswith("成本") and folded.endswith("指标")):
        return 1
    return 2 if LEVEL2.fullmatch(folded) else 0


def is_standard(text: str) -> bool:
    """True for the ground of a target (行业标准, 历史标准 …) rather than the target itself."""
    return bool(_STANDARD.fullmatch(fold(text)))


def is_tick(text: str) -> bool:
    """True for a tick mark in an evaluation matrix."""
    return text.strip() in _TICK
