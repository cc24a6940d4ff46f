"""N14: A bare head noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.anchor import remainder
from ....models.taxonomy import BENEFITS
from ....nlp.record import Indicator
from ...advice import kind_of
from ...findings import Finding
from ...registry import Check, Context, Example
from ...traits import has_head
from ...views import RecordView
from .bare import NAME, one
from .sentences import measured

_SERVICE = re.compile(r"提供|优质|保障")
# Rates of work in general, and of coverage of nothing: no word in them says of what. A project's own is the whole of it.
_LOOSE = re.compile(
    r"(?:各项|所有|全部|年度|本年度?|日常|相关|按|全)*(?:工作|任务|活动|事项|计划|业务)[^率比]*(?:率|比率|比例)|.*覆盖[^率比面]*(?:率|比率|比例)"
)
_IN_TIME = re.compile(
    r"(?:各项|全部|年度|本年度?)*(?:项目|工程|工作|任务|计划)*(?:\(工程\))?的?(?:(?:及时|按时|按期|如期|准时|按计划)(?:完成|完工|竣工)|(?:完成|完工|竣工)(?:及时|按时|准时))(?:项目|工程|任务)?的?(?:率|比率|比例)"
)
# What the standard's own rows are called, and what says at least when or what kind of sum.
_OWN = re.compile(r"成本|费|投资|投入|支出|经费|预算|满意|验收|[日时]间|时[限效点]|日期|期限|周期|工期|事故")
_DONE = re.compile("(?:标准|按时|及时|按期)(?:完成|发放|支付|拨付)$")
_SPARE = re.compile("[本当]期|效用|作用|发挥|延续")


def _empty(context: Context, description: str) -> bool:
    """Whether a name with a figure holds neither an object nor a measure: 本期完成 90%, 效用延续 ≥1年."""
    target, name = context.target, context.name.strip("。%")
    if target is None or target.number is None or target.kind in ("date", "money", "state") or len(name) < 3:
        return False
    if has_head(name, context.words) or _OWN.search(name) or context.declared == {"satisfaction"}:
        return False
    return not remainder(_SPARE.sub(" ", f"{name} {description}")) and not remainder(context.value)


def _headless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    plain = context.name.strip("。%")
    if plain == "资金到位率" and "转移支付" in record.project:
        return  # the central form of transfers has that row
    if _IN_TIME.fullmatch(plain) and not context.clipped and not any(map(str.isdigit, record.description)):
        said = f"“{record.name}”没有写明哪一天完成算按时，也没有说是哪项工作。"
        yield check.mark(
            record, "name", None, said, "请写明要完成的工作和日期，如“××验收完成时间”：__月__日前。", "P2"
        )
        return
    bare = plain in context.words.words("bare_names")
    loose = not bare and _LOOSE.fullmatch(plain) and not remainder(f"{plain} {record.description}")
    if (
        not (bare or loose or _empty(context, record.description))
        or context.clipped
        or context.declared == {"cost"}
        or (context.declared == {"satisfaction"} and not bare)
    ):
        return
    name, words = record.name.rstrip("。"), context.words
    where = "换到任何项目都成立，" if not remainder(name) else ""
    head = name.removeprefix("项目的")
    if has_head(context.name, words) or kind_of(head):
        example = f"，如“××（对象）{head}”"
    elif _SERVICE.match(name) and not context.declared & BENEFITS:
        example = "，如“××（服务事项）按时办结率”≥__%"
    else:
        example = "和衡量的内容，如数量、次数、合格率"
    severity = "P2" if loose or _DONE.search(plain) else ""
    if measured(context):  # a count or a date can be held against something, be it what the description names
        severity = "P3" if remainder(record.description) else "P2"
    yield check.mark(
        record,
        "name",
        None,
        f"“{record.name}”没有对象，{where}看不出衡量的是什么。",
        f"请在名称中写明对象或工作内容{example}。",
        severity,
    )


CHECK = Check(
    code="N14",
    title="名称没有对象",
    english="A bare head noun",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why=NAME + "指标值有数量或日期的从轻，说明里写了对象的只作提示。",
    run=_headless,
    instead_of=("B16", "N01", "N20"),
    bad=(
        one("完成率", "100%"),
        one("服务数量", "5个", description="泵站和闸门"),
        one("服务人数", "500人"),
        one("提供优质服务", "优质"),
        one("各项工作及时完成率", "99%"),
        one("全区覆盖率", "≥95%"),
        one("项目（工程）及时完成率", "100%", "时效指标"),
        one("本期完成", "90%", "时效指标"),
        one("项目效用延续", "≥1年", "可持续影响指标"),
        one("活动参与率", "≥95%"),
    ),
    good=(
        one("渠道清淤完成率", "100%"),
        one("项目按时完成率", "100%", description="11月底前完成渠道清淤"),
        one("渠道清淤按时完成率", "100%"),
        one("总成本", "≤30万元"),
        one("泵站服务人数", "500人"),
        one("节水宣传覆盖率", "≥95%"),
        one("工作计划完成率", "100%", description="沿渠泵站检修"),
        Example(Indicator("资金到位率", "100%", level2="时效指标", project="水利发展转移支付资金")),
    ),
    fault="measurand",
    references=True,
)
