"""C03, C04, C37: figures of the annual goal that no indicator carries, that one contradicts, or that the report of it
passes over.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ....nlp.document import Passage
from ....nlp.normalize import fold
from ....nlp.record import Indicator
from ....nlp.targets import canonical, parse_target

UNITS = (
    "人次|人份|航次|架次|车次|台次|户次|课时|学时|人|名|户|家|处|所|座|场次|场|次|期|批次|批|件|份|册|套|台|辆|艘|架|公里|千米|米|平方米|㎡|平方公里|亩|公顷|吨"
    "|万元|亿元|元|%|‰|/10万|/万|例(?!如|外|会|行)|篇|部|枚|颗|幅|羽|尾|匹|盒|箱|瓶|袋|张|发(?![展放布生现挥动送电行证])|[支只](?![付出持撑有能要])|面(?![积向])|片(?!区)|根(?!据)|门(?![口诊类槛户])|本(?![级年校地市区县部科单])|口(?![之述])|组(?![织建成])|对(?![接象外口])|节(?![约能省日假水])|头|株|棵|块|盏|间|床|栋|宗|眼|立方米|条(?=[^，。；、]{0,5}[线路道河渠沟街巷]|[，。；、,;]|$)|个(?!百分点|月|方面|目标|体系|原则|重点(?![\u4e00-\u9fff]{0,4}(?:项目|工程|企业|单位|村|镇|场所|点位|部位))|层面|工作日|小时|阶段|环节|大类|类别|品类)"
)
FIGURE = re.compile(
    rf"(?<![\dA-Za-z.第/-])(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?(?:余|多)?({UNITS})(/[千万百]?[人户年月日个]+)?"
)
# What looks like a figure of the goal and is a title, a date, an age or a standing phrase.
ASIDE = re.compile(
    r"《[^》]*》|〔\d+〕|\[\d+\]|千人\d+批次|\d+(?:-\d+)?(?:周?岁|号令?|型)|\d+年|\d+月|\d+日"
    r"|全[省市县区镇乡]\d+个|\d+个(?:社区|街道|乡镇|镇街|镇|行政村|自然村|村|花园小区|小区)(?=[，。、；,;的和每]|参与|$)"
)
# 由9个减少到7个: the indicator counts either the two or the seven. Of shares the second is the target.
_TURNS = "(?:减少|下降|降低|压减|缩减|增加|提高|提升|扩大|增长)?[到至为]"
_CHANGE = re.compile(
    rf"[由从](?:原来|上年)?的?\d[\d,.]*[万亿千百]?(?:(?:[^\d%‰，。；;]{{0,4}}){_TURNS}\d[\d,.]*[万亿千百]?(?![\d.]*[%‰])|[%‰](?={_TURNS}))"
)
# A clause that quotes a rule or a rate promises nothing by its figures.
RULE = re.compile(r"(?<!高)标准(?!化)|核拨|可[配增]|按每|规定|办法|\d[^，。；,;]{0,4}以上的")
CLAUSE = re.compile(r"[，。；;\n]|,(?!\d)|(?<!\d),")
_SHARES = ("%", "‰", "/10万", "/万")
SCALE = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
# What is there already, how large the field is, and how much of the money is spent, is no output of the year.
_SCOPE = re.compile(
    r"[下所管]?辖[^，。；]{0,6}$|辐射|覆盖[^率]{0,12}$|涉及|现有|共有|已有|总面积|总人口|常住|占地|位于|服务人口|服务范围"
)
# For whom it is enough: 满足2460名学生的实验需要.
_FOR = re.compile(r"^(?:为|使|确保)?(?:满足|保障|服务于?)[^，。；]*$")
_NEED = re.compile(r"(?:(?:正常|安全|平稳|稳定)运[行转]|需要|需求|供应|用[水电气粮]|出行)$")
_EACH = re.compile(r"每(?![年月季周日天])[\u4e00-\u9fff]{1,4}$")  # 聘用巡库员46人(每座2人)
_FROM = re.compile(r"[由从]$")  # 由36个增加到96个
_AREA = re.compile(r"^[^，。；]{0,6}的?(?:区域|范围|辖区|片区|居民|常住人口|户籍人口|人口)")
# 在5个村新建公厕8座: where something is done asks for no indicator of its own, how much does.
_WHERE = re.compile(r"(?:^|[:：])\W*(?:将|拟|计划|分别)?(?:在|为|对|面?向|保障|做好|负责)[^，。；]{0,24}$")
_AND = re.compile(
    r"^(?:保障|对|做好|负责|在|为)[^，。；]{0,10}(?:镇区?|城区|机关|街道|社区|村|校区|本部|本级)[及和、]$"
)
_BY = re.compile(r"^\W*(?:按照?|依照|根据)[^，。；]{0,16}$")  # 按下达的12000吨规模
_GIVEN = re.compile(r"^[^，。；]{0,8}(?:规模|要求|比例|计划|任务|定额)")
_PLACE = re.compile(
    r"^(?:[(（][^()（）]{0,12}[)）])?(?:[\u4e00-\u9fff]{0,4}(?:林场|农场|乡镇|镇街|街道|社区|小区|村|镇|乡|县|区|市|园区|学校|校区|中小学|幼儿园|单位|点位|路段|地块|站点|网点|聚居点|安置点|基层所|派出所|工作站|流域|河段|灌区|景区))"
)
_SPENT = re.compile(r"支出率|执行率|支付率|支出进度|支付进度|(?:支出|支付|使用)[^，。；]{0,8}$|经费|预算")
_SHARED = re.compile(r"配套|分[担摊]|承担|负担")  # who pays how much of it
_PROGRESS = re.compile(
    r"\W*(?:截至|到|至)?\d{1,2}月(?:底|末|份)?前?(?:达到?|完成)?(?:不低于)?"
)  # 11月底达到95%
_MONEY = ("元", "万元", "亿元")
EARNED = re.compile(r"增收|产值|营收|收入|销售|带动|减免|节约|追缴|挽回|引资|招商|融资")
_BESIDE = re.compile("[、共计约合(（]")
_LEAD = re.compile(
    r"\s*(?:(?:目标|任务)\d{1,2}[:：、.．]|[(（]?[0-9一二三四五六七八九十]{1,2}[)）、.．]|[①-⑳]|[一二三四五六七八九十]是)\s*"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure of a goal: as written, as a number of a base unit, and its clause with where the figure stands in it.
    `near` is the text that says what is counted: the clause up to the next figure."""

    text: str
    number: float
    unit: str
    clause: str
    at: int
    near: str

    @property
    def background(self) -> bool:
        """Whether it says how large the field is, or what is spent, and asks for no indicator."""
        before = self.clause[: self.at]
        after = self.clause[self.at + len(self.text) :]
        if self.unit == "元" or self.text.endswith(_MONEY):
            return not EARNED.search(before)
        spent = self.unit == "%" and (
            _SPENT.search(before) or _PROGRESS.fullmatch(before) or _SHARED.search(before + after)
        )
        needed = _FOR.match(before) and _NEED.search(after)
        given = _BY.match(before) and _GIVEN.match(after)
        scope = (
            needed
            or given
            or _EACH.search(before)
            or _FROM.search(before)
            or _SCOPE.search(before)
            or _AREA.match(after)
        )
        return bool(spent or scope or self._is_place(before, after))

    def _is_place(self, before: str, after: str) -> bool:
        """Whether it counts the places in which the rest of the clause, which has a figure too, is done."""
        if _AND.search(before):
            return bool(_PLACE.match(after))  # 保障场镇及3个聚居点日常保洁
        here = _WHERE.search(before) and _PLACE.match(after)
        return bool(here and any(map(str.isdigit, after)))


@lru_cache(maxsize=1024)
def promises(text: str) -> tuple[Promise, ...]:
    """The figures that a goal promises, each with its clause.

    >>> [(p.text, p.clause) for p in promises("培训村医1,200人次，知晓率达到85%以上")]
    [('1,200人次', '培训村医1,200人次'), ('85%', '知晓率达到85%以上')]
    """
    folded = fold(text)
    masked = ASIDE.sub(lambda aside: "#" * len(aside[0]), folded)
    masked = _CHANGE.sub(lambda change: "#" * len(change[0]), masked)
    found: list[Promise] = []
    first = 0
    for end in [*(m.start() for m in CLAUSE.finditer(masked)), len(masked)]:
        said, clause = masked[first:end], folded[first:end]
        lead = _LEAD.match(clause)
        skip = lead.end() if lead else 0
        if not RULE.search(said):
            found.extend(_of_clause(said[skip:], clause[skip:]))
        first = end + 1
    return tuple(found)


def _of_clause(masked: str, clause: str) -> Iterator[Promise]:
    matches = list(FIGURE.finditer(masked))
    begin = 0
    for k, match in enumerate(matches):
        number = value(match[1], match[2] or "")
        if number <= 1 and match[3] not in _SHARES:
            continue
        target = parse_target(match[0])
        base = canonical(target) if target is not None else None
        # 培训农户12期1200人次: both figures are of what stands before the first.
        if k and _BESIDE.sub("", clause[matches[k - 1].end() : match.start()]):
            begin = matches[k - 1].end()
        start = begin
        stop = matches[k + 1].start() if k + 1 < len(matches) else len(clause)
        if base is None or base.number is None or base.upper is not None:
            yield Promise(match[0], number, match[3], clause, match.start(), clause[start:stop])
        else:
            yield Promise(
                match[0], base.number, one_unit(base.unit), clause, match.start(), clause[start:stop]
            )


def one_unit(unit: str) -> str:
    """One unit for those that count the same: 场 and 场次."""
    return "场" if unit == "场次" else unit


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[tuple[str, float], ...]:
    """The figures that a goal promises: as written, and as a number.

    >>> figures("培训村医1,200人次，知晓率达到85%以上")
    (('1,200人次', 1200.0), ('85%', 85.0))
    """
    bare = ASIDE.sub("，", fold(text))
    promised = "，".join(c for c in CLAUSE.split(bare) if not RULE.search(c))
    found = [
        (f"{number}{scale}{unit}", value(number, scale))
        for number, scale, unit, _ in FIGURE.findall(promised)
    ]
    return tuple((text, number) for text, number in found if number > 1 or text.endswith(("%", "‰")))


def value(number: str, scale: str) -> float:
    """A figure with its scale (万, 百) as a number."""
    return round(float(number.replace(",", "") or 0) * SCALE[scale], 6)


WHY = "绩效目标应细化为可衡量的指标，任务数与计划数相对应（财预〔2020〕10号“绩效指标明确性”）。"
BORN = Indicator("新建健身步道长度", value="8公里", project="全民健身设施")
SHORT = Indicator("改造厕所验收合格率", value="100%", project="农村改厕")


def example_goal(text: str, project: str) -> Passage:
    """For the examples."""
    return Passage("goal", text, project)
