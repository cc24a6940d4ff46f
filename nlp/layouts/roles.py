"""What a cell *is*: header roles, class names, placeholders and footers of the published layouts.

Columns drift and headers are worded by every county anew, so tables are aligned by these, never by
column numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..blocks import Row
from ..normalize import fold, squeeze

# Header wording → role, tried in this order; the whole folded cell must match.
_HEADERS: tuple[tuple[str, str], ...] = (
    ("level1", r"一级(?:绩效)?(?:指标|目录)(?:名称)?|指标类型|level ?1"),
    ("level2", r"二级(?:绩效)?(?:指标|目录)(?:名称)?|指标类别|level ?2"),
    (
        "name",
        r"[三四]级(?:绩效)?指标(?:名称|内容)?|(?:绩效|评价|考核)?指标(?:名称|内容)?|具体(?:绩效)?指标"
        r"|个性化?指标|indicator(?: ?name)?|name",
    ),
    (
        "description",
        r"(?:绩效)?指标(?:值)?(?:描述|解释|释义|内涵)|指标说明|三级指标(?:解释|描述|说明)|绩效指标说明|description",
    ),
    ("basis", r"指标值(?:确定|设定|设置)?(?:依据|来源|说明)|绩效标准|评[价分]标准来源|设[定置]依据"),
    (
        "value",
        r"(?:预期|年度|本年度?|全年|当年|计划|半年|绩效|实施期|中长期|中期|长期|总体|预期年度|年初|设定)*"
        r"(?:指标值|目标值|预期值|计划值|计划完成值|预期完成值)"
        r"|预期(?:19|20)\d\d年?实现值|(?:19|20)\d\d年?度?(?:目标|预期|计划|指标)值|预期目标值|指标值及单位|target(?: ?value)?|value",
    ),
    (
        "actual",
        r"(?:全年|年度|实际|预计|本年|自评)*(?:完成|达到|达成|实现)(?:指标|目标)?(?:值|情况)|(?:全年)?实际值|(?:年度)?执行情况"
        r"|actual(?: ?value)?",
    ),
    ("history", r"(?:19|20)\d\d年(?:完成值|实际值|值)?|上年度?(?:指标|完成|实际)?值"),
    ("recent", r"近[两二三]年指标值|历史(?:指标)?值"),
    ("tiers", r"评[价分]标准|评价结果|考核标准|等级标准"),
    ("tier", r"优秀?|良好?|中等?|合格|差|较差|不合格"),
    ("project", r"(?:二级|三级|子)?项目(?:名称)?|所属项目(?:名称)?|project(?: ?name)?"),
    ("activity", r"职责活动|工作活动|职责-?活动|活动名称|部门职责活动|部门职责"),
    ("budget", r"年度预算数|预算数|金额|预算金额|年度预算"),
    ("content", r"内容描述|工作内容|活动内容"),
    ("goal", r"绩效目标|年度绩效目标|活动目标"),
    ("sign", r"指标(?:值)?性质|(?:计算|运算|比较|逻辑)符号?|比较符"),
    ("unit", r"(?:计量|度量|指标|指标值)?单位"),
    ("weight", r"(?:指标|三级指标)?权重|(?:标准)?分值?|标准分|满分"),
    ("score", r"(?:自评|实际|评价)?得分"),
    ("reason", r"(?:未完成|偏差|偏离|差异|扣分)+(?:度|情况)?.{0,4}(?:原因|分析|措施).*|改进措施|备注"),
    ("number", r"序号|编号|指标编[码号]|项目编[码号]"),
)
_HEADER_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _HEADERS)
_PARENTHESES = re.compile(r"\([^()]{0,40}\)")
# A cheap look before the patterns: every word for a name column has one of these.
_NAME_HINT = re.compile(r"[指标]|(?i:name|indicator)")

LEVEL1 = re.compile(
    r"(?:项目)?(?:产出|效益|效果|满意度|完成|投入|过程|决策|成本|管理)(?:类|绩效)?(?:指标)?(?:\(\d+分?\))?"
)
LEVEL2 = re.compile(
    r"(?:产出)?(?:数量|质量|时效|进度|成本)(?:类)?(?:指标)?(?:\(\d+分?\))?"
    r"|(?:经济|社会|生态|环境|生态环境)(?:效益|效果|成本)(?:类)?(?:指标)?(?:\(\d+分?\))?"
    r"|可持续(?:发展)?(?:影响)?(?:力)?(?:效益)?(?:指标)?(?:\(\d+分?\))?"
    r"|(?:社会公众或|社会公众|公众或|其他|或)?(?:服务对象|受益对象|群众|公众|社会公众)?(?:的)?满意度?(?:类)?(?:指标)?(?:\(\d+分?\))?"
)
_STANDARD = re.compile(r"(?:行业|历史|计划|国家|地方|其他|预算支出)标准|(?:上级|部门)?文件|规划|历史值")
_TICK = {"√", "✓", "✔", "☑", "V", "v", "是"}
# What is written into a name cell to say that there is no indicator.
_PLACEHOLDER = re.compile(
    r"(?:不适[用应]|无|空|暂无|没有|不涉及|不填|未填写?|待定|略|none|n/?a|null|[/\\\-_*.…·、,。]+|x{2,}|0)"
    r"|(?:三级)?指标(?:名称)?\d*[:：.…]*|\(?(?:空白?|此处|置灰|请)(?:信息|填写|$).*",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:总分|总得分|合计|总计|小计|得分合计|自评总分|评价等级|自评等级|备注|说明|填表说明|注\d*|其他(?:需要?)?说明(?:的?问题)?"
    r"|(?:填报|填表|联系|经办|审核|负责|财务|主管|项目|单位)+(?:人|人员|电话|方式|负责人|日期|时间|单位|部门)(?:\(.*\))?)(?:[:：].*)?"
    r"|(?:备注|说明|注)[:：\d].*"
)


def _bare(text: str) -> str:
    return fold(text).replace("\n", "").replace(" ", "")


@lru_cache(maxsize=4096)
def header_role(text: str) -> str:
    """The role that a header cell announces, or ''. Remarks in parentheses and colons are ignored."""
    if len(text) > 80:
        return ""
    folded = fold(text).replace("\n", "").lower()
    if not folded or len(folded) > 40:
        return ""
    bare = _PARENTHESES.sub("", folded).rstrip(":").strip()
    for role, pattern in _HEADER_PATTERNS:
        if pattern.fullmatch(bare):
            return role
    return ""


def may_name(text: str) -> bool:
    """False when a cell can't be the heading of a name column; costs next to nothing."""
    return 1 < len(text) < 80 and _NAME_HINT.search(text) is not None


@lru_cache(maxsize=4096)
def class_levels(text: str) -> frozenset[int]:
    """The levels, of 1 and 2, that the cell is a class name of; empty when it is none.

    成本 is level 2 under the 2020 standard and level 1 under that of 2021; 满意度 names both levels.
    """
    if len(text) > 48:
        return frozenset()
    folded = _bare(text)
    if not folded or len(folded) > 24:
        return frozenset()
    return frozenset(n for n, pattern in ((1, LEVEL1), (2, LEVEL2)) if pattern.fullmatch(folded))


@lru_cache(maxsize=4096)
def class_level(text: str) -> int:
    """The level of a class name that stands alone, or 0: 成本指标 is then 2, 满意度指标 is 1."""
    levels = class_levels(text)
    if len(levels) == 2:
        folded = _bare(text)
        return 2 if folded.startswith("成本") and folded.endswith("指标") else 1
    return next(iter(levels), 0)


def label(text: str) -> str:
    """The text of a label cell: a class name without its line breaks and spacing, else squeezed."""
    return "".join(text.split()) if class_levels(text) else squeeze(text)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """True when a name cell says that there is no indicator (不适用, 无, /, —, 置灰信息…)."""
    folded = _bare(text)
    return not folded or bool(_PLACEHOLDER.fullmatch(folded))


def is_footer(row: Row) -> bool:
    """True for rows below the indicators: sums, remarks and who filled the form in."""
    first = next((c.text for c in row if c.text.strip()), "")
    return len(first) < 400 and bool(_FOOTER.fullmatch(_bare(first)))


def is_standard(text: str) -> bool:
    """True for the ground of a target (行业标准, 历史标准 …) rather than the target itself."""
    return bool(_STANDARD.fullmatch(fold(text)))


def is_tick(text: str) -> bool:
    """True for a tick mark in an evaluation matrix."""
    return text.strip() in _TICK
