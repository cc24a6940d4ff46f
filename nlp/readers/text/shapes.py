"""What a text is, told by its characters: a figure, a state, a class name, a label, the name of a measure …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...normalize import fold
from ...targets import parse_targets
from ...targets.lexicon import COUNTS, MONEY, PER
from ...vocabulary import class_of, classes, column, label
from .glued import STATE_END

_LIMITS = ("≥", "≤", ">", "<")
_SIGN = re.compile(
    r"[≥>=≤<]=?|大于等于|小于等于|大于|小于|等于|不低于|不高于|不少于|不超过|不大于|不小于|定性"
)
_KIND = re.compile(r"定[量性](?:指标)?|[正反逆负]向(?:指标)?|正指标|反指标")
_BARE = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?分?)(?:/(\d{1,3}(?:\.\d+)?分?))?")  # 10, or 10/9.7
_UNITS = COUNTS | {
    "%",
    "‰",
    "元",
    "万元",
    "亿元",
    "天",
    "日",
    "年",
    "月",
    "小时",
    "分钟",
    "个月",
    "季度",
    "工作日",
    "百分比",
    "/",
    "万人次",
}
_PARTS = re.compile(r"[/·]|每")
_BOUND_FIRST = re.compile(
    r"(?:[≥≤<>=]|不[低高少大小]于|不超过|大于|小于|等于|达到|控制在|低于|高于|至少|不少|未超)"
)
_BOUND_LAST = re.compile(r"(?:以上|以内|以下|之内|之前|前|左右|及以上)$")
_GRADE = re.compile(
    r"(?:优秀?|良好?|全覆盖|按[季月年]度?|每[季月年].{0,3}|显著|明显|中等?|差|好|较好|高|较高|低|较低|是|否|有|无|强|及时|长期|达标|合格|动态清零|完成|已完成|未完成|定性|全部|全年|零|正常|稳定|健全|"
    r"完善|规范|安全|有效|显著|明显|较明显|满意|基本满意|充分|符合.{0,8}|达到.{0,10}|达成.{0,6}|部分达成.{0,16}|零[^率]{1,6}|无[^率]{1,10}|"
    r"按[时期].{0,4}|不[^率]{1,6}|[优良中差]/[优良中差].*|逐年.{1,4}|.{1,4}(?:到位|及时|良好|明显|显著|有效|无误|有序|平稳))"
)
# All tiers in one cell: 优:≤5分钟;良:5-8分钟;差:>8分钟.
_LADDER, _LONGEST_LADDER = re.compile(r"优秀?:[^:;]{1,24}[;,，]?良好?:.++"), 120
_HEAD = re.compile(
    r"(?:率|数|数量|个数|人数|次数|场次|批次|户数|面积|额|金额|总额|比例|比重|面|满意度|知晓度|度|标准|时间|时限|时效|周期|天数|成本|费用|支出|"
    r"质量|密度|里程|长度|情况|程度|性|水平|能力|环境|条件|效果|影响|作用|机制|规模|量|进度|经费|投入|收入|产值|效率|次|期限|工期|发展|形象)"
    r"(?:\([^()]{1,12}\))?$"
)
_REASON = re.compile(
    r"因|受|由于|原因|下一步|措施|偏差|今后|力度$|加(?:强|大|快)[^,，]{0,8}(?:督促|协调|进度|对接)"
)
_MEANS = re.compile(
    r"^(?:反映|问卷|抽样|考[核察]|指|用于|用以|实际|按照|根据|为了?|主要|通过|体现|衡量|评价|统计|计算|是指|包括|对|开展|完成)|÷|×|/.{2,12}[*×]|[=＝]"
)
_GROUND = re.compile(
    r"标准|文件|计划|规划|依据|办法|方案|通知|要求|《|〔|合同|规定|批复|历史|年初|协议|制度|任务书|调查|台账|统计|测算|预算"
)
_NOT_FIRST = "，、）)；;。：:,.?的和及与"
_NOT_LAST = "，、,和及与"
_LIST = re.compile(r"^(?:[（(]?\d{1,2}[)）.、．]|[①-⑳]|指标\d+[:：.、．])")
_NUMBERED = re.compile(r"指标\d{1,2}[:：.、．]\S")
_FOOTER = re.compile(
    r"(?:总分|合计|总计|总得分)\d{2,3}|(?:总分|总得分|合计|总计|小计|得分合计|自评总分|评价等级|自评等级|备注|说明|填表说明|注\d*|页|续表"
    r"|(?:备注)?(?:填报|填表|联系|经办|审核|复核|负责|财务|主管|项目|单位|制表)+(?:人|人员|电话|方式|负责人|日期|时间|单位|部门)(?:\(.*\))?)(?:[:：].*)?"
    r"|第?\d+页.*|-\d+-|[一二三四五六七八九十]{1,3}、.*|\([一二三四五六七八九十]{1,3}\).*|第[一二三四五六七八九十]+[部章节]分?.*|(?:附件|附表|表)\d*.{0,30}|.{0,24}(?:目标|自评|监控|申报|公开|情况|汇总)表|\((?:19|20)\d\d年?度?\)|打印.{0,4}|展开.{0,6}|提示[:：].*|关键词[:：]?.*|关键|词[:：].*|相关(?:资源|解读|附件|文章|阅读).*|猜你喜欢|扫一扫.*|(?:本文)?标题[:：].*|(?:[Cc]opyright|COPYRIGHT|版权).*|©.*|关闭.{0,4}|返回.{0,4}|上一[篇页条].*|下一[篇页条].*|分享.{0,6}"
)
_PLACEHOLDERS = frozenset(["不适用", "无", "/", "—", "-", "——", "暂无", "不涉及"])


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text is: figure '' signed bound plain bare date mixed; the rest is true or false of it."""

    size: int
    figure: str
    level1: bool
    level2: bool
    heading: bool
    label: str
    state: bool
    grade: bool
    head: bool
    sentence: bool
    footer: bool
    sign: bool
    kind: bool
    unit: bool
    points: bool
    means: bool
    ground: bool
    reason: bool
    listed: bool
    broken: bool
    satisfied: bool
    blank: bool
    marked: bool
    numbered: bool
    agency: bool
    paused: bool
    money: bool

    @property
    def classed(self) -> bool:
        """True for the name of a class of either level."""
        return self.level1 or self.level2

    @property
    def target(self) -> bool:
        """True for a whole target, or the sign that stands before one."""
        whole = self.figure in ("signed", "bound", "plain", "bare", "date")
        return whole or self.sign or self.state or self.grade


# 782001-北原旗司法局
_AGENCY = re.compile(
    r"(?:\d{3,})?-?[\u4e00-\u9fff()]{2,}(?<=[局委办院校所站队馆园镇乡府厅会处场司级门])|\d{3,}-?[\u4e00-\u9fff()]+|.{2,}(?:街道|中[心学]|机关)"
)
_LONGEST_AGENCY, _LONGEST_SUM = 30, 20
_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万?元)?")


@lru_cache(maxsize=32768)
def shape(text: str) -> Shape:
    """The shape of a cell's text."""
    folded = fold(text).replace(" ", "")
    size = len(folded)
    short = size <= 48 and folded != "满意"  # an answer, though 满意度 is a class
    bare = _LIST.sub("", folded)
    ladder = size <= _LONGEST_LADDER and bool(_LADDER.fullmatch(folded))
    return Shape(
        size=size,
        figure=_figure(bare.replace("%(百分比)", "%")),
        level1=short and bool(class_of(text, 1)),
        level2=short and bool(class_of(text, 2)),
        heading=short and bool(column(text)),
        label=label(text) or _answered(folded) if short else "",
        state=short and _is_state(folded),
        grade=(size <= 24 and bool(_GRADE.fullmatch(folded))) or ladder,
        head=bool(_HEAD.search(folded)),
        sentence=not ladder and ("。" in folded or ";" in folded or size > 45),
        footer=size < 400 and bool(_FOOTER.fullmatch(folded)),
        sign=size <= 4 and bool(_SIGN.fullmatch(folded)),
        kind=size <= 4 and bool(_KIND.fullmatch(folded)),
        unit=size <= 8 and _is_unit(folded.partition("(")[0] or folded.strip("()")),
        points=(told := _POINTS.fullmatch(folded)) is not None
        and all(float(figure.rstrip("分")) <= 100 for figure in told.groups("0")),
        means=bool(_MEANS.search(folded)),
        ground=bool(_GROUND.search(folded)),
        reason=bool(_REASON.search(folded)),
        listed=bare != folded,
        broken=bool(folded) and (folded[0] in _NOT_FIRST or folded[-1] in _NOT_LAST or _is_aside(folded)),
        satisfied="满意" in folded,
        marked="扣" in folded or "得分" in folded,
        numbered=_NUMBERED.match(folded) is not None,
        money=size <= _LONGEST_SUM and _MONEY.fullmatch(folded) is not None,
        paused="," in folded or "，" in folded,
        agency=size <= _LONGEST_AGENCY and _AGENCY.fullmatch(folded) is not None,
        blank=folded in _PLACEHOLDERS or not folded,
    )


def _is_aside(folded: str) -> bool:
    """Whether a text stands in brackets as a whole, and so belongs to the one before it: (主干渠)."""
    return folded[0] == "(" and folded.find(")") == len(folded) - 1 and not _LIST.match(folded)


def _is_unit(text: str) -> bool:
    """Whether a folded text is a unit, also one of something for each: 元/人·月."""
    first, *rest = _PARTS.split(text) if text not in _UNITS else [text]
    return first in _UNITS | MONEY and all(part in PER or part in _UNITS for part in rest)


def _answered(folded: str) -> str:
    """What a label with its answer (项目名称:…) asks for; a limit is the target of an indicator (项目总投资:≤180万元)."""
    asked, colon, answer = folded.partition(":")
    return label(asked) if colon and len(asked) <= 24 and not answer.startswith(_LIMITS) else ""


def _is_state(folded: str) -> bool:
    match = STATE_END.search(folded)
    return match is not None and match.end() == len(folded) and match.start() <= 2 and len(folded) <= 12


def _figure(folded: str) -> str:
    """signed ≥90% · bound 90%以上 · plain 90% · bare 90 · date · mixed: a figure inside other words."""
    if not any(map(str.isdigit, folded)):
        return ""
    if folded[0] == "(" and folded[-1] == ")":
        return "mixed"
    if len(folded) > 60:
        return "mixed"
    if _BARE.fullmatch(folded):
        return "bare"
    target = next((t for t in parse_targets(folded) if t.kind != "text"), None)
    if target is None:
        return "mixed"
    lead, tail = folded[: target.start], folded[target.end :]
    whole = not tail or len(tail) <= 3 or _BOUND_LAST.search(tail) is not None
    if target.kind == "date" and len(lead) <= 4 and len(tail) <= 6:
        return "date"
    if not whole or len(lead) > 4:
        return "mixed"
    if _BOUND_FIRST.match(folded):
        return "signed"
    if lead:
        return "mixed"
    return "bound" if _BOUND_LAST.search(folded) else "plain"


def is_class(text: str) -> bool:
    """True for the name of a standard class."""
    return len(text) <= 24 and bool(classes(text))
