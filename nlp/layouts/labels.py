"""Texts around an indicator table that are more than a label: units, sums, titles, signatures."""

from __future__ import annotations

import re
from functools import lru_cache

from ..normalize import fold
from ..vocabulary import label

NUMBERED = re.compile(r"(?:长期|年度|总体)?(?:目标|指标)\d+")
LONG = re.compile(r"长期|中期|实施期")
UNIT = re.compile(r"(?:金额|货币|计量)?单位[:：]\s*+(?:人民币\s*+)?([亿万千百]?元)")
INLINE_GOAL = re.compile(r"([^：:，。\n]{2,12})[：:](.+)", re.DOTALL)
GOALS = ("goal", "goal_long", "goal_actual")
TASKS = re.compile(r"(?:年度)?(?:主要|重点)?(?:工作)?任务(?:名称|内容)")
_HEADED_GOAL = re.compile(r"(?:年度|总体|绩效)*目标\s*(\d{1,2})\s*[:：]\s*(\S.{5,})", re.DOTALL)
_POINTS = re.compile(r"[（(]\d+分[)）]\s*$")
LABEL_UNIT = re.compile(r"[(（,，:：]\s*(?:单位[:：])?([亿万千百]?元)\s*[)）]")
MONTH = re.compile(r"(?:截至)?\d{1,2}月(?:份|底|末)?|第?[一二三四1-4]季度|[上下]半年")
SHARE = re.compile(r"\d+(?:\.\d+)?[%％]?")
FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:[万亿]?元|万)?")
SUM = re.compile(r"(?:合计|总计|小计|共计)")
PART = re.compile(r"其中.*|.*(?:拨款|资金|结转|收入|补助).*")
AGENCY = re.compile(r"\d{3,9}[\u4e00-\u9fff][^，。：:\d]{1,40}")
PERSON = re.compile(r"(?:填[报表写]|制表|经办)人(?:员)?(?:[(（]签[字章][)）])?[:：]\s*(\S*)")
INLINE_AGENCY = re.compile(r"(?:编制|填报|申报|预算|主管|实施)(?:部门|单位)[:：]\s*(\S.{1,40})")
BODY = re.compile(
    r".*(?:局|委|院|中心|办|部|处|所|站|校|街道|政府|公司|会|馆|队|厅|社|镇|乡|园|室|组|团|法院|大学|学院|中学|小学|银行|基地|科|股|分局|集团|协会|联合会|本级|机关|县|市|区)(?:[(（][^(（]*[)）])?"
)
NO_PROJECT = re.compile(r"(?:预算|项目|资金|专项)?(?:资金|金额|性质|类型|级次|代码|编码|内容|经费|预算数?)")
TITLE = re.compile(
    r"[^。；！？]{2,70}?(?:表|书|报告|说明|绩效目标|情况|一览)\s*+(?:[(（][^)）]{0,20}[)）]){0,3}"
)
GOAL_TEXT = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[)）、.．]?\s*)?(?:年度|总体|项目){0,2}(绩效目标|绩效指标)\s*[:：。]\s*(?=\S)"
)
# What a project stands on: documents, and how its money was worked out.
BASES = ("policy", "calculation")
_LABELLED = re.compile(r"\s*+(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*+)?(\S{2,12})[:：](?=\s*\S)")
HEADING = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．])")
PUBLISHER = re.compile(
    r"(\S{2,24}?(?:局|委员会|委|办公室|办|中心|院|厅|镇|乡|街道|政府|校|馆|会))\s*(?:关于)?(?:19|20)\d\d年"
)


@lru_cache(maxsize=4096)
def passage_kind(text: str) -> str:
    """The kind of passage that a label cell asks for, '_' for a label of another sort, '' for no label."""
    if not text or len(text) > 40:
        return ""
    kind = label(text)
    if kind:
        return "_" if kind in ("project", "ignored") else kind
    folded = fold(text).replace("\n", "").replace(" ", "")
    return "_" if folded.endswith(":") and len(folded) <= 20 else ""


def inline_goal(text: str) -> tuple[str, str]:
    """The kind of goal and the goal of a text that begins with its label, '' both for others.

    >>> inline_goal("年度目标：清淤12公里"), inline_goal("清淤：12公里")
    (('goal', '清淤12公里'), ('', ''))
    """
    found = INLINE_GOAL.match(text.strip())
    kind = passage_kind(found[1]) if found else ""
    return (kind, found[2].strip()) if found and kind in GOALS else ("", "")


def numbered_goal(text: str) -> str:
    r"""A numbered goal that stands beside the headings of its own indicators, '' for what is none.

    >>> numbered_goal("年度目标 1：\n清淤干渠12公里。\n（40分）"), numbered_goal("年度目标1：")
    ('目标1：清淤干渠12公里。', '')
    """
    found = _HEADED_GOAL.match(text.strip())
    return f"目标{found[1]}：{_POINTS.sub('', found[2]).strip()}" if found else ""


def marked_basis(text: str) -> tuple[str, str]:
    """The kind of passage and the text of a paragraph that begins with its label, '' both for others.

    >>> marked_basis("（二）测算依据：护林员12人×2000元")
    ('calculation', '护林员12人×2000元')
    """
    found = _LABELLED.match(text) if "依据" in text[:20] or "测算" in text[:20] else None
    kind = label(found[1]) if found else ""
    return (kind, text[found.end() :].strip()) if found and kind in BASES else ("", "")


def money_unit(text: str) -> str:
    """The money unit that a short text declares, or ''."""
    found = UNIT.search(text) if "单位" in text and len(" ".join(text.split())) < 60 else None
    return found[1] if found else ""


def is_title(text: str) -> bool:
    """True for a short text that reads like the heading of a form."""
    return len(text) < 60 and bool(TITLE.fullmatch(" ".join(text.split())))


def asks_goal(text: str) -> bool:
    """True for a short text that is a heading of goals or indicators rather than a goal."""
    return len(text) <= 8 and (label(text).startswith("goal") or "指标" in text or "目标" in text)
