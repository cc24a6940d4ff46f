"""What the cells around an indicator table say: labels of a form, units, sums, titles."""

from __future__ import annotations

import re
from functools import lru_cache

from ..normalize import fold

_ORDER = r"(?:全年|年度|年初|本年度?|当年|整体|总体|长期|中长?期|实施期|设定|项目|部门|单位|绩效|预期)*"
# What a label cell asks for; '_' is a label that gives no passage. The whole folded cell must match.
_LABELS: tuple[tuple[str, str], ...] = (
    ("_", r"(?:一级|二级|三级)?项目(?:名称)?|政策名称|专项名称"),
    ("code", r"项目(?:编[码号]|代码)"),
    ("person", r"(?:填[报表写]|制表|经办)人员?(?:姓名|签字)?"),
    (
        "department",
        r"部门名称|单位名称|(?:(?:一级)?预算|(?:项目)?主管|(?:项目)?实施|(?:项目)?申[请报]|填报|填表|编制|项目)(?:单位|部门)(?:名称)?",
    ),
    ("executed", r"(?:全年|年度|实际|预算)*(?:执行|支出)(?:数|金额)"),
    (
        "content",
        r"(?:预算规模及)?资金用途|内容描述|(?:项目|工作|主要|建设)内容|项目(?:概况|概述|简介|描述)|年度工作任务",
    ),
    ("goal_actual", r"(?:全年|年度|实际|目标|绩效)*(?:完成|实现|达成)(?:目标|情况|目标情况)"),
    ("goal", _ORDER + r"目标(?:描述|内容)?"),
    ("budget", _ORDER + r"(?:预算(?:数|金额|安排|规模)?|资金总额|资金|金额)"),
    ("plan", r"资金(?:支出|使用)?计划|支出计划"),
    (
        "_",
        r"联系(?:人|电话|方式)|(?:项目|单位)?负责人|实施期限|(?:起止|填报|填表|截止)(?:时间|日期)|项目(?:类型|属性|性质|类别)",
    ),
    ("_", r"(?:部门|单位|项目|预算)*(?:总体)?(?:预算)?(?:执行|资金)+(?:总体)?情况"),
    (
        "_",
        r"分值|得分|执行率|权重|(?:其中)?[:-]?(?:中央|省级|市级|区级|县级|本级)?(?:财政)?(?:拨款|资金|补助)|其[他它]资金|上年结转",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _LABELS)
_BRACKETS = re.compile(r"\([^()]*\)")
LONG = re.compile(r"长期|中期|实施期")
NUMBERED = re.compile(r"(?:长期|年度|总体)?(?:目标|指标)\d+")
UNIT = re.compile(r"(?:金额|货币|计量)?单位[:：]\s*(?:人民币)?\s*([亿万千百]?元)")
LABEL_UNIT = re.compile(r"[(（,，]([亿万千百]?元)[)）]")
MONTH = re.compile(r"(?:截至)?\d{1,2}月(?:份|底|末)?|第?[一二三四1-4]季度|[上下]半年")
SHARE = re.compile(r"\d+(?:\.\d+)?[%％]?")
FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:[万亿]?元|万)?")
SUM = re.compile(r"(?:合计|总计|小计|共计)")
PART = re.compile(r"其中.*|.*(?:拨款|资金|结转|收入|补助).*")
AGENCY = re.compile(r"\d{3,9}[\u4e00-\u9fff][^，。：:\d]{1,40}")
PERSON = re.compile(r"(?:填[报表写]|制表|经办)人(?:员)?(?:[(（]签[字章][)）])?[:：]\s*(\S*)")
INLINE_AGENCY = re.compile(r"(?:编制|填报|申报|预算|主管|实施)(?:部门|单位)[:：]\s*(\S.{1,40})")
BODY = re.compile(
    r".*(?:局|委|院|中心|办|部|处|所|站|校|街道|政府|公司|会|馆|队|厅|社|镇|乡|园|室|组|团)(?:[(（].*[)）])?"
)
NO_PROJECT = re.compile(r"(?:预算|项目|资金|专项)?(?:资金|金额|性质|类型|级次|代码|编码|内容|经费|预算数?)")
TITLE = re.compile(r"[^。；！？]{2,70}?(?:表|书|报告|说明|绩效目标|情况|一览)\s*(?:[(（].{0,20}[)）])*")
GOAL_TEXT = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[)）、.．]?\s*)?(绩效目标|绩效指标)\s*[:：]\s*(?=\S)"
)
HEADING = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．])")


@lru_cache(maxsize=4096)
def label_kind(text: str) -> str:
    """The kind of passage that a label cell asks for, '_' for a label of another sort, '' for no label."""
    if not text or len(text) > 40:
        return ""
    folded = fold(text).replace("\n", "").replace(" ", "")
    bare = _BRACKETS.sub("", folded).rstrip(":")
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(bare)), "")
    if kind == "goal" and LONG.search(bare):
        return "goal_long"
    return kind or ("_" if folded.endswith(":") and len(folded) <= 20 else "")


def money_unit(text: str) -> str:
    """The money unit that a short text declares, or ''."""
    found = UNIT.search(text) if len(text) < 60 and "单位" in text else None
    return found[1] if found else ""


def is_title(text: str) -> bool:
    """True for a short text that reads like the heading of a form."""
    return len(text) < 60 and bool(TITLE.fullmatch(" ".join(text.split())))
