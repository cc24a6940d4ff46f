"""V33: measure and unit contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....models.taxonomy import BENEFITS
from .....nlp.targets import Target, parse_targets
from .....nlp.targets.numerals import plain
from ....findings import Finding, short
from ....registry import Check, Context
from ....views import RecordView
from .counts import BRACKETS, one, where_said
from .dimensions import NAMES, blank, further, of_name, of_object, of_target

# What a name of one dimension can't be measured in. A count in per cent is V01, a cost in per cent V08.
_CLASHES = {
    "time": frozenset(("length", "area", "persons", "sessions", "money", "share", "weight", "volume")),
    "length": frozenset(("area", "persons", "sessions", "money", "share", "time", "weight", "volume")),
    "area": frozenset(("length", "persons", "sessions", "money", "share", "time", "weight", "volume")),
    "persons": frozenset(("sessions", "length", "area", "money", "time", "weight")),
    "sessions": frozenset(("persons", "length", "area", "money", "weight")),
    "money": frozenset(("persons", "sessions", "length", "area", "weight", "things")),
    "share": frozenset(
        ("time", "date", "length", "area", "persons", "sessions", "money", "things", "weight", "volume")
    ),
    "count": frozenset(("money", "time", "date")),
}
_JOINED = re.compile(r"[,、;/\\]|及(?!时)|和(?!谐)|(?<!参)与(?!率)")
_TIMES = frozenset(("日", "天", "周", "旬", "月", "季", "季度", "半年", "年"))
_DONE = re.compile(r"内[\u4e00-\u9fff]{2}")  # 48小时内修复 says at least what is to be done
_MADE = re.compile(r"制作|印[制刷]|购[置买]|采购|新建|修建|安装|栽植|发放|举办|开展|培训|建设")
_LASTING = re.compile(r"租|服务|运[行维营]|维护|管护|期|时[间长限]|年限|天数|课时|学时|值班|保障|每|持续|/")
_SPENDING = re.compile(r"三公|(?:接待|差旅|会议)费")  # filed under quantity: T01
_LONG = 24  # a value of more characters is a sentence, whose figures may be about anything


def _contradict(check: Check, view: RecordView) -> Iterator[Finding]:
    yield from _of_thing(check, view)
    record, context = view
    if _of_time(context):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”填在数量指标下，指标值“{short(record.target_text)}”却是时间，看不出做多少。",
            "请写数量和计量单位，如“≥__条”“≥__场”；要考核期限的，移到时效指标。",
        )
        return
    if _of_money(context):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”填在数量指标下，指标值“{short(record.target_text)}”却是金额，看不出做多少。",
            "请写工程量或数量（平方米、公里、台套、项），金额移到成本指标。",
        )
        return
    if context.declared & BENEFITS and _SPENT.search(context.value):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”是效益，指标值“{short(record.target_text)}”写的却是钱花在哪里。",
            "请写花钱以后得到的变化和数值；用途写在测算依据里。",
        )
        return
    if said := _of_deed(context):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”{said[0]}，指标值“{short(record.target_text)}”却是{said[1]}，两者对不上。",
            said[2],
            "P2" if said[1] == "人次" else "",
        )
        return
    if context.target is not None and context.target.unit == "人/次" and context.target.kind == "count":
        yield check.finding(
            *where_said(record),
            f"指标值“{short(record.target_text)}”的单位“人/次”是每次几人，疑为“人次”。",
            "请写“人次”；按人数或户数考核的，写“人”“户”。",
            "P2",
        )
        return
    if _in_persons(context):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”数的是人次，指标值“{short(record.target_text)}”却按人计：一人来几次算几次，还是只算一人。",
            "请统一：按次数考核的写“≥__人次”，按人数考核的名称改为“…人数”。",
            "P2",
        )
        return
    if _in_households(context):
        yield check.finding(
            *where_said(record),
            f"“{short(record.name)}”数的是人，指标值“{short(record.target_text)}”却按户计，两者对不上。",
            "请统一：按人考核的写“≥__人”，按户考核的名称改为“…户数”。",
            "P2",
        )
        return
    head, word = of_name(context.name)
    if not head or context.clipped or len(context.said) > _LONG or _JOINED.search(context.name):
        return
    if context.target is None or not _clashes(head, context.target):
        return
    targets = [t for t in parse_targets(record.target_text) if t.kind != "text"]
    figures = targets if head == "time" else [t for t in targets if t.kind != "date"] or targets
    if not figures or any(not _clashes(head, t) for t in figures):
        return
    if further(context.said, targets, context.name):
        return
    told = figures[0]
    often = told.unit == "次"
    dimension = "" if often else of_target(told)
    written = "次数" if often else NAMES[dimension]
    per = told.unit.partition("/")[2]
    if per and head == "share" and per not in _TIMES:
        return  # a rate may be so many a thousand
    # A frequency says something of time and share, a date of punctuality, if not what the name asks for.
    mild = often or dimension == "date" or (per and head in ("time", "share")) or _DONE.search(context.value)
    yield check.finding(
        *where_said(record),
        f"“{short(record.name)}”衡量的是{NAMES[head]}，指标值“{short(record.target_text)}”却是{written}，两者对不上。",
        f"价钱漏写了“元”，请写作“≤{plain(told.number)}元/{told.unit.replace('/', '·')}”。"
        if head == "money" and per and told.number
        else f"请按“{word}”填写，如“{blank(context.name)}”；要考核{written}的，指标名称相应改为{_renamed(dimension)}。",
        "P2" if mild else "",
    )


def _of_money(context: Context) -> bool:
    """Whether works that shall be done are told by what they cost: 校舍维修改造项目 300万元."""
    target = context.target
    if (
        context.declared != {"quantity"}
        or context.clipped
        or target is None
        or not target.number
        or "/" in target.unit
        or _SPENDING.search(context.name)
    ):
        return False
    money = target.kind == "money" or (target.kind == "count" and target.unit in ("万", "亿"))
    works = _WORKS.search(context.name) and not _SUMS.search(context.name)
    return money and bool(works or (_SPENT_ON.search(context.name) and not _RAISED.search(context.name)))


_SPENT_ON = re.compile(r"(?:经费|资金|支出|费用|资金金额)$")
_RAISED = re.compile(
    r"引|招商|贷|募|筹|捐|带动|撬动|销售|交易|争取|挽回|节[约省]|减免|征收|追缴|清收|发放|兑付|配套"
)
_WORKS = re.compile(r"(?:项目|工程|建设|改造|维修|修缮|采购|购置|设备|设施)(?:资金|经费|投入)?$")
_SUMS = re.compile(r"额|贷|引|招商|投资(?!项目)|带动|销售|交易|募|筹|捐|补[助贴]|发放|拨付|争取")


def _of_deed(context: Context) -> tuple[str, str, str] | None:
    """What a name is about, what its target is instead and what to write: punctuality counted in persons, things counted
    in persons, money told by those who get it; None where they agree."""
    target, name = context.target, context.name.rstrip("。")
    if target is None or not target.number or context.clipped or context.declared == {"satisfaction"}:
        return None
    dimension = of_target(target)
    if _PUNCTUAL.match(name) and dimension in _COUNTED:
        return "说的是按不按时", NAMES[dimension], "请写完成日期，或改为“…及时率”≥__%；数量另设数量指标。"
    if target.unit.lstrip("万") == "人次" and name.endswith("人数"):
        return "数的是人", "人次", "请统一：按人考核的写“≥__人”，按人次考核的名称改为“…人次”。"
    if dimension == "persons" and _GOODS.search(name):
        return "数的是物", "人数", "请核对计量单位；考核人数的，名称改为“…人数”。"
    return None


_SPENT = re.compile(r"[0-9.]+[万亿]?元(?:主要|全部)?(?:用于|用来|用作|支付|购[买置])")
_PUNCTUAL = re.compile(r"(?:按[时期]|及时|准时|如期)(?![率性])[^数量人]{2,}$")
_COUNTED = frozenset(("persons", "sessions", "things", "money", "length", "area"))
_GOODS = re.compile(
    r"(?:产品|设备|设施|器材|车辆|图书|资料|平台|系统|房屋|道路|桥梁|软件|物资)(?:数量|个数|套数|台数)$"
)


def _in_households(context: Context) -> bool:
    target = context.target
    counted = target is not None and target.kind == "count" and target.unit.lstrip("万") == "户"
    return counted and bool(_PERSONS.search(BRACKETS.sub("", context.name)))


def _in_persons(context: Context) -> bool:
    target = context.target
    counted = target is not None and target.kind == "count" and target.unit.lstrip("万") in ("人", "名")
    return counted and BRACKETS.sub("", context.name).endswith("人次")


_PERSONS = re.compile(r"人口数?$|人数$")


def _of_time(context: Context) -> bool:
    """Whether something that is made, bought or held is counted in years: 制作标牌 1年."""
    target = context.target
    if context.declared != {"quantity"} or context.clipped or target is None or target.kind != "duration":
        return False
    return bool(_MADE.search(context.name)) and not _LASTING.search(f"{context.name}{context.value}")


def _of_thing(check: Check, view: RecordView) -> Iterator[Finding]:
    """A thing of length given in area (护岸 6平方公里) or the other way round."""
    record, context = view
    if context.target is None or of_target(context.target) not in ("length", "area"):
        return
    targets = [t for t in parse_targets(record.target_text) if t.kind == "count"]
    if len(targets) != 1 or context.clipped or _JOINED.search(context.name):
        return
    head, thing = of_object(context.name, targets[0])
    if not head or further(context.said, targets, context.name):
        return
    other = NAMES[of_target(targets[0])]
    unit = targets[0].unit
    right = unit.replace("平方", "") if head == "length" and "平方" in unit else blank(NAMES[head])
    yield check.finding(
        *where_said(record),
        f"“{thing}”按{NAMES[head]}计，指标值“{short(record.target_text)}”却是{other}，疑为单位写错。",
        f"请核对计量单位（{'如' if '__' in right else '应为'}“{right}”）；确按{other}考核的，指标名称写明“{thing}{other}”。",
    )


def _clashes(head: str, target: Target) -> bool:
    if target.number == 0 or target.kind == "relative":
        return False
    # How often is not how many, how long or how much: 培训人数 12次.
    often = target.unit == "次" and head in ("persons", "length", "area", "money")
    return often or of_target(target) in _CLASHES[head]


def _renamed(dimension: str) -> str:
    return {
        "share": "“…率”",
        "time": "“…时限”",
        "date": "“…完成时间”",
        "length": "“…长度”",
        "area": "“…面积”",
        "persons": "“…人数”",
        "sessions": "“…场次”",
        "money": "“…金额”",
    }.get(dimension, "“…数量”")


CHECK = Check(
    code="V33",
    title="指标与计量单位矛盾",
    english="Measure and unit contradict",
    severity="P1",
    opinion=4,
    why="指标值应与指标内容相符，由计算符号、数值和计量单位组成（财预〔2021〕101号）；时间、长度、面积、人数、场次、"
    "金额和比率各有单位，混用后无法评定。",
    run=_contradict,
    needs=("figures",),
    instead_of=("V28", "V12"),
    bad=(
        one("水权交易办结时间", "≥95%", level2="时效指标"),
        one("水质检测及时率", "≤7工作日", level2="时效指标"),
        one("渠道硬化里程", "≥500平方米"),
        one("水管员培训人数", "≥5场次"),
        one("水管员培训人数", "≥12次"),
        one("参与放水活动人数", "≥5场次"),
        one("用水户满意度", "≥90人", level1="满意度指标", level2="服务对象满意度指标"),
        one("渠道清淤完成时间", "100%", level2="时效指标"),
        one("新建护岸", "3.5平方公里"),
        one("更换供水管网", "≥12平方米"),
        one("渠边草坪", "≥800米"),
        one("巡渠差旅费", "470人/天", level2="成本指标"),
        one("制作护渠标牌", "1年", level2="数量指标"),
        one("受益人口数", "≥10户"),
        one("泵房维修改造项目", "300万元", level2="数量指标"),
        one("堤防巡查补助经费", "72890元", level2="数量指标"),
        one("按时发放补贴", "≥1人/年", level2="质量指标"),
        one("节水器具产品数量", "120人"),
        one("水管员受训人数", "≥120人次"),
        one("灌区经济繁荣", "372万元用于泵站运行", level1="效益指标", level2="经济效益指标"),
    ),
    good=(
        one("水权交易办结时间", "≤5个工作日", level2="时效指标"),
        one("水质检测及时率", "7个工作日内检测完成率100%", level2="时效指标"),
        one("渠道硬化里程", "≥12公里"),
        one("购买渠道管护服务", "1年", level2="数量指标"),
        one("水利项目招商引资额", "≥3亿元", level2="数量指标"),
        one("水管员培训人次", "≥200人次"),
        one("闸门巡查频率", "每周2次", level2="时效指标"),
        one("用水户满意度", "≥90分", level1="满意度指标", level2="服务对象满意度指标"),
        one("堤防事故率", "0起", level2="质量指标"),
        one("水费返还时限", "6月底前返还70%", level2="时效指标"),
        one("泵站验收合格率", "已验收5座，全部合格", level2="质量指标"),
        one("堤防安全事故率", "≤1起/百公里", level2="质量指标"),
        one("新建护岸", "3.5公里"),
        one("渠道衬砌", "900平方米"),
        one("巡渠道路", "2600平方米"),
        one("围墙粉刷", "400平方米"),
        one("堤防保护农田面积", "3平方公里"),
        one("护岸绿化", "12亩"),
        one("及时缴费人数", "≥900人"),
        one("按时发放补贴", "每月15日前", level2="时效指标"),
    ),
    fault="unit",
    weight=0.65,
)
