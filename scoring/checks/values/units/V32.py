"""V32: a share of something that is no share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short, tier_span
from ....registry import Check, Context, Example
from ....traits import has_head
from ....views import RecordView
from ..limits.bounds import OVER, one
from .dimensions import further

# Official measures in per cent under such names, and states that are plainly counted (落实情况, 完好程度).
_SHARES = re.compile(
    r"素养水平|(?:化|普及|覆盖|完成|落实|到位|执行|达标|合格|规范|完好|完整|知晓|准确|满意|参与|公开|发放|办结|及时|认可|信任|掌握|了解|吻合|利用|履约|就业|使用|入住|到岗|出勤|兑现|回收|报销|还款)的?(?:情况|程度|状况|水平)$"
    r"|(?:利用|转换|转化|热|能源|发电|去除|处理|净化|灌溉|输水|燃烧|回收)效率$|有效率$|防治效果$|率.{0,10}(?:水平|情况|程度)$"
)
# How it is counted, in value or description.
_MEASURED = re.compile(
    r"率|比例|占比|比重|百分点|÷|/|×|口径|公式|问卷|测评|评分|得分|打分|调查|抽样|抽查|检测|达标|合格|满意|完成|覆盖|优良"
)
_TOLD = re.compile(r"率|比例|占比|比重|÷|/|×|口径|公式|除以|问卷|测评|评分|得分|打分|抽样|抽查|检测")


# Things that are bought or built: with what the lists of activities and objects have, names that say no share.
_THINGS = re.compile(
    r"(?:设备|设施|装备|器材|仪器|物资|用品|车辆|家具|图书|教材|资料|药品|服装|房屋|道路|系统|平台|工程|项目|采购|购置|建设|改造|维修|安装|更换)$"
)
_WORK = re.compile(
    r"(?:教育|监[测管督]|走访|值守|巡护|防[控治]|帮教|矫治|救治|护理|照料|清[运扫]|[养管看]护|抽查|指导|调解|执法)$"
)
_NATURE = re.compile(r"(及时|准确|真实|完整|规范|合规|准时)性$")
_SHARED = re.compile(
    r"率|比例|占比|比重|程度|完成|覆盖|落实|到位|执行|达标|合格|普及|全[员部]|应.尽|进度|=|/"
)
_SHARE = re.compile(r"[≥≤><]?[0-9.]+%?(?:以上|以下|[-~至][0-9.]+%)?")
_TIERS, _SENTENCE = 3, 20
_LONG = 10
_SHORTEST = 4
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_APART = frozenset(("satisfaction", "cost", "timeliness"))
_OUTPUT = frozenset(("quantity", "quality"))
# What is brought about or kept up, told as a deed or a state: whose share should be met?
_EFFECT = re.compile(
    r"(?:带动|拉动|促进|推动|助力|助推|护航)[^率比例]*(?:发展|经济|增长|建设|进步|稳定|和谐|繁荣|振兴|消费|融合|事业|产业|工作|提[升高]|改善|协调|持续)"
    r"|得到(?:有效|有力|充分|进一步|明显|全面|切实|很?好的?|持续)*(?:保障|保护|改善|提[升高]|发展|维护|巩固|加强|增强|优化|传承|缓解)"
    r"|(?:保持|维持|维护|保障|确保)[^率比例]{0,12}(?:稳定|安定|和谐|有序|正常|平稳|运[转行]|秩序|发展|权益|利益)"
    r"|(?:有|有力|有效)保障$|齐抓共管|(?:效用|作用|效益|影响|效果)的?(?:延续|持续|发挥|显现)|(?:可持续|健康|协调|良性|高质量)地?发展"
    r"|(?:安定|稳定|和谐|有序)$"
    r"|(?:^|[,，、])(?:有效|切实|充分|进一步|能够|可)*(?:满足[^率比例]{2,}需[求要]|(?:减少|降低|遏制|防止|保护|改善|优化|营造|维护|巩固|净化|美化)[^率比例数量度标]{2,})$"
)
# A requirement told as a sentence: as often as it is kept, but of what is open.
_REQUIRED = re.compile(
    r"^(?:[按照依据根严格]{1,2}.{2,}(?:采购|支付|发放|开展|执行|实施|复核|审核|管理|完成|落实|办理)$|(?:及时|按时|按期)(?!率).{4,}$)"
    r"|(?:符合|合乎|达到|满足)[^率比例]{0,10}(?:标准|要求|规范|规定)$|需求[^率比例]{0,4}满足$"
)
_SHARE_TOLD = re.compile(r"率|比例|占比|比重|百分比|覆盖|合格|达标|完成|知晓|程度|满意|度$|整改|办结|处置")
_CHANGE = re.compile(
    r"(?:增长|增加|上升|下降|降低|减少|提[升高]|[增减降涨跌升]幅|增速|增产|增收|增效)$"
)  # V41 asks from what
_SAID = {"asked": "是不是", "effect": "效果", "required": "要求", "step": "哪一步要做完"}
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_PROMPT = re.compile(r"及时|按时|按期|准时|如期|时效|进度|响应")


def _deed(context: Context) -> str:
    """How an effect, a state, a requirement or a step is named that has a share for a target: `effect`, `required`, `step`
    or ''."""
    name = context.name.rstrip("。.;%")
    if name.startswith("是否"):
        return "asked"
    if not _WORD.search(name):
        return ""  # N23: a number in place of a name
    if _SHARE_TOLD.search(name) or _CHANGE.search(name):
        return ""
    if context.declared == {"timeliness"} and not _PROMPT.search(name):
        return "step"
    return "effect" if _EFFECT.search(name) else "required" if _REQUIRED.search(name) else ""


def _unshared(context: Context) -> str:
    """The measure that a name of work or of a state lacks which has a share for a target as quality or benefit (文明施工
    ≥95%), '' for names that tell of a share."""
    name = context.name.rstrip("。.;")
    if (
        not context.declared
        or context.declared & _APART
        or context.target is None
        or not context.target.number
    ):
        return ""
    if len(name) < _SHORTEST or _SHARED.search(name) or _SHARE_TOLD.search(name) or _CHANGE.search(name):
        return ""
    if context.declared == {"quantity"} or has_head(name, context.words) or not _PLAIN.fullmatch(name):
        return ""
    return "合格" if context.declared == {"quality"} else "达标"


def _bare(context: Context) -> bool:
    """Whether a bare activity or object is measured in per cent as a quantity: 宣传 100%."""
    name = context.name.rstrip("。.;")
    if not context.declared <= _OUTPUT or not context.declared or len(name) > _LONG or _SHARED.search(name):
        return False
    return bool(_THINGS.search(name) or _WORK.search(name)) or name.endswith(
        context.words.endings("activity_nouns", "object_nouns")
    )


def _is_work(context: Context) -> bool:
    """Whether a name that is no share, count or effect has nothing but shares for tiers: 接待当事人 90%以上."""
    name = context.name.rstrip("。.;")
    shares = len(context.tiers) >= _TIERS and all(map(_SHARE.fullmatch, context.tiers))
    if not shares or context.clipped or len(name) > _SENTENCE or has_head(name, context.words):
        return False
    return not (_SHARED.search(name) or _SHARE_TOLD.search(name) or _CHANGE.search(name))


def _no_share(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if context.tiers and not context.value and _is_work(context):
        yield check.finding(
            "tiers",
            tier_span(record, 0, len(record.tiers or ()) - 1),
            f"“{short(record.name)}”是一项工作，各档却是百分比，是什么的百分之几没有写明。",
            "请改写为数量和计量单位（≥__件、≥__人次等）；要考核比率的，写明是什么率和怎么算。",
        )
        return
    if target is None or not context.value or context.clipped:
        return
    bare_figure = target.kind in ("count", "ratio") and not target.unit and target.number == OVER
    if target.kind != "percent" and not bare_figure:
        return
    name = context.name.rstrip("。.;")
    endings = context.words.endings("states")
    bare, deed = not bare_figure and _bare(context), _deed(context)
    plain = "" if bare or deed or name.endswith(endings) or _NATURE.search(name) else _unshared(context)
    if (
        not (bare or deed or plain or name.endswith(endings) or _NATURE.search(name))
        or (_SHARES.search(name) and not _NATURE.search(name))
        or _MEASURED.search(context.value)
        or _TOLD.search(record.description)
    ):
        return
    if further(context.value, (target,), name, 1 if bare else 2):
        return
    if bare:
        quantity = context.declared == {"quantity"}
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”填“{short(record.value)}”，是什么的百分之几没有写明，也看不出要做{'多少' if quantity else '到什么标准'}。",
            "请改写为数量和计量单位（≥__场、≥__台等）；要考核比率的，写明是什么率和怎么算。"
            if quantity
            else "请写明按什么标准衡量，如“验收合格率”“考核得分”。",
            "" if quantity else "P2",
        )
        return
    if deed:
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”说的是{_SAID[deed]}，“{short(record.value)}”是什么的百分之几没有写明，无法核算。",
            "请写明完成日期，如“__月__日前”；要考核比率的，写“…及时率”并写明按什么时限。"
            if deed == "step"
            else "请改用能统计的内容：数量（≥__件、≥__户）或写明分子和分母的比率（如合格率、及时率、办结率）。",
            "P2" if deed == "required" else "",
        )
        return
    if plain:
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”不是比率，“{short(record.value)}”是什么的百分之几没有写明。",
            "请写明按什么算：能统计的写分子和分母，数得出来的改写数量（如≥__件、≤__起）。",
            "P2" if target.number == OVER else "",
        )
        return
    if nature := _NATURE.search(name):
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”不是比率，“{short(record.value)}”按什么算没有写明。",
            f"请改为“{name.removesuffix('性')}率”并写明分子和分母{'、时限' if nature[1] == '及时' else ''}。",
            "P2",
        )
        return
    head = max((h for h in endings if name.endswith(h)), key=len)
    full = target.number == OVER
    yield check.mark(
        record,
        "value",
        None,
        f"“{head}”不是比例，“{short(record.value)}”是什么的百分之几没有写明，无法核算。",
        "请改用能统计的比率（如合格率、达标率、按时办结率）并写明分子和分母，或写明评分标准和分值。",
        "P2" if (full and head not in ("情况", "状况", "水平")) or head.endswith("性") else "",
    )


CHECK = Check(
    code="V32",
    title="不是比例的内容用百分比衡量",
    english="A share of what is no share",
    severity="P1",
    opinion=4,
    why="指标解释应写明定量指标的计算方法或统计口径（财预〔2021〕101号）；“环境”“质量”不是比例，没有口径的百分比两位"
    "评价人会算出不同的数。",
    run=_no_share,
    needs=("figures",),
    instead_of=("V12",),
    bad=(
        one("集中教育", "=100%", "数量指标"),
        Example(Indicator("水费窗口接待农户", tiers=("90%以上", "90%-80%", "80%-60%", "60%以下"))),
        one("泵站值班室环境", "90%以上", "质量指标"),
        one("水费窗口办事效率", "95%", "社会效益指标"),
        one("食堂食材新鲜程度", "≥95%", "质量指标"),
        one("节水宣传", "100%", "数量指标"),
        one("灌区管理水平", "100", "社会效益指标"),
        one("农户获益状况", "=100%", "可持续影响指标"),
        one("量测设备", "100%", "数量指标"),
        one("泵房抢险维修", "100%", "质量指标"),
        one("带动灌区集体经济", "≥95%", "经济效益指标"),
        one("灌区用水秩序保持稳定", "≥95%", "社会效益指标"),
        one("沿渠农户用水得到保障", "100%", "社会效益指标"),
        one("供水水质合乎国家标准", "100%", "质量指标"),
        one("泵房竣工、交付使用", "100%", "时效指标"),
        one("上报年度水情资料", "100%", "时效指标"),
        one("泵站文明施工", "≥95%", "质量指标"),
        one("是否按时返还水费", "≥95%", "质量指标"),
        one("水情监测资料整编", "100%", "质量指标"),
        one("水费拨付及时性", "≥98%", "时效指标"),
        one("按照物价部门标准收取水费并支付", "100%", "质量指标"),
        one("满足沿渠农户灌溉需求", "100%", "社会效益指标"),
        one("通过管护，有效减少渠道淤积", "40%", "可持续影响指标"),
        one("保护水源地生态环境", "≥95%", "生态效益指标"),
    ),
    good=(
        one("灌区粮食产量增速", "≥7%", "经济效益指标"),
        one("抗旱期间灌溉水价涨幅", "≤4%", "经济效益指标"),
        one("带动沿渠农户就业率", "≥60%", "社会效益指标"),
        one("用水纠纷得到整改", "100%", "社会效益指标"),
        one("保障供水保证率", "≥95%", "社会效益指标"),
        one("用水户安全感", "≥90%", "社会效益指标"),
        one("灌区事故得到及时处置", "100%", "社会效益指标"),
        one("水费窗口按时办结率", "≥95%", "时效指标"),
        one("渠系水利用效率", "≥62%", "生态效益指标"),
        one("泵站值班室环境", "检查合格率90%以上", "质量指标"),
        one("农民节水科学素养水平", "≥25%", "社会效益指标"),
        one("水源地环境", "比上年提高5%", "生态效益指标"),
        one("渠系鼠害治理成效", "地面防效≥75%", "质量指标"),
        one("监测数据有效率", "≥90%", "质量指标"),
        one("节水宣传覆盖率", "100%", "数量指标"),
        one("节水宣传", "完成率100%", "数量指标"),
        one("渠道管护档案", "100%建档", "数量指标"),
        one("量测设备", "24套", "数量指标"),
        one("降低渠系漏损率", "≤9%", "质量指标"),
    ),
    fault="unit",
    weight=1.1,
)
