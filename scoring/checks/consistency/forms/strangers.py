"""C07, C12, C21, C32: titles, narratives, codes and rows that belong to something else, for the examples.

Shared by the checks of the family.
"""

from __future__ import annotations

from .....nlp.record import Indicator
from ....registry import Example

ROUTE = Indicator("开行班次数", value="36班", project="公交惠民班线")
LIGHT = Indicator("更换路灯数", value="320盏", project="老街路灯更换")


def rows_of(project: str, goal: str, *rows: tuple[str, str]) -> tuple[Indicator, ...]:
    """For the examples."""
    return tuple(Indicator(name, value, project=project, goal=goal) for name, value in rows)


TRAINING = "建成数控实训室4间，配齐实训设备并投入教学"
FESTIVAL = "办好校园艺术节，开展社团展演和书画比赛，丰富学生课余生活"
HALL = rows_of("数控实训中心建设", TRAINING, ("建成实训室数量", "4间"), ("实训室投用时间", "8月底前"))
STAGE = rows_of("校园艺术节", FESTIVAL, ("社团展演场次", "12场"), ("书画参赛作品数", "300件"))
RIVER = "对柳溪河上游段实施清淤和护岸，提高沿河村组的防洪标准"
DYKE = rows_of("柳溪河治理", RIVER, ("清淤长度", "6公里"), ("护岸长度", "4公里"))
TAPS = "更换村组供水管网，农村供水水质达标"
SUPPLY = rows_of("农村饮水管护", TAPS, ("农村供水水质达标率", "≥92%"), ("更换供水管网", "32公里"))
GRAIN = rows_of(
    "储备粮保管", "保管储备粮3万吨，做好轮换和熏蒸", ("储备粮保管数量", "3万吨"), ("虫粮率", "≤1%")
)
SHOPS = rows_of(
    "应急网点维护",
    "维护应急供应网点36个，保障粮油应急供应",
    ("应急网点数量", "36个"),
    ("粮油应急供应能力", "15天"),
)
BOOKS = "完成馆藏善本和拓片的扫描、著录和入库，建成检索平台并向读者开放"
CARE_GOAL = "为高龄老年人提供助餐和上门护理，完成家庭适老化改造40户"
OLD = rows_of("社区居家养老", CARE_GOAL, ("适老化改造户数", "40户"), ("助餐人次", "6万人次"))
(STORED,) = rows_of("储备粮保管", "保管储备粮3万吨，做好轮换和熏蒸", ("粮油应急供应天数", "≥15天"))
(NOBODY,) = rows_of("储备粮保管", "保管储备粮3万吨，做好轮换和熏蒸", ("获补对象准确率", "100%"))
STORES = (*GRAIN, *SHOPS)
PAID_TO = rows_of("储备粮保管", "保管储备粮3万吨，做好轮换和熏蒸", ("保管补贴发放户数", "36户"))
LEFT = Example(NOBODY, others=GRAIN)
_RULED = Indicator("保洁服务考核得分", "≥90分", "按《安保服务考核办法》逐月打分", project="公园管养")
_GUARDED = Indicator("安保人员在岗率", "100%", "在岗安保人员/应在岗人数", project="园区安保服务")
KEPT = (
    Example(STORED, others=STORES),
    Example(NOBODY, others=(*GRAIN, *PAID_TO)),
    Example(_RULED, others=(_GUARDED,)),
)
