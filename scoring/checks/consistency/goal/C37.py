"""C37: the goal gives another figure than the indicator for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import quoted
from ...values.units.dimensions import scale_slip
from ..goals import BORN, SHORT, WHY, Promise, example_goal
from .contrary import contradictions
from .late import late
from .promised import measured
from .times import slower

_WHERE = {"content": "项目内容", "calculation": "测算依据"}
_ABOUT_SO = re.compile(r"约|近|左右")
_AND_SOME = re.compile(r"[余多](?=[\u4e00-\u9fff])|左右")
_ROUNDED, _ABOUT = 0.03, 0.1
_TEN, _SAME = 10.0, 1e-9


def _differs(check: Check, view: SetView) -> Iterator[Finding]:
    for found in view.once(contradictions):
        goal, promise, i = found
        record, context = view[i]
        where = _WHERE.get(goal.kind, "年度目标")
        # A floor that lies above the goal's still reaches it.
        target = context.target
        above = (
            target is not None and target.comparator in ("≥", ">") and (target.number or 0) > promise.number
        )
        base = measured(target)
        slip = _slip(base.number or 0.0, promise.number) if base else ""
        off = _off(base.number or 0.0, promise) if base else 1.0
        if off <= _ROUNDED:
            continue  # about so many, or so many and some, is what it comes to
        yield check.mark(
            record,
            "value",
            None,
            f"{where}写{quoted(promise.clause, 30)}，指标{quoted(record.name)}的值却是{quoted(record.value)}，"
            + (
                f"同一件事数字相同而相差 {slip}倍，疑为{'多写或少写一个 0' if slip == '10' else '单位写错'}。"
                if slip
                else f"{'范围不一，看不出是否同一件事' if found.wider else '同一件事两个数'}。"
            ),
            f"请核对后统一{where}（{promise.text}）和指标值；口径不同的，在指标解释中分别写明。",
            "P2" if found.wider or off <= _ABOUT or (above and promise.unit in ("%", "率")) else "",
        ).at(i)


def _off(number: float, promise: Promise) -> float:
    """How far an indicator is from a figure of the goal that is told as a rough one, as a share; 1 for exact ones."""
    before = promise.clause[max(promise.at - 2, 0) : promise.at]
    told = promise.clause[promise.at :][: len(promise.text) + 2]
    if not promise.number or not (_ABOUT_SO.search(before) or _AND_SOME.search(told)):
        return 1.0
    share = number / promise.number
    return 0.0 if _AND_SOME.search(told) and 1 <= share < 1 + _ABOUT else abs(share - 1)


def _slip(one: float, two: float) -> str:
    """By how much two numbers of the same digits differ: 10 where a nought or the point is wrong."""
    low, high = sorted((one, two))
    return scale_slip(one, two) or ("10" if low and abs(high / low - _TEN) < _SAME else "")


def _contradicts(check: Check, view: SetView) -> Iterator[Finding]:
    yield from _differs(check, view)
    for _, clause, i in late(view) if view.of_kind("goal") else ():
        record = view[i].record
        yield check.mark(
            record,
            "value",
            None,
            f"年度目标写{quoted(clause, 30)}，指标{quoted(record.name)}的值却是{quoted(record.value)}，晚于目标。",
            "请核对后统一年度目标和指标值的时间。",
        ).at(i)

    for said in slower(view) if view.of_kind("goal") else ():
        record = view[said.row].record
        yield check.mark(
            record,
            "value",
            None,
            f"年度目标写{quoted(said.clause, 30)}，指标{quoted(record.name)}的值却是{quoted(record.value)}，同一件事两个时间。",
            f"请核对后统一年度目标（{said.said}）和指标值的时间。",
            "P2" if said.kept else "",
        ).at(said.row)


_PATH = "全民健身设施"


def _row(name: str, value: str) -> Indicator:
    return replace(BORN, name=name, value=value)


def _due(name: str, value: str) -> Indicator:
    return replace(BORN, name=name, value=value, level1="产出指标", level2="时效指标")


_PROMISED = example_goal("新建健身步道8公里，全部步道工程2024年9月底前完工。", _PATH)


CHECK = Check(
    code="C37",
    title="目标与指标的数字矛盾",
    english="The goal gives another figure than the indicator",
    severity="P1",
    opinion=4,
    why=WHY + "目标与指标对同一件事给出两个数，年终无法判断以哪个为准（财预〔2015〕88号：相应匹配）。",
    run=_contradicts,
    scope="document",
    dimension="相关性",
    bad=(
        Example(_row("健身讲座活动", "≥80场次"), passages=(example_goal("开展健身讲座活动120场。", _PATH),)),
        Example(_row("培训教练员人数", "≥180人"), passages=(example_goal("培训社区教练员160人。", _PATH),)),
        Example(BORN, passages=(example_goal("2024年新建健身步道6公里，方便居民锻炼。", _PATH),)),
        Example(
            _row("草坪养护面积", "5636800平方米"), passages=(example_goal("养护草坪约436万平方米。", _PATH),)
        ),
        Example(_row("器材完好率", "≥90%"), passages=(example_goal("健身器材完好率达到95%以上。", _PATH),)),
        Example(_due("步道完工时间", "2024年12月20日前"), passages=(_PROMISED,)),
        Example(_due("工程完工时间", "11月底前"), passages=(_PROMISED,)),
        Example(_row("健身人次", "≥320人次"), passages=(example_goal("全年健身320万人次以上。", _PATH),)),
        Example(
            _row("新增健身器材", "160件"), passages=(example_goal("新增健身器材180件，方便居民。", _PATH),)
        ),
        # Another indicator of people shares a word and is not meant.
        Example(
            _row("在册社区教练员人数", "86人"),
            others=(_row("乡镇体育干部培训人数", "150人"),),
            passages=(example_goal("对在册的72名社区教练员开展培训。", _PATH),),
        ),
        Example(_row("开放健身线路条数", "42条"), passages=(example_goal("开放46条健身线路。", _PATH),)),
        Example(
            _row("培训教练员人次", "≥900人次"), passages=(example_goal("培训教练员12期1200人次。", _PATH),)
        ),
        Example(
            _row("体育市场检查单位数", "≥20家"), passages=(example_goal("开展体育市场检查30家。", _PATH),)
        ),
        Example(
            _row("更换健身器材数量", "60件"),
            passages=(Passage("calculation", "更换健身器材72件×0.3万元=21.6万元。", _PATH),),
        ),
        Example(
            _row("改造球场数量", "6处"),
            passages=(Passage("content", "对8处球场实施改造，铺设面层。", _PATH),),
        ),
        # Another row carries the figure, and this one has a nought less.
        Example(
            _row("健身指导人次", "≥1.2万人次"),
            others=(_row("健身指导服务人次", "≥12万人次"),),
            passages=(example_goal("开展健身指导服务12万人次。", _PATH),),
        ),
        Example(_row("体质检测例数", "≥400例"), passages=(example_goal("为老人体质检测600例。", _PATH),)),
        Example(
            _row("带动体育消费", "≥300万元"), passages=(example_goal("带动体育消费3000万元以上。", _PATH),)
        ),
        Example(
            _row("运动伤害发生率", "≤9/10万"),
            passages=(example_goal("运动伤害发生率控制在5/10万以内。", _PATH),),
        ),
        Example(
            _due("场地报修响应时间", "≤48小时"),
            passages=(example_goal("场地报修响应时间压缩至24小时以内。", _PATH),),
        ),
    ),
    good=(
        Example(
            _row("消除渗漏步道处数", "≥2处"),
            passages=(example_goal("渗漏步道由9处减少到7处。", _PATH),),
        ),
        Example(
            _row("购置健身器材数量", "9台（套）"),
            passages=(example_goal("购置健身器材：跑步机1台、单杠1台、双杠1套、漫步机6台。", _PATH),),
        ),
        Example(BORN, passages=(example_goal("新建健身步道8000米。", _PATH),)),
        Example(
            _row("健身指导人次", "12万人次"),
            others=(_row("残疾人健身指导人次", "1.2万人次"),),
            passages=(example_goal("开展健身指导12万人次。", _PATH),),
        ),
        # Of another object, of another kind, the other side of the share.
        Example(_row("场馆验收合格率", "≥95%"), passages=(example_goal("教练员培训合格率达到98%。", _PATH),)),
        Example(
            _row("农村体育设施覆盖率", "≥60%"), passages=(example_goal("城市体育设施覆盖率达到95%。", _PATH),)
        ),
        Example(
            _row("器材抽检合格率", "≥97%"), passages=(example_goal("器材抽检不合格率不超过3%。", _PATH),)
        ),
        Example(
            _due("场地报修处置时间", "≤48小时"),
            passages=(example_goal("接到报修2小时内响应，打造15分钟健身圈。", _PATH),),
        ),
        Example(_due("步道完工时间", "2024年9月30日前"), passages=(_PROMISED,)),
        Example(_due("球场验收时间", "2024年12月20日前"), passages=(_PROMISED,)),
        Example(_due("步道完工时间", "12月底前"), passages=(example_goal("年内步道全部完工。", _PATH),)),
        Example(BORN, passages=(example_goal("三年内新建健身步道24公里。", _PATH),)),
        Example(
            BORN,
            others=(_row("改建健身步道长度", "4公里"),),
            passages=(example_goal("建设健身步道12公里。", _PATH),),
        ),
        Example(_row("器材完好率", "≥90%"), passages=(example_goal("居民知晓率达到95%以上。", _PATH),)),
        Example(BORN, passages=(example_goal("新建健身步道8公里，改造旧健身步道3公里。", _PATH),)),
        Example(SHORT, passages=(example_goal("改造厕所800户。", "农村改厕"),)),
        # Set apart by what it is added to, by kind, by grade; a stock; parts of a sum.
        Example(_row("健身步道总长", "30公里"), passages=(example_goal("新增健身步道5公里。", _PATH),)),
        Example(_row("改造球场数量", "6处"), passages=(example_goal("新建球场8处。", _PATH),)),
        Example(_row("培训高级教练员", "40人"), passages=(example_goal("培训初级教练员60人。", _PATH),)),
        Example(_row("招聘教练员人数", "9人"), passages=(example_goal("现有教练员112人。", _PATH),)),
        Example(
            _row("春季教练员培训人数", "60人"),
            others=(_row("秋季教练员培训人数", "80人"),),
            passages=(example_goal("培训教练员140人。", _PATH),),
        ),
        # The goal agrees; the calculation counts a part, a year before, or a shortage.
        Example(
            _row("更换健身器材数量", "60件"),
            passages=(
                example_goal("更换健身器材60件。", _PATH),
                Passage("calculation", "更换健身器材72件×0.3万元。", _PATH),
            ),
        ),
        Example(
            _row("更换健身器材数量", "60件"),
            passages=(Passage("content", "2021年更换健身器材72件，尚有健身器材90件待更换。", _PATH),),
        ),
        Example(
            _row("更换健身器材数量", "60件"),
            passages=(Passage("calculation", "其中更换健身器材40件，更换健身器材20件。", _PATH),),
        ),
    ),
    weight=0.75,
)
