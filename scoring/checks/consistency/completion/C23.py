"""C23: target missed, and no reason given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .completions import bare, explains, is_fate, mends, row
from .grades import is_partly
from .points import is_execution, is_full
from .reached import Outcome, outcome

# A reason that names none: it would fit any shortfall.
_EMPTY = re.compile(
    r"(?:受|因|由于|存在|的|等|部分|主要|是|系|有)*(?:系统|客观|主观|历史|工作|外部|内部|环境|政策|市场|疫情|天气|人员|其他|特殊|多方面|各种)*"
    r"(?:原因|因素|影响|问题)(?:影响|导致|所致)?(?:未完成|滞后)?|基本(?:完成|达标|达到)|未完成|未达标|下年继续|(?:略|稍|有所)?[略稍]?(?:低于|高于|超过|未达到?)(?:年度|预期|年初|设定)*(?:目标|指标|标准)值?|[略稍]有(?:差距|偏差|不足|下降)"
    r"|(?:(?:今后|以后|下一?步|下一?年度?|明年|次年|将|需|要|应|继续|进一步|不断|持续|[,，;；、])*+"
    r"(?:(?:加强|加大|完善|强化|改进|努力|提高|规范|优化|推进)(?:项目|资金|预算|内部|日常|工作|服务|绩效){0,2}(?:管理|监管|监督|力度|改进|工作|质量|水平|措施|落实)?)){1,4}"
)
_TRIFLE, _NEARLY = (
    0.95,
    0.97,
)  # of the target, from which a shortfall that costs points is small, or one without points
_MOST = 0.9
_PAID, _ALIKE = re.compile("标准"), 0.95
_CAUSE = re.compile("因(?!此).{3,}|由于.{3,}|受.{2,}影响")
# The band of points that the form's own scale gives 部分达成 (80%–60%), with what rounding takes.
_PARTLY = (0.595, 0.805)


def _missed(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    reached = outcome(record, context)
    if reached is None or not reached.missed or _graded(record):
        return
    if _PAID.search(context.name) and (reached.share or 0.0) >= _ALIKE:
        return  # what is paid follows from whom and when: about the standard
    inside = _CAUSE.search(record.actual)  # the cell says why by itself
    how = "" if reached.worded and f"“{bare(record.actual)}”" in reached.said else f"，{reached.said}"
    said = f"目标是“{short(record.value)}”，实际填“{short(record.actual)}”{how}，没有达到目标"
    if explains(record.reason):
        found = check.finding(
            "actual", (0, len(record.actual)), *_explained(record, reached.share or 0.0, said)
        )
        yield replace(found, costs="P3")  # what was missed is told, and mostly given up points for
        return
    if is_full(record):
        said += f"，仍得满分 {record.points:.10g} 分"
    yield check.finding(
        "actual",
        (0, len(record.actual)),
        f"{said}，" + ("原因写在完成值里，偏差原因一栏没有填写。" if inside else "却没有说明偏差原因。"),
        "请在偏差原因一栏写明没有完成的原因和改进措施：还差多少、何时完成；填报有误的，改正完成值"
        + ("；并按完成比例扣减得分。" if is_full(record) else "。"),
        # Execution below 100 % is the rule, and its points follow from it.
        "P2" if inside or is_execution(record) or _is_trifle(record, reached) else "",
    )


def _explained(record: Indicator, share: float, said: str) -> tuple[str, str, str]:
    """Message, advice and severity of a shortfall of which the form says something."""
    reason = short(record.reason, 30)
    if _EMPTY.fullmatch(bare(record.reason)):
        said += f"；偏差原因只写“{reason}”，看不出为什么没有完成。"
        return said, "请写明具体原因（哪个环节、受什么影响），以及其余部分何时完成。", "P2"
    less, fate = _deducted(record), is_fate(record.reason)
    little = less and share >= _NEARLY
    mended = fate or mends(record.reason)
    said += f"；已说明原因“{reason}”" + (f"，并扣了 {less:.10g} 分" if less else "")
    said += "。" if mended else "，但没有写改进措施。"
    advice = (
        "请备好证明材料（名册、注销记录等），下年按实有数核定目标。"
        if fate
        else "请核对原因是否充分，并备好证明材料。"
        if mended
        else "请核对原因是否充分，并写明改进措施；还要补做的，写明完成时间。"
    )
    unscored = record.points is None and share >= _MOST  # nothing can be given up for it
    return said, advice, "P3" if fate or little or ((less or unscored) and mended) else "P2"


def _is_trifle(record: Indicator, reached: Outcome) -> bool:
    """Whether little is missing, and points are given up for it or none are given at all."""
    share = reached.share or 0.0
    return (share >= _TRIFLE and _deducted(record) > 0) or (share >= _NEARLY and record.points is None)


def _deducted(record: Indicator) -> float:
    """How many points a row gives up by itself."""
    if not record.weight or record.points is None:
        return 0.0
    return max(0.0, round(record.weight - record.points, 6))


def _graded(record: Indicator) -> bool:
    """部分达成 with the points of that grade is the form's own way to report a shortfall."""
    if not record.weight or record.points is None or not is_partly(record.actual):
        return False
    return _PARTLY[0] <= record.points / record.weight <= _PARTLY[1]


CHECK = Check(
    code="C23",
    title="没有达到目标",
    english="Target missed",
    severity="P1",
    opinion=4,
    why="未完成绩效目标或偏离目标较大的，自评时应分析并说明原因，研究提出改进措施（财预〔2020〕10号）。",
    run=_missed,
    dimension="适当性",
    needs=("actual", "value"),
    fault="completion",
    bad=(
        Example(row("清淤完成时间", "春季5月底前，秋季11月15日前", "春季5月28日，秋季11月20日", "时效指标")),
        Example(row("灌区用水量同比下降", "≥5%", "上升2.1%", "生态效益指标")),
        Example(row("灌区疫木", "不扩散", "新增疫点2处", "生态效益指标")),
        Example(row("水质达标率", "≥95%", "60%", "质量指标")),
        Example(row("清淤设备购置", "≥100台", "80台", reason="无偏差")),
        Example(row("清淤总成本", "≤90万元", "95万元", "成本指标")),
        Example(row("管水员人均经费", "6万元/年", "6.36万元/年", "成本指标", weight=10.0, points=10.0)),
        Example(row("闸门巡查", "每季度巡查1次", "全年巡查3次")),
        Example(row("管水员补助标准", "3000元/人", "2600元/人", "成本指标")),
        Example(row("水管员考核", "每期结束后按时考核", "第1期未按时考核", "时效指标")),
        Example(row("清淤完成时间", "6月底前", "11月20日", "时效指标")),
        Example(row("校渠改造完成时间", "2024年秋季学期开学前", "2024年9月28日完工", "时效指标")),
        Example(row("灌溉条件改善", "有效", "较有效", "社会效益指标")),
        Example(row("水情记录质量", "高质量", "较好", "质量指标")),
        Example(row("水费上解完成时间", "12月底前", "2024年1月18日", "时效指标")),
        Example(row("清淤长度", "≥12公里", "10公里", reason="正按计划推进")),
        Example(row("清淤任务", "达成预期指标", "部分达成", "社会效益指标", weight=10.0, points=10.0)),
        Example(row("用水合作机制", "建立健全", "初步建立", "可持续影响指标", weight=6.0, points=6.0)),
        Example(row("节水宣传场次", "≥6场", "尚未开展")),
        Example(row("水事纠纷", "零事故", "2起", "社会效益指标")),
        Example(row("水费补贴发放时间", "每月10日前", "每月25日左右", "时效指标")),
        Example(row("护渠补贴", "310万元", "326万元", "成本指标")),
        Example(row("水费收缴率", "≥95%", "90%", weight=10.0, points=9.4, reason="系统原因")),
        Example(row("清淤长度", "≥12公里", "11公里", weight=10.0, points=9.2, reason="汛期停工")),
        Example(
            row("村民用水满意率", "≥95%", "92%", weight=10.0, points=9.6, reason="加强管理，下一年改进。")
        ),
    ),
    good=(
        Example(row("清淤完成时间", "春季5月底前，秋季11月15日前", "春季5月28日，秋季11月10日", "时效指标")),
        Example(row("闸门巡查", "每季度巡查1次", "全年巡查4次")),
        Example(row("险情响应时间", "≥2小时", "1.5小时", "时效指标")),  # the sign is wrong, V38
        Example(row("水费补贴发放率", "每月100%", "全年100%")),
        Example(row("水质达标率", "≥95%", "0.96", "质量指标")),
        Example(row("清淤总成本", "≤90万元", "86.4万元", "成本指标")),
        Example(row("清淤费用", "30万元", "300000元", "成本指标")),
        Example(row("清淤完成时间", "11月20日前", "6月底", "时效指标")),
        Example(row("节水宣传场次", "5场", "5.0场")),
        Example(row("管护机制", "健全", "健全", "可持续影响指标")),
        Example(row("用水合作机制", "建立健全", "已建立", "可持续影响指标", weight=6.0, points=6.0)),
        Example(row("用水合作机制", "初步建立", "初步建立", "可持续影响指标")),
        Example(row("用水条件", "逐步提高", "有所提高", "社会效益指标")),
        Example(row("灌区面貌", "达成", "部分达成", "社会效益指标", weight=10.0, points=7.5)),
        Example(row("水费补贴发放时间", "每月10日前", "每月8日", "时效指标")),
        Example(row("水情月报报送时间", "每月10日前", "次月5日", "时效指标")),
        Example(row("人员经费控制率", "100%", "97%", "成本指标")),
    ),
    weight=0.98,
)
