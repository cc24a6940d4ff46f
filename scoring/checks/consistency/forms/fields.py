"""C32: indicators that measure what another field is there for, or cost what the project does not pay.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....advice import terms
from ....views import RecordView, SetView
from ...generic import is_stock
from ...owners import Owner, owners
from ...relevance import content
from ...words import saying, signs
from ..money.amounts import sums_of
from .foreign import DONE, Stranger, is_alone, of_projects

# What any project may have, beside the word of a field, which says whose the measure is: 人均培训成本, 残疾人就业人数.
_ELSEWHERE = re.compile(
    r"满意|投诉|资金|预算|支付|拨付|验收|安全|事故|政策|知晓|信访|舆情|碳排放|能耗|环保|宣传|媒体|稿件|公众号|志愿|督导|咨询|广告"
)
# Land and water: any project may have an effect there, and one that touches them is near to all of these.
_NATURE = frozenset(("生态环境", "农业农村", "林业", "水利"))
_LAND = re.compile("[河湖水江渠海污绿林草农村田土]|生态|环保")
# What says how a cost is counted, and what any project may pay for, by whatever name its calculation calls it.
_COUNTED = re.compile(
    r"[人户次亩年日月台件]均|平均|单位|每.|成本|单价|费用|支出|标准|经费|造价|控制|节约|价格|金额|总[额价]|补助|补贴|[费率]"
)
_ANY_COST = re.compile(
    r"人工|劳务|工资|薪|差旅|交通|食宿|保险|税|办公|印刷|资料|邮电|水电|咨询|审计|监理|设计|不可预见|管理|租|[耗物]?材|物[料资]|运[输维营行]|安装|"
    r"维[护修保]|设[备施]|服务|财政|资金|投资|结余|合同|中标|采购|第三方|专家|评审|验收|检测|宣传|会议|其他|所需|项目|工程|建设|活动|公用|三公"
)
_HARM = re.compile("(?:社会|环境)成本")  # what a project does to others is of their field by nature
# Rows of the standard tables for money that is handed out, and for a unit's own staff, left in other projects: what they
# are about, the rows, and what a project says that has such money.
_STANDARD = (
    (
        "补助发放",
        re.compile(
            r"获补(?:对象|覆盖)|兑现准确率|社会化发放率|补[助贴](?:对象|政策)[\u4e00-\u9fff]{0,2}(?:知晓|准确|达标)率$|^政策知晓率$"
        ),
        re.compile(
            r"补[助贴偿]|救助|奖|资助|低保|津贴|慰问|抚恤|扶持|帮扶|保险|医保|社保|待遇|助学|发放|优抚|惠[民农企]|政策|普法|法[律治规]|宣传"
        ),
    ),
    (
        "人员工资发放",
        re.compile(
            r"^(?:工资福利|社会保障缴费|工资)发放人数|^(?:财政)?供养(?:在职|离退休)?人员数?$|^公用经费保障人数"
        ),
        re.compile(r"人员经费|工资|薪|聘|编[外制]|运转|基本支出|辅警|辅助|公益性岗位|劳务|补贴"),
    ),
)
_CLOSE = 0.02
_SAID = 2  # characters without which a name says nothing of what is paid


def strangers(view: SetView) -> tuple[Stranger, ...]:
    """Rows that share nothing with their own project; ask for it with `view.once(strangers)`."""
    found = {
        one.row: one
        for one in (*_of_costs(view), *_of_standards(view), *_of_fields(view), *of_projects(view))
    }
    return tuple(found.values())


def _of_fields(view: SetView) -> Iterator[Stranger]:
    """Rows that measure what one field of the public service is there for, in a project that is of another."""
    if not view:
        return
    pattern, field_of = saying(view[0].context.words, "field_measures")
    bearing: dict[str, set[str]] = {}
    for record, context in view:
        bearing.setdefault(context.name, set()).add(record.owner_id)
    for owner in view.once(owners):
        if not owner.form or owner.whole or not owner.text("goal"):
            continue
        told, outdoors = owner.told, bool(_LAND.search(owner.name + owner.text("goal")))
        for i in owner.rows:
            name = view[i].context.name
            hit = None if _HARM.search(view[i].record.level2) else pattern.search(name)
            mine = _of_field(view[i], hit[0]) if hit and len(bearing[name]) == 1 else frozenset()
            if not hit or not mine or any(term in told for term in mine):
                continue
            if not is_alone(view, owner, i, mine):
                continue
            field = field_of[hit[0]]
            others = "".join(view[k].record.name for k in owner.rows if k != i)
            near = field in _NATURE and (outdoors or view[i].context.declared == {"ecological"})
            own = signs(view[i].context.words, frozenset((field,)))
            if not near and not own.search("\n".join((told, others, view[i].record.unit))):
                yield Stranger(i, field, "field")


def _of_standards(view: SetView) -> Iterator[Stranger]:
    """Rows of a standard table for another kind of money, where the project and its other rows never speak of that."""
    for owner in view.once(owners):
        if not owner.form or owner.whole or not owner.text("goal"):
            continue
        names = {i: view[i].context.name for i in owner.rows}
        standard = {i for i in names if any(rows.search(names[i]) for _, rows, _ in _STANDARD)}
        others = (view[i].record for i in names if i not in standard) if standard else ()
        said = "\n".join((owner.told, *(f"{r.name}{r.target_text}" for r in others)))
        for home, rows, own in _STANDARD if standard else ():
            if not own.search(said):
                yield from (Stranger(i, home, "field") for i in standard if rows.search(names[i]))


def _of_field(item: RecordView, word: str) -> frozenset[str]:
    """The terms of a row in which the word of a field stands; none for what any project may have."""
    record, context = item
    if record.narrative or context.clipped or is_stock(context):
        return frozenset()
    name = context.name
    return frozenset() if _ELSEWHERE.search(name.replace(word, "")) else terms(DONE.sub(" ", name)) | {word}


def _of_costs(view: SetView) -> Iterator[Stranger]:
    """Costs of which goal, calculation and other rows say not a character, where the calculation is all of the money."""
    if view.partial:
        return
    for owner in view.once(owners):
        costs = [i for i in owner.rows if view[i].context.declared == {"cost"}]
        if not costs or not owner.form or owner.whole or not _itemised(owner):
            continue
        for i in costs:
            record, context = view[i]
            if record.narrative or context.clipped or is_stock(context) or _ANY_COST.search(context.name):
                continue
            thing = content(_COUNTED.sub(" ", context.name), context.words)
            if len(thing) >= _SAID and not any(letter in _near(view, owner, i) for letter in thing):
                yield Stranger(i, "", "cost")


def _itemised(owner: Owner) -> bool:
    """Whether the calculation lists what all of the money is for."""
    text = owner.text("calculation")
    sums = sums_of(text) if text else None
    if sums is None or len(sums.items) < 2:
        return False
    return any(abs(sums.added - whole) <= _CLOSE * whole for whole in (sums.total, owner.budget) if whole)


def _near(view: SetView, owner: Owner, i: int) -> str:
    """All that is said of a project but by one of its rows."""
    name = view[i].context.name
    rows = (view[k].record for k in owner.rows if view[k].context.name != name)
    return "\n".join((owner.told, *(text for r in rows for text in (r.name, r.target_text, r.description))))
