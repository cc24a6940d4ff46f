"""V12, V15, V33–V34: the dimension of what a name measures, and of the unit that its value carries.

Shared by the checks of the family. A dimension is told by how a name ends and by the measure word behind a figure;
where either is open (个, 次, 项: they count anything) there is none, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .....nlp.targets import Target
from .....nlp.targets.lexicon import COUNTS, DAYS
from .counts import BRACKETS

_UNITS = {
    "length": "米 千米 公里 里 厘米 毫米 公分 km m cm mm",
    "area": "平方米 ㎡ m2 平米 平方 平方公里 k㎡ 平方千米 亩 公顷 ha",
    "volume": "立方米 立方 方 m3 升 毫升 L mL",
    "weight": "吨 公斤 千克 斤 克 kg g t",
    "persons": "人 名 位 人次 个人 人份",
    "sessions": "场 场次 期 班 班次 届",
}
_OF_UNIT = {unit: dimension for dimension, units in _UNITS.items() for unit in units.split()}
# They count anything, or say how often: no dimension of their own but beside a share.
_OPEN = frozenset(("分", "倍", "级", "度", "点", "人天", "人日", "人月", "人时"))

_HEADS = {
    "time": "时间 时限 时长 用时 耗时 工期 天数 日数",
    "length": "里程 长度 公里数 米数 宽度",
    "area": "面积 亩数",
    "persons": "人数 人员数 人员数量 人口数",
    "sessions": "场次 场数 期数 班次 届数",
    "money": "总成本 单位成本 费用 支出 造价 单价 金额 总额 投资额 产值 差旅费 培训费 物业费 会议费 咨询费 维修费 保洁费 租赁费 工资 薪酬",
    "share": "率 占比 比例 比重 满意度",
    "count": "数量 个数 件数 份数 台数 套数 座数 处数",
}
_OF_HEAD = {head: dimension for dimension, heads in _HEADS.items() for head in heads.split()}
_ENDINGS = tuple(sorted(_OF_HEAD, key=len, reverse=True))
# These end in 率 and are no share of anything.
_NO_SHARE = re.compile(
    r"(?:频|功|效|速|利|汇|费|容积|分辨|帧|心|税|斜|曲|周转|生产|性别比|师生比|增长|下降|降低)[率例]$"
    r"|[百千万亿][\u4e00-\u9fff]{0,4}率$|占.+面积$|[年月]份数$"
)

NAMES = {
    "time": "时间",
    "length": "长度",
    "area": "面积",
    "volume": "体积",
    "weight": "重量",
    "persons": "人数",
    "sessions": "场次",
    "money": "金额",
    "share": "比例",
    "count": "数量",
    "things": "数量",
    "date": "日期",
}
_BLANKS = {
    "time": "≤__个工作日（或__月__日前）",
    "length": "≥__公里",
    "area": "≥__平方米",
    "persons": "≥__人",
    "sessions": "≥__场",
    "money": "≤__万元",
    "share": "≥__%",
}


def of_name(name: str) -> tuple[str, str]:
    """The dimension that a folded name measures and the word that says so, ('', '') where none does.

    >>> of_name("道路硬化里程"), of_name("巡查频率")
    (('length', '里程'), ('', ''))
    """
    name = name.rstrip("。.;")
    if name.endswith(")"):
        name = BRACKETS.sub("", name)
    if not name.endswith(_ENDINGS) or _NO_SHARE.search(name):
        return "", ""
    head = next(h for h in _ENDINGS if name.endswith(h))
    return _OF_HEAD[head], head


# Things that are built and laid, and what they are measured in. Of wide ones (道路, 护岸) some square metres may be meant,
# though no square kilometre; what is done to a thing (道路保洁, 围墙粉刷) is measured otherwise.
_THIN = "管网|管道|管线|围墙|围栏|护栏|线路|电缆|光缆|电线"
_WIDE = "护岸|护坡|堤防|河堤|道路|公路|渠道|沟渠|[干支]渠|隔离带|步道|栈道"
_FLAT = "绿地|草坪|草地|广场|耕地|农田|林地|校舍|厂房|屋面|湿地|操场"
_OBJECT = re.compile(
    rf"(?:(?P<thin>{_THIN})|(?P<wide>{_WIDE})|(?P<flat>{_FLAT}))(?:新建|建设|修建|改造|铺设|敷设|架设|更换|更新|加固|整治)?$"
)
_SURFACE = re.compile(
    r"面积|长度|里程|硬化|保洁|清扫|粉刷|修补|铺装|绿化|占地|覆盖|流域|影响|受益|涉及|沿线|周边|两侧"
)
_LARGE = frozenset(["平方公里", "k㎡", "平方千米", "亩", "公顷", "ha"])


def of_object(name: str, target: Target) -> tuple[str, str]:
    """The dimension that the built thing a folded name ends in is measured in and the thing, where the target's unit
    is of another one: an area for a length, a length for an area. Else ('', '').

    >>> from zhibiao.nlp.targets import parse_target
    >>> of_object("新建护岸", parse_target("6平方公里")), of_object("道路硬化", parse_target("900平方米"))
    (('length', '护岸'), ('', ''))
    """
    match = _OBJECT.search(name.rstrip("。.;"))
    if not match or _SURFACE.search(name):
        return "", ""
    unit = of_target(target)
    kind = match.lastgroup or ""
    if kind == "flat":
        return ("area", match[kind]) if unit == "length" else ("", "")
    if unit == "area" and (kind == "thin" or base_unit(target) in _LARGE):
        return "length", match[kind]
    return "", ""


_SLIPS = {100: "100", 1_000: "1000", 10_000: "1万", 100_000_000: "1亿"}
_FORM = re.compile(
    r"不?[少低高超多大小][于过出]|等于|以[上下内]|之[上下内间]|达到?|至[少多]|不得|[应需均约为在的到内]|控制|保持|稳定|左右|每[日天周旬月季年]|全年|年度"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def further(value: str, targets: Sequence[Target], name: str, least: int = 2) -> bool:
    """Whether a value says more than figures, their units and what the name says: 防效≥75% measures something of
    its own."""
    left = value
    for unit in {t.unit for t in targets if t.unit}:
        for part in re.split(r"[/·]", unit):
            left = left.replace(f"个{part}", "").replace(part, "")
    return sum(c not in name for c in _HAN.findall(_FORM.sub("", left))) >= least


def base_unit(target: Target) -> str:
    """The measure word of a target without its scale and what it is counted per: 万人次/年 is 人次."""
    return target.unit.partition("/")[0].partition("·")[0].lstrip("万亿")


def of_target(target: Target) -> str:
    """The dimension of a target's figure, '' where its unit is open or missing."""
    kind = target.kind
    if kind in ("percent", "permille"):
        return "share"
    if kind == "money" or kind == "date":
        return kind
    unit = base_unit(target)
    if kind == "duration" or unit in DAYS:
        return "time"
    if kind != "count" or not unit or unit in _OPEN:
        return ""
    return _OF_UNIT.get(unit, "things" if unit in COUNTS else "")


_SOON = re.compile("响应|到场|到达|出警|出动|等[待候]")


def blank(name: str, target: Target | None = None) -> str:
    """The form of a target for a name with the figure left open, in the unit that the target already has.

    >>> blank("巡渠人数"), blank("泵站造价"), blank("闸门改造"), blank("险情响应时间")
    ('≥__人', '≤__万元', '≥__（写明计量单位）', '≤__分钟（或__小时）')
    """
    dimension = of_name(name)[0]
    if target is not None and target.unit and dimension != "money":
        comparator = "≤" if target.comparator in ("≤", "<") or target.kind == "money" else "≥"
        return f"{comparator}__{target.unit}"
    if dimension == "time" and _SOON.search(name):
        return "≤__分钟（或__小时）"
    return _BLANKS.get(dimension, "≥__（写明计量单位）")


def scale_slip(one: float, two: float) -> str:
    """By how much two figures of the same digits differ where that is a power of ten that a wrong unit makes (千, 万,
    亿, or 百 between % and a fraction), else ''.

    >>> scale_slip(2800, 28_000_000), scale_slip(95, 98)
    ('1万', '')
    """
    small, large = sorted((abs(one), abs(two)))
    if not small:
        return ""
    return next((said for slip, said in _SLIPS.items() if abs(large / small - slip) <= 1e-6 * slip), "")
