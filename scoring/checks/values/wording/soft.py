"""V17–V19, V29, V31: trend words, results told as if reached, slogans, and what makes them checkable after all.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from .....nlp.targets import parse_targets
from ....context import plain
from ....registry import Context, Example
from ...ladders.criteria import GIVEN

FIGURE = re.compile(r"[0-9]|百分之")
# Names and numbers of documents, and the year that everything is about, are no figures to hold a target against.
_PAPERS = re.compile(
    r"《[^》]{0,60}》|\S{0,12}[〔\[(（][0-9]{4}[〕\])）]\s?第?[0-9]{1,5}号?|20[0-9]{2}年度?|[A-Za-z]+[0-9.]+"
)
_STANDARD = re.compile(
    r"《[^》]{0,40}(?:标准|规范|规程|规则|细则|评分|考核办法|评价办法|等级|指南)(?!化)[^》]{0,6}》|(?:GB|DB|CJJ|JGJ|HJ|SL|YY|WS|JT)/?T?\s?[0-9]|国标"
)
_LADDER = re.compile(
    r"(?:[0-9]分?(?:以上|及以上|以下)?|[>≥≤<][0-9.]+%?分?)[^,;。]{0,4}(?:为|是|得|:|评)?[^,;。0-9]{0,2}(?:优|良|合格|达标|好|差)"
)
_GRADES = re.compile(r"优[秀]?[、,/;].{0,12}良[好]?[、,/;].{0,12}(?:中|差|一般|合格)")
_OFTEN = re.compile(r"每(?:个|一)?(?:日|天|周|旬|月|双月|季)")
_NUMBER = re.compile(
    r"[0-9]|百分之|[一二两三四五六七八九十半](?:个?(?:小时|天|日|工作日|周|月|季度|年|分钟)|次)"
)
_UNTIL = re.compile(r"[至到]20[0-9]{2}年|20[0-9]{2}年底?前")
# A grade and nothing else (高, 效果明显, 显著提升): thin, yet those who report on it say which grade was reached.
_GRADE = re.compile(
    r"(?:效果|较|很|基本|非常|比较|总体)*(?:明显|显著|良好|优良?|优秀|[高好强]|平稳|稳定|有效|有序|正常|及时|到位|规范|健全|完善|满意|合格)"
    r"|(?:明显|显著|有效|大幅)(?:提[高升]|改善|增强|好转|增加)"
)
_KINDS = frozenset(("percent", "permille", "duration", "ratio"))


def checkable(description: str, counts: bool = False) -> bool:
    """Whether a description gives a ladder, a figure to reach, a date or a named standard.

    How many things a project is about (12个村), a document's number and the year say nothing of the target;
    with `counts` they do: 全年计划检修24座.

    >>> checkable("95分以上为优，85分以上为良"), checkable("11月底前完成"), checkable("涉及12个村")
    (True, True, False)
    """
    if not description:
        return False
    if _STANDARD.search(description) or _GRADES.search(description) or _OFTEN.search(description):
        return True
    if not _NUMBER.search(description):
        return False
    text = plain(description)
    if _UNTIL.search(text):
        return True
    text = _PAPERS.sub("", text)
    if _LADDER.search(text):
        return True
    for target in parse_targets(text):
        if target.kind == "relative" and target.number and target.unit in ("%", "‰", "个百分点", "倍"):
            return True
        if target.kind in _KINDS or target.kind == "date" or target.unit.startswith("分"):
            return True
        if target.kind in ("count", "money") and (target.comparator != "=" or (counts and target.unit)):
            return True
    return False


def reported_grade(record: Indicator, said: str) -> bool:
    """Whether a row reports on a target that is a grade and nothing else: reviewers of self-evaluations remark on it."""
    return bool(record.actual) and _GRADE.fullmatch(said) is not None and not record.name.endswith("率")


def explained(record: Indicator, counts: bool = False) -> bool:
    """Whether the description, or how points are given, makes the target checkable (`checkable`); the points do not."""
    return checkable(record.description, counts) or checkable(
        _POINTS.sub("", GIVEN.sub("", record.criteria)), counts
    )


_POINTS = re.compile(r"(?<=[^0-9.,为在于达到过满足超])[0-9.]+分(?!以|及|[~～\-])")  # 较大10分，一般6分


# A thing that is there or is not, once the work is done; with a word of degree beside it, people may differ again.
_IN_PLACE = re.compile(
    r"[一1][户人企村校事案机车物项树河湖店楼船井库园馆组][一1][档策码案卡表证册牌]"
    r"|(?:录入|接入|上传|导入|纳入|列入|编入|登入|汇入|[载计记]入)[^,;、。]{0,16}?(?:平台|系统|数据库|台账|名[录册]|目录|档案|清单|一张图|预算)"
    r"|(?:建立|建有|设立|编制|形成|建好|建成)[^,;、。]{0,10}?(?:台账|档案|名[录册]|清单|数据库|登记簿|[图手]册)(?=并|且|后|[,;、。]|$)"
    r"|每(?:日|天|周|旬|月|季度?|年|半年|学期)(?:[^,;、。]{0,6}?)(?:更新|核[对查]|盘点|报送|通报|公[示布开]|复核|轮换|轮值)[一1]?次?(?=[,;、。]|$)"
    r"|签[订署]?了?[^,;、。]{1,10}(?:协议|合同|责任书|承诺书|备忘录)(?=[,;、。]|$)"
    r"|移交(?:给|至)?[^,;、。]{2,12}?(?:管[护理养]|运[营维]|使用|维护|接管)"
    r"|专人(?:管[护养]|值守|看护|维护|养护|巡护)"
    r"|取得[^,;、。]{2,10}(?:证书?|许可|资质|批复|认证)(?=[,;、。]|$)"
)
_DEGREE = re.compile(
    r"及时|规范|到位|完善|健全|良好|优[化质良]|加强|提[升高]|改善|有效|明显|显著|持续|长期|动态|逐步|不断|常态|合理|有序|稳定|"
    r"完[整备]|齐全|全面|尽[快量]|[按定]期|按时|督促|力争|争取|基本|适时|正常|较|促进|推进"
)


def in_place(said: str) -> bool:
    """Whether a folded target names a thing that is there or is not: a register kept, an entry made, a deed signed.

    >>> in_place("一企一档,上传监管平台"), in_place("建立问题台账并每季更新"), in_place("台账管理规范")
    (True, True, False)
    """
    return bool(_IN_PLACE.search(said)) and not _DEGREE.search(said)


def is_template(context: Context) -> bool:
    """Whether the name is one that higher authorities send out with a soft value."""
    return context.name in context.words.words("superior_template")


def one(name: str, value: str, level2: str = "社会效益指标", description: str = "") -> Example:
    """For the examples."""
    level1 = (
        "满意度指标"
        if "满意" in level2
        else "效益指标"
        if "效益" in level2 or "影响" in level2
        else "产出指标"
    )
    return Example(Indicator(name, value=value, level1=level1, level2=level2, description=description))
