"""V32: a share of something that is no share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Context
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
_SHARED = re.compile(
    r"率|比例|占比|比重|程度|完成|覆盖|落实|到位|执行|达标|合格|普及|全[员部]|应.尽|进度|=|/"
)
_LONG = 10


def _bare(context: Context) -> bool:
    """Whether a bare activity or object is measured in per cent as a quantity: 宣传 100%."""
    name = context.name.rstrip("。.;")
    if context.declared != {"quantity"} or len(name) > _LONG or _SHARED.search(name):
        return False
    return bool(_THINGS.search(name)) or name.endswith(
        context.words.endings("activity_nouns", "object_nouns")
    )


def _no_share(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or not context.value or context.clipped:
        return
    name = context.name.rstrip("。.;")
    endings = context.words.endings("states")
    bare = _bare(context)
    if (
        not (bare or name.endswith(endings))
        or _SHARES.search(name)
        or _MEASURED.search(context.value)
        or _TOLD.search(record.description)
    ):
        return
    if further(context.value, (target,), name, 1 if bare else 2):
        return
    if bare:
        yield check.mark(
            record,
            "value",
            None,
            f"数量指标“{short(record.name)}”填“{short(record.value)}”，是什么的百分之几没有写明，也看不出要做多少。",
            "请改写为数量和计量单位（≥__场、≥__台等）；要考核比率的，写明是什么率和怎么算。",
        )
        return
    head = max((h for h in endings if name.endswith(h)), key=len)
    full = target.number == OVER
    if full and head in ("情况", "状况"):
        return  # as good as 完成情况 100%
    yield check.mark(
        record,
        "value",
        None,
        f"“{head}”不是比例，“{short(record.value)}”是什么的百分之几没有写明，无法核算。",
        "请改用能统计的比率（如合格率、达标率、按时办结率）并写明分子和分母，或写明评分标准和分值。",
        "P2" if full or head.endswith("性") else "",
    )


CHECK = Check(
    code="V32",
    title="不是比例的内容用百分比衡量",
    english="A share of what is no share",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="指标解释应写明定量指标的计算方法或统计口径（财预〔2021〕101号）；“环境”“质量”不是比例，没有口径的百分比两位"
    "评价人会算出不同的数。",
    run=_no_share,
    needs=("value", "percent"),
    bad=(
        one("泵站值班室环境", "90%以上", "质量指标"),
        one("水费窗口办事效率", "95%", "社会效益指标"),
        one("食堂食材新鲜程度", "≥95%", "质量指标"),
        one("节水宣传", "100%", "数量指标"),
        one("量测设备", "100%", "数量指标"),
    ),
    good=(
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
        one("节水宣传", "100%", "质量指标"),
    ),
    fault="unit",
)
