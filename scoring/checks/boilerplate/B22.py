"""B22: an ecological indicator that is there to fill its class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.normalize import fold
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView

_STOCK = re.compile(
    r"(?:不?(?:改善|保护|促进|提[升高]|维护|推动|优化|影响|破坏|降低|减少|对|使|有利于|有助于))*(?:周边|当地|区域|辖区|城市|城乡|项目|自然|周围|校园)*的?"
    r"(?:生态环境|自然环境|生态文明|生态|环境)(?:的?(?:质量|建设|发展|保护|影响|负面影响|不利影响|改善|效益|状况|程度|情况|水平|改善程度|可持续发展|友好|贡献))*"
)
# Fields of work, and things done, that touch nature: works do, by noise and dust.
_TOUCHES = re.compile(
    r"生态|环境|环保|绿|污|水|林|草|湿地|河|湖|海|渔|土|大气|扬尘|噪|垃圾|节能|减排|排放|能[源耗]|碳|农|养殖|矿|厕|供热|管网|工程|建设|改造|修[建缮]|"
    r"道路|公路|景区|旅游|公园|绿化|市容|环卫|保洁|拆|防火|气象|动物|植物|兽|病虫|地质|电动|新能源|车辆|印刷|无纸|危废|医废|辐射|城管|街道|社区|乡|村|镇"
)


def _filler(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.declared != {"ecological"} or not _STOCK.fullmatch(context.name) or not record.owner:
        return
    target = context.target
    if target is not None and target.number:
        return
    if _TOUCHES.search(fold(record.owner + record.goal)):
        return
    yield check.finding(
        "name",
        (0, len(record.name)),
        f"“{short(record.owner)}”与生态环境没有直接关系，“{short(record.name)}”像是为凑齐类别填的，年终无从考核。",
        "请删去这一条，把分值给能反映本项目效果的指标；确有影响的，写明影响什么、怎样衡量。",
    )


def _act(name: str, value: str, project: str, goal: str = "") -> Indicator:
    return Indicator(name, value, level1="效益指标", level2="生态效益指标", project=project, goal=goal)


CHECK = Check(
    code="B22",
    title="生态效益指标与项目无关",
    english="An ecological indicator that fills its class",
    severity="P2",
    opinion=3,
    why="指标应与项目内容相关，不适用的类别不必设（财预〔2015〕88号：目标相关性；财预〔2021〕101号：按项目特点选取）；凑数的指标只会占去分值。",
    run=_filler,
    dimension="相关性",
    needs=("declared",),
    bad=(
        Example(_act("对生态环境的影响", "无", "校园安防设备购置")),
        Example(_act("改善生态环境", "改善", "全民健身活动经费", "举办全民健身赛事，丰富群众文化生活")),
    ),
    good=(
        Example(_act("对生态环境的影响", "无", "灌区清淤工程")),
        Example(_act("改善生态环境", "改善", "中小学法治教育", "开展生态环境法治宣传")),
        Example(_act("废旧电池回收量", "≥300公斤", "校园安防设备购置")),
    ),
    fault="boilerplate",
)
