"""V29: the target cannot be verified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .soft import explained, in_place, is_template
from .V04 import harmful

_WORDS = re.compile(
    r"(?:逐步|不断|进一步|持续|有效|明显|显著|大幅|稳步|切实|积极|充分|得到|有所|较?好地?|基本)*"
    r"(?:提高|提升|增强|改善|促进|加强|完善|优化|推进|满意|保障|好转|发展|改观)"
    r"|(?:效果)?(?:明显|显著|良好|优秀|优质|较好|较高|合理|规范|健全|达标|合格|及时|到位|正常|稳定)|长期|持续|(?<![\u4e00-\u9fff])[高好]|[较很更]?[高好]$"
)
# Often enough said, though the sign is odd: 每月/次. Absence of harm can be seen: 雾霾现象 无.
_EVERY = re.compile(
    r"每(?:日|天|周|旬|月|季度?|年|半年)/?[1一]?次?$|按(?:日|天|周|旬|月|季度?|年|半年)(?:拨付|发放|支付|报送|结算|公布)$"
)
# A verdict with somebody who gives it (验收合格) is thin but can be checked; with the body named it is a target.
_VERDICT = re.compile(r"合格|达标|通过|优[秀良]|[良较]好")
_ASSESSED = re.compile(
    r"(?:验收|[工施][程工]质量|考[核评试]|鉴定|检[测查验]|审[核批]|评[审定估议]|认[定证]|证书|抽[查检]|测评|督查)"
    r"(?!报告|记录|档案|人员|设[备施]|企业)"
)
# What can be looked at when it is done, though not how well it is.
# Whose grade it is: 林长制考核等次.
_GRADES = re.compile(r"(?:考[核评]|评[估定级]|测评|评价)(?:等次|等级|档次|结果)|评级|星级$")
_ACT = re.compile(r"已?(?:公[布开示]|发布|出具|印发|签订|上线|开通|建成|投入使用|挂牌)")
_DUE = re.compile(r"[0-9]+[月日号](?:底|末|前|之前|以前)|(?:春节|元旦|国庆|中秋|端午|汛期|入冬|开学|年)前")
_IN_TIME = re.compile(r"(?:按[期时]|及时|如期|准时)(?:完成|开展|发放|到位)?")
_SPARED = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:不(?:再)?(?:扩散|蔓延|发生|新增|反弹)|[无零](?:扩散|新增|蔓延))"
)
# By how much is left open, what is compared with what is not.
_SINCE = re.compile(r"(?:比|较)[^,。;]{0,6}(?:前|上年|去年|往年)")
_COUNTED = re.compile(r"(?:系数|率|比例|数量?|面积|次数|人数|指数|浓度|产量|收入|额)$")
_MADE = re.compile(r"已?(?:建立|制[定订]|出台|印发|发布|修订)")
# Papers show whether it is so, though not how well.
_ON_PAPER = re.compile(r"[是有]|已?(?:建立健全|建立|健全|完善|合格|应[\u4e00-\u9fff]尽[\u4e00-\u9fff])")
_RULES = re.compile(r"(?:制度|办法|细则|规程|预案|规定)$")
_NAMED_RULE = re.compile(
    r"(?:建立|制[定订]|出台|印发|修订)[^，。；]{0,8}[“‘《\"][^”’》\"]{2,16}[”’》\"]|(?:建立|形成)[^，。；]{0,8}(?:会商|联席会议|例会|通报|巡查|值班|轮训)制度"
)
_BODY = re.compile(
    r"(?:[省市区县镇乡]|街道|[局委办厅部署处科]|中心|专家组?|第三方|监理|业主|上级|主管|[检监]测机构|委员会|领导小组)"
    r"[^,。;]{0,8}?(?:验收|考[核评]|鉴定|检[测查验]|评[审定估]|认定|抽查|测评)"
)

_LADDER = 3  # tiers, from which grades in words are told apart


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    said = context.said.strip("。.; ")
    if target is None or not (context.vague or said in context.words.words("soft_values")):
        return
    if target.number is not None or (target.kind == "state" and target.basis):
        return  # a figure or a named standard is never vague, whatever the model thinks
    if _IN_TIME.fullmatch(said) and _DUE.search(context.name):
        return  # 春节前走访慰问 / 按期完成
    if (_RULES.search(context.name) and _MADE.fullmatch(said)) or _NAMED_RULE.search(said):
        return  # rules are there or are not
    if (
        in_place(said)
        or _SPARED.fullmatch(said)
        or _EVERY.match(context.value)
        or (said in ("无", "零", "0") and harmful(context))
    ):
        return
    if _asked(record, said) or (_GRADES.search(context.name) and _VERDICT.match(said)):
        return
    judged = _VERDICT.search(said)
    if explained(record) or (judged and _BODY.search(context.value)):
        return
    assessed = judged or "及时" in said
    named = assessed and _ASSESSED.search(context.name + context.value)
    act = _ACT.match(said) and not _WORDS.search(said)
    since = _SINCE.search(said) and _COUNTED.search(context.name)
    thin = (
        named or act or since or _ON_PAPER.fullmatch(said) or (assessed and _BODY.search(record.description))
    )
    text = record.value or (record.tiers or ("",))[0]
    where = "value" if record.value else "tiers"
    match = _WORDS.search(text)
    span = match.span() if match else (0, len(text))
    quoted = text[slice(*span)]
    graded = sum(bool(tier) for tier in record.tiers or ()) >= _LADDER
    yield check.finding(
        where,
        span,
        f"“{short(quoted)}”没有数量、时限或可核实的状态，两位评价人可能得出不同结论。",
        "各档请写明可以核对的数值或事实，不只写程度。"
        if graded
        else "请改为可核实的目标：写明数值和单位（如≥__%）、完成日期、依据的标准，或分档描述优、良、中、差。",
        "P2" if thin or graded else "P3" if is_template(context) else "",
    )


def _asked(record: Indicator, said: str) -> bool:
    """Whether a question is answered by yes or no: plain enough."""
    return "是否" in record.name and said in ("是", "否")


CHECK = Check(
    code="V29",
    title="目标模糊，无法核实",
    english="The target cannot be verified",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="绩效目标审核要求细化、量化，便于监控和评价；难以量化的，定性描述要充分、具体（财预〔2015〕88号审核表）。",
    run=_run,
    dimension="相关性",
    needs=("words",),
    bad=(
        Example(Indicator("牧区草场环境", value="明显改善"), {"vague": True}),
        Example(Indicator("网格员业务能力", value="进一步提高"), {"vague": True}),
        Example(Indicator("牧道抢修", value="及时")),
        Example(Indicator("草场检查报告质量", value="合格"), {"vague": True}),
        Example(Indicator("草场巡护质量", value="良好", description="共涉及12个牧业村"), {"vague": True}),
        Example(Indicator("草场巡护质量", value="良好", criteria="质量良好得5分"), {"vague": True}),
        Example(Indicator("牧户档案管理", value="档案管理规范"), {"vague": True}),
        Example(Indicator("草场管护台账", value="建立健全台账"), {"vague": True}),
        Example(Indicator("牧户信息", value="及时录入系统"), {"vague": True}),
        Example(Indicator("草场管护制度", value="建立管护制度，责任落实到位"), {"vague": True}),
    ),
    good=(
        Example(Indicator("草原管护机制", value="建立“一户一档”和联席会议制度"), {"vague": True}),
        Example(Indicator("草原管护机制", value="建立部门会商制度"), {"vague": True}),
        Example(Indicator("草场植被盖度", value="≥62%"), {"vague": False}),
        Example(Indicator("网格员持证人数", value="40人"), {"vague": False}),
        Example(Indicator("牧道养护质量", value="县交通局考核合格"), {"vague": True}),
        Example(Indicator("牧道抢修", value="及时", description="接报后24小时内到场"), {"vague": True}),
        Example(
            Indicator("牧民饮水水质", value="达标", description="95分以上为优，85分以上为良"), {"vague": True}
        ),
        Example(
            Indicator("草场巡护质量", value="良好", criteria="考核90分以上得5分，每低1分扣0.5分"),
            {"vague": True},
        ),
        Example(Indicator("草场污染事件", value="无"), {"vague": True}),
        Example(Indicator("草场鼠害", value="疫情不扩散"), {"vague": True}),
        Example(Indicator("草原补奖拨付周期", value="按季拨付"), {"vague": True}),
        Example(Indicator("草长制考核等次", value="良好及以上"), {"vague": True}),
        Example(Indicator("饮水点是否良性运行", value="是"), {"vague": True}),
        Example(Indicator("春节前慰问牧民", value="按期完成"), {"vague": True}),
        Example(Indicator("牧户档案管理", value="一户一档，录入草原管理平台"), {"vague": True}),
        Example(Indicator("草场问题整改", value="建立问题台账并每季更新"), {"vague": True}),
        Example(Indicator("饮水点后续管护", value="移交嘎查集体管护，签订管护协议"), {"vague": True}),
        Example(Indicator("草场管护经费", value="列入旗级财政年度预算"), {"vague": True}),
        Example(Indicator("古榆树保护", value="有专人看护"), {"vague": True}),
        Example(Indicator("饮水点回访维护制度", value="建立"), {"vague": True}),
    ),
    fault="target",
    references=True,
    rewrite=True,
    keeps_cost=True,
    weight=1.12,
)
