"""C23, C25: completions in words — worse grades than the target's, and work that is not done.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .completions import bare

# Grades from best to worst; words of one rank stand together.
_LADDERS = (
    ("优秀|优", "良好|良", "中等|中|一般", "合格|及格", "差|较差|不合格"),
    ("好|很好", "较好", "一般", "较差|差"),
    ("高|很高", "较高", "中|一般|中等", "较低|低"),
    ("高质量|高水平|高标准|优质", "较好|良好|较高", "一般|中等", "差|较差"),
    ("强", "较强", "一般", "较弱|弱"),
    ("非常满意|很满意", "满意", "较满意|比较满意", "基本满意|一般", "不满意"),
    (
        "达标|合格|通过|符合|满足",
        "基本达标|基本合格|基本通过|基本符合|基本满足",
        "不达标|未达标|不合格|未通过|不符合|不满足",
    ),
    ("是|有", "否|无"),
    (
        "(?:全部|已|按期|按时|如期)?(?:达成|完成|实现|达到)",
        "基本(?:达成|完成|实现|达到)",
        "部分(?:达成|完成|实现|达到)(?:并|且)?(?:具有)?(?:一定)?(?:效果)?",
        "(?:未能?|没有|尚未)(?:达成|完成|实现|达到)(?:且|并)?(?:效果)?(?:较差)?",
    ),
)
# Classes of water and the like: I is best, then II; A before B.
_CLASS = re.compile(
    r"(?:水质|断面|地表水)?(劣)?(IV|V|I{1,3})类(?:标准|水质|水|及以上|以上)*|()([A-D])级(?:标准|以上|及以上)*"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_OBJECT = re.compile(r"(?:年度|预期|全年|既定|设定|绩效|总体|本年|计划)*(?:指标|目标|任务|要求|值|效果)+")
_RANKS = tuple(tuple(re.compile(words) for words in ladder) for ladder in _LADDERS)
# Degrees of a change or state, by what they leave of it.
_STRONG = "显著|明显|有效|大幅度?|充分|极大|切实|全面|完全|持续有效"
_LESS = "比较|较为|较|相对"
_WEAK = "有所|有一定|一定程度上?|略有|稍有|基本上?|初步|部分"
_NOT = "不够|不太|不|未能?|没有|尚未|无"
_DEGREES = re.compile(
    rf"(?P<not>{_NOT})?(?P<less>{_LESS})?(?P<weak>{_WEAK})?(?P<strong>{_STRONG})?(?P<core>.*)"
)
_LONGEST = 24

_SO_FAR = "(?:目前|现|暂时?|该|本|此|项目|工程|工作|任务|目标|指标|活动|仍|均|还|都|尚)*"
_LEAD = f"{_SO_FAR}(?:截至.{{1,8}}{_SO_FAR})?"
_UNDONE = re.compile(
    _LEAD
    + r"(?:部分(?:未|没)?(?:完成|达成|达到|实现|开展|实施|到位)|(?:未能?|尚未|暂未|没有?|还没有?)(?:按[时期]|如期|全部|全面|足额|完全|及时)*"
    r"(?:完成|完工|完结|竣工|开展|实施|达到|达成|达标|实现|启动|执行|落实|举办|建成|建设|验收|投入|形成|到位|支付|发放|拨付|组织|采购|开工|产生支出|进行))"
)
_NEARLY = re.compile(_LEAD + r"基本(?:完成|达成|达到|实现|完工|建成|到位|按时|按期|及时|如期)")
_GOING = re.compile(
    _LEAD
    + r"(?:正在?(?:进行|推进|实施|建设|办理|开展|组织)|(?:持续|稳步|有序)?(?:进行|推进|实施|办理|建设|施工)中|在(?:建|装修|施工|调试|安装|招标|采购|办理|审批|推进|实施)|延期|推迟|取消|暂停|顺延)"
)

_LATE = re.compile(
    r"(?:未能?|没有)(?:按时|按期|及时|如期)(?:完成|开展|举办|培训|发放|拨付|支付|验收|开工|竣工|完工|考核|交付)?(?!情况)"
)


@lru_cache(maxsize=4096)
def undone(actual: str, firm: bool) -> str:
    """What a completion says of work that is not, or not wholly, done: `基本完成`, `尚未开展`; else ''.

    `firm`: the target is a figure, a date or a state, so that work that goes on (推进中) has not reached it.

    >>> undone("部分完成", True), undone("未发生事故", True), undone("尚未开展，已列入明年计划", False)
    ('部分完成', '', '尚未开展')
    """
    text = bare(actual)
    found = (
        _UNDONE.match(text)
        or _LATE.search(text)
        or _NEARLY.match(text)
        or (_GOING.match(text) if firm else None)
    )
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def is_partly(actual: str) -> bool:
    """Whether a completion is the middle grade of the form's own scale: 部分达成(预期指标并具有一定效果)."""
    return bool(re.match(_LEAD + "部分(?:达成|实现|达到)", bare(actual)))


@lru_cache(maxsize=4096)
def is_worse(value: str, actual: str) -> bool:
    """Whether a completion is the target's own wording at a worse grade.

    >>> is_worse("有效", "较有效"), is_worse("显著提升", "有所提升"), is_worse("优", "良")
    (True, True, True)
    >>> is_worse("有所改善", "部分改善"), is_worse("部分改善", "有所改善")
    (True, False)
    >>> is_worse("逐步提高", "有所提高"), is_worse("健全", "健全"), is_worse("良好", "优")
    (False, False, False)
    """
    target, reached = bare(value).removeprefix("达到"), bare(actual).removeprefix("达到")
    if not target or target == reached or len(target) > _LONGEST or len(reached) > _LONGEST:
        return False
    for ladder in _RANKS:
        wanted, got = _rank(ladder, target), _rank(ladder, reached)
        if wanted is not None and got is not None:
            return got > wanted
    before, after = _class(target), _class(reached)
    if before and after:
        return before[0] == after[0] and after > before
    return _weaker(target, reached)


def _class(text: str) -> tuple[str, int] | None:
    found = _CLASS.fullmatch(text)
    if found is None:
        return None
    return ("级", ord(found[4])) if found[4] else ("类", _ROMAN[found[2]] + bool(found[1]))


def _rank(ladder: tuple[re.Pattern[str], ...], text: str) -> int | None:
    plain = _OBJECT.sub("", text) or text
    return next((k for k, words in enumerate(ladder) if words.fullmatch(plain)), None)


def _weaker(target: str, reached: str) -> bool:
    wanted, got = _DEGREES.fullmatch(target), _DEGREES.fullmatch(reached)
    if wanted is None or got is None or wanted["not"] or wanted["less"]:
        return False
    if wanted["weak"]:  # 有所改善 → 部分改善
        partly = got["weak"] == "部分" != wanted["weak"]
        return partly and len(wanted["core"]) > 1 and wanted["core"] == got["core"]
    part = bool(got["weak"]) and len(got["core"]) > 1 and wanted["core"].startswith(got["core"])
    same = (part or wanted["core"] == got["core"]) and wanted["strong"] == got["strong"]
    if same and (wanted["core"] or wanted["strong"]):
        # 健全 → 较健全, 基本健全, 不健全; 建立健全 → 初步建立; 提高 → 有所提高 says the same.
        return bool(got["less"] or got["not"] or (got["weak"] or "").startswith(("基本", "初步", "部分")))
    # 显著提升 → 有所提升, 较快提升
    lost = bool(wanted["strong"]) and not got["strong"] and bool(got["weak"] or got["not"])
    return lost and len(wanted["core"]) > 1 and wanted["core"] == got["core"]
