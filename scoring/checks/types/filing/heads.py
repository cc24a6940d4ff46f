"""T01: what a name ends in, the class that this says, and the declared classes that contradict it.

A reviewer lets most of what stands under a benefit pass (coverage, people served, use), and much of what two classes
share in practice. So only heads are listed here that leave no doubt, each with what it is not. No check in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .....models.taxonomy import BENEFITS, OUTPUTS

_COUNTED = "次数|场次|场数|期数|班数|批次|件数|份数|册数|种数|篇数|台数|套数|数量"
TIME = r"及时|按时|按期|按计划|按进度|如期|准时|准点|时限|时效|响应"
# Of what happens to a project, and of what it brings about, a number says more than how much was done.
TOLD = (
    r"事故|投诉|故障|差错|失误|违规|违纪|违法|超标|返工|问题|缺陷|隐患|纠纷|举报|舆情|停[水电]|停机|中断|延误|"
    r"合格|达标|优[秀良质]|通过|获奖|获得|奖|荣誉|创建|认定|命名|入选|晋级|持证|取证|论文|专利|成果|转化|发现|[处查截]获|处[置理]|办结|示范|品牌|高新|就业|带动|受益|惠及|受惠"
)
# Of work the unit does itself; whom it serves, and what others make of it, may stand under benefits.
_WORK = (
    "采购|购置|购买|更换|安装|维修|检修|维护|养护|培训|会议|宣传|演练|巡查|检查|督查|督导|印[制刷]|举办|召开|手术|检测|检验|抽检|"
    "发布|播[发放报]|出版|编印|制作|推送|投放|整理|实训|讲座|座谈|慰问|走访|清淤|疏浚|加固|铺设|衬砌|硬化"
)
_WORK_NOT = (
    r"能力|项目|报道|刊发|转载|点击|浏览|阅读|媒体|推广|应用|示范|参与|参加|减少|降低|避免|人次$|人数$|户数$"
)
# What is built, bought or handed out, and counted in pieces; areas (and what is planted) may be the effect itself.
_DONE = "建成(?!后)|新建|改建|扩建|修建|兴建|建设|采购|购置|购买|安装|加装|装设|配备|配置|配发|发放|布设|铺设|制作|印发"
_PIECES = f"{_COUNTED}|[个座处间盏辆株棵口眼所条根块艘架位]数"
_LATER = r"投[用运]后|入驻|引进|接待|吸引|孵化|培育"  # what comes of it
_MONEY_PACE = r"投资|支[付出]|资金|预算|执行|拨付|序时|进度|经费"
LEVEL = r"人均|户均|每|平均|周转|循环|换气|以上|等级|[A-Z0-9]级|星级"  # how good it is, told as a number
_PEOPLE_DEAD = r"产妇|婴|新生儿|儿童|人口|居民|人员|群众"
_CARE = r"院内|医院|感染|术|并发|病死|[苗树木畜禽猪牛羊鱼]|作物|病害|病虫"


@dataclass(frozen=True, slots=True)
class Head:
    """What a name ends in, the class that it belongs to and the declared ones that contradict it; with `but`
    anywhere in the name it says something else. `kind`: what the value has to be, '' for anything."""

    ends: re.Pattern[str]
    leaf: str
    under: frozenset[str]
    but: re.Pattern[str] | None = None
    kind: str = ""


def _head(ends: str, leaf: str, under: str, but: str = "", kind: str = "") -> Head:
    kinds = {"outputs": OUTPUTS, "benefits": BENEFITS}
    classes = kinds.get(under, frozenset(under.split()))
    return Head(re.compile(f"(?:{ends})$"), leaf, classes, re.compile(but) if but else None, kind)


HEADS = (
    # One output for another.
    _head(
        "(?:完好|合格|达标|准确|正确|成活|优良|优秀|完整|差错|故障|返工|正常|在线)率",
        "quality",
        "quantity timeliness cost",
        f"{TIME}|整改|成本|费用|储备",
    ),
    _head("发放(?:及时)?到位率", "quality", "quantity"),
    _head("(?:验收|考核|考试|评审)通过率", "quality", "quantity timeliness cost", TIME),
    _head("及时[率性]", "timeliness", "quantity cost", "到位"),
    # Of what is handled for people a rate in time is also filed as quality, of everything else it says when.
    _head(
        f"及时性|(?:{TIME})率|(?:及时|按时|按期|如期|准时)[\u4e00-\u9fff]{{0,4}}率|(?:开工|动工)率",
        "timeliness",
        "quality",
        "到位|签约|招商|引进|办[结理]|审结|结[案题]|受理|处[置理]|整改|[答回]复|回访|达标|合格|正常|准确|完整",
    ),
    _head(
        "(?:完成|完工|竣工|开工|交付|交货|验收|建成|投入使用|拨付|发放|支付|上报|报送)的?(?:时间|时限|日期)",
        "timeliness",
        "quantity quality cost",
    ),
    _head(
        "(?:修复|响应|处置|抢修|到场|办理|审批|办结|答复|培训|维修|检修)的?(?:时间|时限|时长)",
        "timeliness",
        "quality quantity",
    ),
    _head(f"{_COUNTED}|面积|长度|里程|人数|人次|户数", "quantity", "quality", f"{TOLD}|{LEVEL}", "count"),
    _head(
        "(?:单位|企业|机构|项目|学校|村)数",
        "quantity",
        "quality",
        "事故|投诉|故障|差错|违规|问题|隐患|合格|达标|优[秀良质]|示范|品牌",
        "count",
    ),
    _head(f"{_COUNTED}|面积|长度|里程|户数", "quantity", "timeliness", f"{TOLD}|每|频|{TIME}", "count"),
    _head(f"{_COUNTED}|面积|里程", "quantity", "cost", f"{TOLD}|节约|减少|能耗|人均", "count"),
    _head("(?:竣工|完工)率", "quantity", "quality", TIME),
    _head(
        "(?:合同|协议|条款).{0,4}(?:履行|履约)率|(?:学时|课时|投入|支出|人员)占比",
        "quality",
        "quantity",
        TIME,
    ),
    _head("(?:合同|协议|条款).{0,4}(?:履行|履约)率", "quality", "benefits"),
    _head(
        "(?:执行|核定|保障|落实|到位|合格|达标|完好)率",
        "quality",
        "cost",
        "控制|节约|降低|预算|支出|经费",
    ),
    _head("(?:到岗|在岗|出勤)率", "quality", "timeliness", TIME),
    _head("返修率", "quality", "benefits"),
    _head("保障率|隐患整改率", "quality", "timeliness", TIME),
    _head(
        "(?:经费|预算|支出|资金|补助)[^率]{0,6}?(?:额|数额|金额|数量|数|规模)?",
        "cost",
        "quantity",
        "带动|引|贷|发放|拨付|兑付|投资|减免|征|销售|收入|采购[金总]?额|追|筹|募|捐|保险|资助",
        "money",
    ),
    _head(
        "三公.{0,4}(?:控制(?:率|数|情况)?|支出|规模)?|(?:接待|会议|差旅|培训|车辆|运行|维护|办公|印刷|劳务|租赁)费用?",
        "cost",
        "quantity quality",
        "发放|兑付|征|收入|减免|降低|下降|节约|压减",
    ),
    _head("完成(?:率|比例|度)", "quantity", "timeliness", f"{TIME}|{_MONEY_PACE}|整改"),
    _head(
        "成本|单价|造价", "cost", "quantity quality timeliness", "节约|节省|降低|下降|减少|压减|控制", "money"
    ),
    _head("(?:使用|利用|开机)率", "quality", "quantity", "面积|土地|[台套辆床]"),
    _head("(?:有效期|使用年限|使用寿命)限?", "sustainable", "timeliness"),
    _head("(?:开放|开馆|营业|播出|对外服务)(?:时间|时长|时数)", "quantity", "timeliness", "", "duration"),
    # An outcome as output.
    _head(
        f"(?:{_PEOPLE_DEAD}).*死亡率|(?:发病|患病|(?:再|重新)?(?:违法)?犯罪)率", "social", "outputs", _CARE
    ),
    _head("就业率", "social", "outputs"),
    _head("增收(?:额|率|金额|幅度)?|(?:可支配|纯)收入(?:增[长幅]?[率额幅度]*)?", "economic", "outputs"),
    _head("就业(?:岗位|人数|人次)?数?", "social", "economic"),
    _head(
        "(?:管理|工作|办事|服务|行政|执法|监管)(?:效率|效能)",
        "social",
        "economic",
        "成本|节约|降本",
    ),
    # An output as benefit.
    _head("(?:赠阅|赠送|入藏|配送|分发)[^率]{0,8}数量?", "quantity", "benefits"),
    _head(
        "预报合格率|(?:结业|课程开出)率|(?:培训|考试|考核)[^及和与、,]{0,4}(?:合格|通过|及格)率",
        "quality",
        "benefits",
    ),
    _head(
        "(?:翻修|维修|改造|更新|罩面|衬砌|硬化)[^及和与、,]{0,4}(?:面积|长度|里程)",
        "quantity",
        "ecological",
        f"{TOLD}|[林草田坡渔]|湿地|水土|土壤|耕地|河|湖|生态",
        "count",
    ),
    _head(
        f"(?:{_WORK})[^及和与、,]{{0,6}}?(?:{_COUNTED}|例数|人时数|长度|里程|课时数?|学时数?)|(?:{_WORK})数",
        "quantity",
        "benefits",
        f"{TOLD}|{_WORK_NOT}",
    ),
    _head(
        f"^(?:完成|全年|年内|共|累计)?(?:{_DONE})[^及和与、,()]{{0,12}}?(?:{_PIECES})",
        "quantity",
        "benefits",
        f"{TOLD}|{LEVEL}|{_LATER}",
        "count",
    ),
    _head(
        "^(?:(?:举办|开展|组织|召开|举行)[^及和与、,()]{2,14}?(?:讲座|培训班|宣讲|宣传|会议|演练|展览|展演|巡演|巡展|比赛|论坛)"
        "|[^及和与,()]{2,14}(?:讲座|宣讲|宣传|演练))",
        "quantity",
        "quality timeliness cost economic social ecological sustainable",
        f"{TOLD}|{_WORK_NOT}",
        "sessions",
    ),
    _head(
        "(?:宣传|宣讲|讲座|培训|演练)[^及和与,()]{0,14}场次", "quantity", "benefits", f"{TOLD}|{_WORK_NOT}"
    ),
    _head(
        "(?:更新|翻修|重铺|铺设|硬化|维修|改造|罩面|摊铺|衬砌)(?:总)?(?:面积|长度|里程)",
        "quantity",
        "economic",
        TOLD,
        "count",
    ),
    _head("列养率", "quantity", "benefits"),
    _head(
        "(?:媒体|新闻|宣传)报道(?:次数|条数|篇数|篇次|数量)",
        "quantity",
        "benefits",
        "转载|点击|浏览|阅读",
        "count",
    ),
    _head("报告[篇份]?数量?", "quantity", "benefits", f"{TOLD}|采[用纳]|批示|录用", "count"),
    _head(
        "(?:听证|审理|受理|执法|办理|审查)[^及和与、,]{0,4}(?:案件|案|件)数量?",
        "quantity",
        "benefits",
        TOLD,
        "count",
    ),
    _head(
        "^新[增建]的?(?:机动车|公共)?(?:停车位|泊位|体育场地(?:面积)?)(?:数量|个数|数)?",
        "quantity",
        "benefits",
        _LATER,
        "count",
    ),
    _head("应[\u4e00-\u9fff]尽[\u4e00-\u9fff]率|配备(?:达标|合格|到位)率", "quality", "benefits"),
    _head(
        "(?:宣传|宣讲|服务|培训|活动)[^及和与、,]{0,8}(?:覆盖|惠及|基层)[^及和与、,]{0,6}[镇乡村区县市街校家户位庭]\\)?数?"
        "|(?:网点|站点|服务点|工作站|定点[^及和与、,]{0,2}机构)(?:建设)?数量?",
        "quantity",
        "benefits",
        "受益|能力|率$",
        "count",
    ),
    _head("验收(?:合格|通过)率|办结率|(?:争议|误差|差错|返工)率", "quality", "benefits", TIME),
    _head(
        "(?:人员|干部|职工|队伍|骨干|员工|教师|医师|医务人员)[^及和与、,]{0,6}培训(?:人数|人次)",
        "quantity",
        "benefits",
    ),
    _head(
        "完成率",
        "quantity",
        "benefits",
        f"{TIME}|整改|治疗|疗程|教育|学|就业|目标|收入|脱贫|减排|能耗|税收?|营收|产值|产量|销售|增长|投资|引资|招商",
    ),
    _head("(?:在职|编制)?人员控制率|编制控制率", "quality", "cost"),
    _head("(?:完成|完工|竣工|建成)的?(?:时间|时限|日期)", "timeliness", "benefits"),
    _head(
        "(?:^|项目|工程|建设|采购|活动)总?成本|(?:^|项目|工程)总投资",
        "cost",
        "benefits",
        "带动|撬动|拉动|[招吸]?引|节约|降低|减少|企业|社会",
    ),
    _head("(?:支付|支出|拨付|预算执行)进度|(?:预算|资金|支出)(?:执行|支付|拨付)率", "timeliness", "benefits"),
    _head(
        "(?:实施|服务|项目|保障|建设|使用|经费)(?:周期|期间|时间|起止时间)",
        "timeliness",
        "benefits",
        "年限|寿命",
        "date",
    ),
    # One benefit for another.
    _head(
        "(?:营商|投资|创新|创业|就业|消费|法治|舆论|市场|金融|政务|办学|学习|就医|办公|工作)环境的?(?:优化|改善|提升|情况|状况|水平)*",
        "social",
        "ecological",
    ),
    _head(
        "增收(?:额|率|金额|幅度)?|收入(?:增[长加幅]?|提高)(?:额|率|金额|幅度)?",
        "economic",
        "social ecological",
    ),
    _head("挽回(?:国家|群众|企业)?(?:经济|财产)?损失(?:金额|额|数)?", "economic", "social ecological"),
    _head("(?:古树(?:名木)?|苗木|林木|树木|湿地植被)死亡率", "ecological", "social"),
    _head("就业率|受益(?:群众|人口|居民|学生)?(?:人数|人口|人口数|数)", "social", "economic"),
    _head(
        "(?:环境卫生|人居环境|生态环境|市容市貌|村容村貌|市容|空气|水环境)(?:状况|质量|面貌|整洁度|容貌)?(?:改善|提升|优化|整治|变化)*",
        "ecological",
        "economic",
    ),
)


@lru_cache(maxsize=64)
def may_contradict(own: frozenset[str]) -> re.Pattern[str]:
    """Whether any head that contradicts a declared class can be in a name: one search where most names have none."""
    return re.compile("|".join(f"(?:{head.ends.pattern})" for head in against(own)) or "(?!)")


@lru_cache(maxsize=64)
def against(own: frozenset[str]) -> tuple[Head, ...]:
    """The heads that contradict a declared class."""
    return tuple(head for head in HEADS if own <= head.under)
