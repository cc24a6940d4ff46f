"""T01: filed under a class it does not belong to."""

from __future__ import annotations

from collections.abc import Iterator

from .....models.taxonomy import NAMES, level1
from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .belongs import asks_nobody, belongs

# What a head says, and what the cell that it leaves is for.
_SAYS = {
    "quantity": "数的是做了多少",
    "quality": "说的是做得好不好",
    "timeliness": "说的是什么时候做完、及不及时",
    "cost": "说的是花多少钱",
    "economic": "说的是增加的收入",
    "social": "说的是群众得到的结果",
    "ecological": "说的是环境",
    "sustainable": "说的是做成以后能用多久",
}
_ASKED = {
    "quantity": "数量指标写做多少（数量和计量单位）",
    "quality": "质量指标写合格率、达标率等标准",
    "timeliness": "时效指标写完成时间（__月__日前）或及时率",
    "cost": "成本指标写总额或单价的上限",
    "economic": "经济效益写增收、节支或带动的投资额",
    "social": "社会效益写群众得到的变化",
    "ecological": "生态效益写环境的变化",
    "sustainable": "可持续影响写项目结束后仍在起作用的制度、设施或能力",
}


def _filed(name: str, value: str, level2: str) -> Example:
    """For the examples."""
    side = next((s for s in ("满意度", "成本") if s in level2), "")
    side = side or ("效益" if "效益" in level2 or "影响" in level2 else "产出")
    leaf = "quantity" if side == "满意度" else "quality"
    view = {"type": leaf, "type_set": (leaf,)}
    return Example(Indicator(name, value=value, level1=f"{side}指标", level2=level2), view)


def _seen(name: str, value: str, level2: str, leaf: str) -> Example:
    """The same, where the model is sure of a class."""
    example = _filed(name, value, level2)
    return Example(example.record, {"type": leaf, "type_set": (leaf,), "type_probability": 0.99})


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    where = "level2" if record.level2 else "level1"
    written = getattr(record, where)
    leaf = ""
    if asks_nobody(view):
        said = f"“{short(record.name)}”没有问谁满意不满意，却填在“{written}”下。"
        advice = "考核满意度的，改为“××（调查对象）满意度”≥__%；其他内容移到相应的产出或效益指标。"
    elif leaf := belongs(view):
        said = f"“{short(record.name)}”{_SAYS[leaf]}，属于{NAMES[leaf]}，却填在“{written}”下。"
        group = level1(leaf, context.standard)
        place = f"{group}指标" if group == NAMES[leaf] else f"{group}指标下的{NAMES[leaf]}指标"
        own = tuple(context.declared - {"sustainable"} or context.declared)
        advice = f"请移到{place}{'；' + _ASKED[own[0]] if len(own) == 1 else ''}。"
    else:
        return
    # Right content in the wrong cell is a matter of form; what nobody is asked about takes the place of a survey.
    # An output among the benefits leaves a place empty. How many know of it is what publicity is there for.
    known = leaf == "social" and context.name.endswith("知晓率")
    empty = not leaf or (not known and all(level1(own) != level1(leaf) for own in context.declared))
    yield check.finding(where, (0, len(written)), said, advice, "" if leaf else "P1", 6 if empty else 0)


CHECK = Check(
    code="T01",
    title="指标归类与内容不符",
    english="Filed under a class it does not belong to",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=7,
    why="二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。名称的中心词能定归类、与所填类别明显不符的才提示："
    "产出各类之间放错、效益里放了采购数量、新建个数、完成率、总成本一类的产出、产出里放了就业率一类的效果。受益人次、覆盖率、准确率、利用率放在效益里，"
    "实务中都有，不判。",
    run=_run,
    dimension="相关性",
    needs=("declared",),
    bad=(
        _filed("牧民饮水点", "完善", "服务对象满意度指标"),
        _filed("机井验收合格率", "100%", "时效指标"),
        _filed("泵站设备完好率", "≥98%", "数量指标"),
        _filed("闸门检修完成率", "100%", "时效指标"),
        _filed("水情平台运行正常率", "≥98%", "数量指标"),
        _filed("水管员培训次数", "≥6次", "质量指标"),
        _filed("水表采购数量", "≥900只", "社会效益指标"),
        _filed("节水宣传场次", "≥6场", "社会效益指标"),
        _filed("举办节水灌溉讲座", "≥6场", "社会效益指标"),
        _filed("护渠条例进村组宣传", "≥10场", "质量指标"),
        _filed("节水宣传进村组、进学校场次", "≥24场", "可持续影响指标"),
        _filed("斗渠衬砌长度", "12公里", "经济效益指标"),
        _filed("新建蓄水池座数", "12座", "生态效益指标"),
        _filed("发放节水器具套数", "≥800套", "经济效益指标"),
        _filed("清淤任务完成率", "100%", "生态效益指标"),
        _filed("项目总成本", "≤30万元", "经济效益指标"),
        _filed("管护学员就业率", "≥90%", "经济效益指标"),
        _filed("血吸虫病发病率", "≤1%", "质量指标"),
        _filed("水利技术人员培训人数", "≥500人", "社会效益指标"),
        _filed("用水投诉办结率", "100%", "社会效益指标"),
        _seen("闸站运行正常率", "98%", "生态效益指标", "quality"),
        _filed("护渠员月均收入增加额", "≥300元", "社会效益指标"),
        _filed("在职人员控制率", "≤100%", "成本指标"),
        _filed("消毒药剂使用率", "100%", "数量指标"),
        _filed("渠道工程竣工率", "100%", "质量指标"),
        _filed("取得管护补助的单位数", "17家", "质量指标"),
        _filed("供水合同履行率", "100%", "社会效益指标"),
        _filed("供水合同履行率", "100%", "数量指标"),
        _filed("闸门故障修复时间", "≤24小时", "质量指标"),
        _filed("清淤任务完成及时率", "100%", "质量指标"),
        _filed("水价政策执行率", "100%", "成本指标"),
        _filed("应急供水保障率", "100%", "时效指标"),
        _filed("管护经费支出安排额", "28.8万元", "数量指标"),
        _filed("护渠专项考评", "1次/月", "时效指标"),
        _filed("取水许可证有效期", "5年", "时效指标"),
        _filed("水费结算争议率", "0%", "社会效益指标"),
        _filed("节水展厅每日开放时间", "≥8小时", "时效指标"),
        _filed("灌区营商环境优化", "有所优化", "生态效益指标"),
        _filed("灌区村容村貌改善", "改善", "经济效益指标"),
        _filed("为农户挽回经济损失", "≥60万元", "社会效益指标"),
        _filed("汛情预警播发次数", "≥20次", "社会效益指标"),
        _filed("护渠矫正对象重新犯罪率", "≤0.2%", "质量指标"),
        _filed("灌区公务接待费", "≤2.6万元", "数量指标"),
        _filed("“三公”经费控制率", "≤100%", "质量指标"),
        _filed("清淤任务按时完成率", "100%", "质量指标"),
        _filed("抗旱物资调拨及时率", "100%", "质量指标"),
        _filed("灌区改造项目开工率", "100%", "质量指标"),
        _filed("节水宣传覆盖行政村数", "≥60个", "社会效益指标"),
        _filed("水费缴纳网点数", "≥15个", "可持续影响指标"),
        _filed("水情报告及时率", "≥99%", "质量指标"),
        _filed("节水展览按期开展率", "100%", "质量指标"),
        _filed("水情观测数据传输及时率", "≥98%", "质量指标"),
        _filed("灌区调研报告篇数", "≥3篇", "可持续影响指标"),
        _filed("水价听证案件数", "≥5件", "社会效益指标"),
        _filed("节水媒体报道次数", "≥6次", "社会效益指标"),
        _filed("新增停车位", "≥26个", "社会效益指标"),
        _filed("取水计量设备配备达标率", "≥95%", "社会效益指标"),
        _filed("护渠林木死亡率", "≤3%", "社会效益指标"),
        _filed("汛期值班到岗率", "100%", "时效指标"),
        _filed("泵站返修率", "≤3%", "可持续影响指标"),
        _filed("水利年鉴赠阅数量", "≥120册", "社会效益指标"),
        _filed("洪水预报合格率", "≥85%", "社会效益指标"),
        _filed("水管员结业率", "≥90%", "社会效益指标"),
        _filed("灌区管理效率", "提高", "经济效益指标"),
        _filed("护渠人员培训合格率", "≥95%", "可持续影响指标"),
        _filed("闸站节能改造建筑面积", "≥1.2万平方米", "生态效益指标"),
        _filed("护渠就业岗位数", "≥60个", "经济效益指标"),
    ),
    good=(
        _filed("机井验收合格率", "100%", "质量指标"),
        _filed("用水投诉及时办结率", "≥95%", "质量指标"),
        _filed("禽流感疫苗接种率", "≥95%", "质量指标"),
        _filed("农户用水保障水平", "明显提升", "可持续影响指标"),
        _filed("施工期停水投诉起数", "≤3起", "社会成本指标"),
        _filed("开展节水宣传活动", "效果良好", "数量指标"),
        _filed("泵站租赁期限", "1年", "时效指标"),
        _filed("水质信息更新", "1次/月", "时效指标"),
        _filed("节水展厅开放时间", "5月底前", "时效指标"),
        _filed("招商引资到位资金", "≥2亿元", "数量指标"),
        _filed("闸站设备利用率", "≥90%", "质量指标"),
        _filed("水费窗口服务人次", "≥2万人次", "社会效益指标"),
        _filed("水情预警准确率", "≥90%", "社会效益指标"),
        _filed("干渠巡查发现问题件数", "≥20件", "质量指标"),
        _filed("清淤完成率", "6月底前完成率100%", "时效指标"),
        _filed("年度投资完成率", "≥80%", "时效指标"),
        _filed("干渠防洪标准", "20年一遇", "质量指标"),
        _filed("抢修响应达标率", "≥95%", "时效指标"),
        _seen("建成后入驻合作社数量", "≥5家", "经济效益指标", "quantity"),
        _seen("新建水厂受益村数量", "≥30个", "社会效益指标", "quantity"),
        _seen("栽植护岸林株数", "≥2万株", "生态效益指标", "quantity"),
        _seen("新增节水灌溉面积", "≥3000亩", "生态效益指标", "quantity"),
        _seen("护岸疫情发生面积下降率", "≥10%", "生态效益指标", "social"),
        _seen("闸站运行秩序", "平稳有序", "数量指标", "quality"),
        _filed("受益农户培训人数", "≥500人", "社会效益指标"),
        _filed("管护服务受益村数", "≥60个", "社会效益指标"),
        _filed("发放农户取水补助费", "≥60万元", "数量指标"),
        _filed("组织农户开展技术培训", "≥500人次", "社会效益指标"),
        _filed("抢修及时办结率", "≥95%", "社会效益指标"),
        _filed("用水投诉按期审结率", "≥95%", "质量指标"),
        _filed("水情报告采纳篇数", "≥3篇", "社会效益指标"),
        _filed("新增节水灌溉面积", "≥300亩", "社会效益指标"),
        _filed("低效护岸林改造面积", "≥300亩", "生态效益指标"),
    ),
    fault="class",
    weight=0.8,
)
