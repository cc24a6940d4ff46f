"""V34: which figure of a description is about what the indicator measures, this year, and no rule of scoring.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .....nlp.targets import Target, canonical, parse_targets
from .....nlp.targets.lexicon import SYNONYMS
from ....advice import terms
from ..units.dimensions import base_unit

_KINDS = frozenset(("percent", "permille", "money", "count", "duration", "date"))
# Figures of another time, part or step of a calculation; and what rules, standards and those above ask.
_BACKGROUND = re.compile(
    r"上年|去年|往年|历年|以往|上一年|同期|近[一二三两几\d]?年|原有?|现有|基数|[由从]|其中|每|人均|平均|分别|单价|标准|预算|合同|约|共|一年|一次|第(?!三方)|若|如|"
    r"不足|辖|总(?!成本|投资|支出)|为[^,;。]{0,6}分母|[×*+=÷/]|上级|全国|全省|全市|202[0-9]年(?=[^0-9]{0,4}(?:为|达|是|共|完成)|$)|"
    r"国家|国标|省[级厅局定控里]|部颁|法定|行业|规定|规范要求|规程|批复|办法|条例|文件|下达|考核要求|高限|低限|限价|[上下]半年|季度|首[批期年]|前期|中期|"
    r"[一二三四]期|阶段|年中|[1-9]月底?前|目标|[日月年]均|日(?:处理|产|供|接待|完成)|[单每]日"
)
# A description that says how points are given holds figures of all grades.
_SCORED = re.compile(r"得[^,;。率到]{0,4}\d*分|扣|满分|不得分|计分|加分|减分|赋分|分值")
_CLAUSE = re.compile(r"[,;。、\n]")
_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:率|度|占比|比例)(?=[^\u4e00-\u9fff]|应?(?:达|为|不|大|小|在|超|高|低)|$)"
)
_SIGNS = re.compile(
    r"[^\u4e00-\u9fff]|不?(?:少|低|高|超|多|大|小)[于过出]|达到?|至少|完成|控制在?|需|应当?|为|约|等于|在|共|计|以?[上下内前底末]|[月日]|工作|左右|"
    r"完毕|要求|确保|保证|均|全部|实际|当年|本年|全年|年度|之日起?|的|后|时|起|并|且"
)
# How a figure is measured, and by whom.
_NEUTRAL = re.compile(
    r"第三方|随机|抽[查检样]|检查|检测|监测|验收|核查|复核|评估|考核|统计|在用|出厂|各类|所有|计划|拟|安排|组织|开展|举办|实施|年度|资金|总额|金额|数量|人数|辖区|本级|力争|预期"
)
_PLANNED = re.compile("计划|拟")
_RECKONED = re.compile("(?:据实)?(?:测算|计算|核算|计发|执行|发放|结算|补[助贴]|支付|拨付)")
_THERE = re.compile("^[至到入进][^,;。、]{1,8}$")  # where it is brought
# When a time is counted from: 受理后10个工作日内.
_FROM = re.compile(
    r"(?:接到)?调[拨度]指令|受理|接[报到警单]|收到|申请|申报|报告|报修|来[电信访]|投诉|材料(?:齐全|完备|审核)?|登记|提交|资料|齐全"
)
_DONE = re.compile(
    r"办结|办理|响应|到达|到场|修复|送达|回复|答复|反馈|审批|处置|拨付|发放|整改|完工|竣工|完成|建成|验收|投用|交付|开工|上线|等[待候]|[运送抵]达|[运送]抵|到位|出动|出警"
)
_ARRIVED = re.compile(r"[运送抵]达|[运送]抵|到[达场]")
_FIRM = frozenset("每共由从若如第")  # background also where the name has the character
_NOT = "不未非无"
_HEAD = 3
_DATED = 10_000


def figures(text: str) -> list[Target]:
    """The single figures of a text that an indicator's may be held against, dates where there is nothing else."""
    targets = [
        t for t in parse_targets(text) if t.kind in _KINDS and t.number is not None and t.upper is None
    ]
    return [t for t in targets if t.kind != "date"] or [t for t in targets if (t.number or 0) > _DATED]


def unit_of(target: Target) -> tuple[str, str]:
    """What two figures must have in common to be held against each other."""
    if target.kind == "money":
        return "money", canonical(target).unit
    unit = base_unit(target)
    return target.kind, SYNONYMS.get(unit, unit) + target.unit[target.unit.find("/") :] * ("/" in target.unit)


def number_of(target: Target) -> float:
    """A figure in the base unit of its kind."""
    return float(canonical(target).number or 0.0)


def scored(description: str) -> bool:
    """Whether a description tells how points are given.

    >>> scored("95%以上得满分，每低1%扣1分"), scored("取得证书的人数")
    (True, False)
    """
    return bool(_SCORED.search(description))


def same_measure(name: str, value: str, description: str, other: Target) -> bool:
    """Whether the figure's clause is about what the name measures and about this year's target."""
    before = description[: other.start]
    cut = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    lead = before[cut:]
    rest = _CLAUSE.split(description[other.end :], maxsplit=1)[0]
    if any(m[0] in _FIRM or m[0] not in name for m in _BACKGROUND.finditer(lead)) or re.search(
        r"[×*+=÷]|其中|每|/", rest
    ):
        return False
    if lead.endswith(("各", "均", "分别")):
        return False  # 闸门、泵站各1座
    measures = _MEASURE.findall(lead)
    if measures and not any(m in name or m in value for m in measures):
        return False
    said = description[other.start : other.end]
    if other.kind in ("duration", "date") and (of := _of_step(name, lead, said + rest)) is not None:
        return of
    if other.kind == "money" and "/" in other.unit and lead.endswith(("按", "以")) and _RECKONED.match(rest):
        return True  # 按2500元/人·月测算: the price that the row sets
    if len(_further(_THERE.sub("", rest), name)) > 1:
        return False  # 2块因施工暂缓安装
    if lead.endswith("满意度") and "满意度" in name and terms(name) & terms(lead):
        return True  # 学生家长对供餐的满意度 of 家长满意度
    if not _further(_NEUTRAL.sub("", lead), name):
        return len(description) <= len(name) + 24
    if _of_head(name, lead):
        return True
    wanted = terms(name)
    common = wanted & terms(lead)
    # Of a name of one word a longer one names a part: 参保率, 困难群众参保率.
    alone = len(wanted) == 1 and narrower(name, description, other)
    return len(common) >= 2 or bool(common and len(wanted) <= 2 and not alone)


def narrower(name: str, description: str, other: Target) -> bool:
    """Whether the words before a figure say more than the name, and how it is measured: it may be that of a part, or
    only what was planned."""
    lead = _CLAUSE.split(description[: other.start])[-1]
    if lead.endswith("满意度"):
        return False  # of whom, and with what
    return bool(_PLANNED.search(lead)) or len(_further(_FROM.sub("", _NEUTRAL.sub("", lead)), name)) > 1


def _further(text: str, name: str) -> str:
    """What a text says beyond signs and the words of a name."""
    left = _SIGNS.sub("", text)
    return "".join(c for c in left if c not in name)


def _of_step(name: str, lead: str, rest: str) -> bool | None:
    """Whether a time is that of the step that the name has (受理后10个工作日内办结); None where the words around it
    name no step."""
    steps = _DONE.findall(lead + rest)
    if not steps:
        return None
    if "到位" in name:  # what is sent is in place when it has arrived
        steps = [_ARRIVED.sub("到位", step) for step in steps]
    return all(step in name for step in steps) and len(_further(_FROM.sub("", lead), name)) <= 1


def _of_head(name: str, lead: str) -> bool:
    """Whether the words before a figure are the name's own measure (合格率不低于95%), of nothing else."""
    head = name.rstrip("。")[-_HEAD:]
    at = lead.find(head)
    if at < 0:
        # 抽查面积误差 is told of 面积核查误差率.
        stem = head[:-1]
        cut = len(lead) - len(stem)
        other = {a + b for a, b in pairwise(lead[:cut])} & {a + b for a, b in pairwise(name[:-_HEAD])}
        return head.endswith("率") and lead.endswith(stem) and lead[cut - 1 : cut] not in _NOT and bool(other)
    if at and lead[at - 1] in _NOT and lead[at - 1] not in name:
        return False
    return terms(lead) <= terms(name)
