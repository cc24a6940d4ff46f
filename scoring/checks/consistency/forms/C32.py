"""C32: text or rows of another project left in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....advice import terms
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners, quoted
from .fields import strangers
from .foreign import Stranger
from .strangers import BOOKS, DYKE, FESTIVAL, HALL, KEPT, LEFT, OLD, RIVER, STAGE, SUPPLY, TAPS, rows_of

# Who works, or what work is done: 保洁人员, 安保服务. The two characters before name the trade.
_TRADE = re.compile(
    r"(保洁|安保|保安|绿化|消杀|环卫|清扫|护林|巡查|巡护|协管|社工|律师|厨师|厨工|司机|电工|水工|物业|养护|清运|消防|救生|护理|康复|教师|医师|护士|志愿|义工|仓管|档案|会计|审计|监理|设计|测绘|检测|鉴定|翻译|讲师|辅导|心理|交通|文员|网格|铁骑|治安|巡防|禁毒|调解)"
    r"(?:服务)?(?:人员|队员|员工|队伍|岗位|员|师|工|队|服务|人数)"
)
_SAME = (
    {"安保", "保安"},
    {"巡查", "巡护", "巡防"},
    {"志愿", "义工"},
    {"保洁", "清扫", "环卫"},
    {"厨师", "厨工"},
)
_WHOLE = 6  # characters of another indicator's name that can't stand in a description by chance
_SHARED = 2


def _left_in(check: Check, view: SetView) -> Iterator[Finding]:
    trades = [set(_TRADE.findall(context.name)) for _, context in view]
    known = set().union(*trades)
    names = _whole_names(view)
    told: dict[str, str] = {}
    for i, (record, _) in enumerate(view):
        if not record.description or record.narrative:
            continue
        said = re.sub("《[^》]*》", "", record.description)
        trade = _foreign_trade(trades[i], said, known) if len(known) > 1 else ""
        if trade and not told:
            told = {o.id: o.name + o.text("goal") + o.text("calculation") for o in view.once(owners)}
        if trade and trade in told.get(record.owner_id, "") and not _of_a_row(view, trades, trade, record):
            trade = ""
        foreign = trade or _foreign_name(view, names, i, said)
        if foreign:
            yield check.mark(
                record,
                "description",
                None,
                f"指标是{quoted(record.name)}，解释{quoted(record.description, 30)}说的却是{quoted(foreign)}，"
                "像是从别的指标或项目复制来的。",
                "请按本指标写明解释：衡量什么、怎样计算；复制来的文字请删去。",
            ).at(i)
    yield from (_stranger(check, view, one) for one in view.once(strangers))
    yield from _goals(check, view)


def _stranger(check: Check, view: SetView, one: Stranger) -> Finding:
    record = view[one.row].record
    if one.kind == "cost":
        said = f"成本{quoted(record.name)}在本项目的目标、测算依据和其他指标里都没有提到，测算列出的支出里没有这一笔。"
        advice = "请删去，按测算依据列出的支出设置成本指标；确有这笔支出的，请在测算依据中写明。"
        return check.mark(record, "name", None, said, advice, "P2").at(one.row)
    home = f"{one.home}方面" if one.kind == "field" else quoted(one.home)
    said = f"指标{quoted(record.name)}说的是{home}的事，与本项目{quoted(record.project)}的目标、内容和其他指标都无关。"
    advice = "请删去，改为反映本项目产出和效果的指标；确属本项目的，请在年度目标中写明这项任务。"
    return check.mark(record, "name", None, said, advice, "P1").at(one.row)


def _foreign_trade(own: set[str], said: str, known: set[str]) -> str:
    """The trade that a description speaks of instead of the name's, where an indicator of the file has it."""
    if not own or any(trade in said for trade in own):
        return ""
    other = [
        t for t in _TRADE.findall(said) if t in known and not any({t, o} <= s for s in _SAME for o in own)
    ]
    return other[0] if other else ""


def _of_a_row(view: SetView, trades: list[set[str]], trade: str, record: Indicator) -> bool:
    """Whether another indicator of the same project has the trade: then the text belongs to that one."""
    return any(
        trade in found and view[k].record.owner_id == record.owner_id for k, found in enumerate(trades)
    )


def _whole_names(view: SetView) -> dict[str, list[tuple[str, int]]]:
    """Names long enough to be told apart that only one indicator bears, by their first characters."""
    rows: dict[str, list[int]] = {}
    for i, (_, context) in enumerate(view):
        if len(context.name) >= _WHOLE:
            rows.setdefault(context.name, []).append(i)
    found: dict[str, list[tuple[str, int]]] = {}
    for name, bearing in rows.items():
        if len(bearing) == 1:
            found.setdefault(name[:_WHOLE], []).append((name, bearing[0]))
    return found


def _foreign_name(view: SetView, names: dict[str, list[tuple[str, int]]], i: int, said: str) -> str:
    """The name of another indicator that a description begins with or is, where it shares nothing with its own."""
    for name, row in names.get(said[:_WHOLE], ()):
        if row == i or not said.startswith(name):
            continue
        own = terms(view[i].context.name) | terms(view[i].context.value)
        if own and terms(name) and not own & terms(said):
            return name
    return ""


def _goals(check: Check, view: SetView) -> Iterator[Finding]:
    """Goals that speak of another project of the file and of nothing in their own."""
    forms = [o for o in view.once(owners) if o.form and o.rows]
    if len(forms) < 2:
        return
    named = {o.id: terms(o.name) for o in forms}
    bearing: dict[str, set[str]] = {}
    for owner in forms:
        for term in named[owner.id]:
            bearing.setdefault(term, set()).add(owner.id)
    titles = {o.id: o.name for o in forms}
    for owner in forms:
        goal_text = owner.text("goal")
        goal = terms(goal_text)
        others: dict[str, int] = {}
        for term in goal:
            bearers = bearing.get(term, set())
            if len(bearers) == 1 and owner.id not in bearers:
                others[next(iter(bearers))] = others.get(next(iter(bearers)), 0) + 1
        best = max(others, key=lambda k: others[k], default="")
        if not best or others[best] < _SHARED or not named[owner.id]:
            continue
        rows = "\n".join(view[i].record.name + view[i].record.description for i in owner.rows)
        around = owner.name + owner.text("content") + owner.text("calculation") + rows
        if any(term in around for term in goal):
            continue
        yield about(
            check,
            view,
            owner,
            f"年度目标{quoted(owner.text('goal'), 36)}说的是{quoted(titles[best])}的事，与本项目的名称和指标无关。",
            "请核对是否误用了其他项目的目标，改写为本项目要完成的产出和效果。",
        )


_CLEAN = Indicator("保洁人员配备数", "42人", "按合同配备的保洁人员数", project="公园管养")
_GUARD = Indicator("安保人员在岗率", "100%", "在岗安保人员/应在岗人数", project="园区安保服务")
_WRONG = Indicator("保洁人员配备数", "42人", "按合同配备的安保人员数", project="公园管养")
_TREES = Indicator(
    "行道树补植数量", "≥300株", "全年补植株数", project="公园管养", goal="为精神障碍患者提供社区康复服务"
)
_CARE = Indicator(
    "康复训练人数", "80人", "参加训练人数", project="精神障碍社区康复", goal="为精神障碍患者提供康复训练"
)

_SUM = "清淤6公里×12万元=72万元；护岸4公里×20万元=80万元。合计152万元。"
_PAID = (Passage("calculation", _SUM, "柳溪河治理"),)


def _cost(name: str, value: str) -> Indicator:
    return Indicator(name, value, "", "产出指标", "成本指标", "柳溪河治理", goal=RIVER)


_CALLS = "做好值班值守和信息报送，开展应急演练，及时处置突发事件，保障群众生命财产安全"
CHECK = Check(
    code="C32",
    title="混入其他指标或项目的内容",
    english="Text or rows of another project left in",
    severity="P2",
    opinion=3,
    why="绩效目标和指标应与本项目的内容相关（财预〔2015〕88号：目标相关性）；复制时留下的文字使指标无法解释。",
    run=_left_in,
    scope="document",
    dimension="相关性",
    instead_of=("C13",),
    bad=(
        LEFT,
        Example(_WRONG, others=(_GUARD,)),
        Example(
            Indicator("行道树补植数量", "≥300株", "公厕设施完好率，按月抽查", project="公园管养"),
            others=(Indicator("公厕设施完好率", "≥95%", project="公厕管养"),),
        ),
        Example(_TREES, others=(_CARE,)),
        Example(
            Indicator("学生体质健康达标率", "≥92%", project="古籍数字化", goal=BOOKS),
            others=rows_of("古籍数字化", BOOKS, ("扫描拓片数量", "3000张"), ("善本著录准确率", "≥99%")),
        ),
        Example(
            Indicator("实训设备完好率", "≥95%", project="校园艺术节", goal=FESTIVAL),
            others=(*STAGE, *HALL),
        ),
        Example(
            Indicator("农村供水水质达标率", "≥92%", project="柳溪河治理", goal=RIVER),
            others=(*DYKE, *SUPPLY),
        ),
        Example(
            Indicator("适老化改造户数", "40户", "反映适老化改造情况", project="柳溪河治理", goal=RIVER),
            others=(*DYKE, *OLD),
        ),
        Example(
            Indicator("吸纳残疾人就业人数", "≥30人", project="柳溪河治理", goal=RIVER),
            others=DYKE,
        ),
        Example(_cost("学员人均成本", "≤300元"), others=DYKE),
        Example(_cost("课桌椅单价", "≤260元/套"), others=DYKE, passages=_PAID),
    ),
    good=(
        *KEPT,
        Example(  # what a work does to others is theirs by nature
            Indicator("施工致供水中断次数", "≤2次", level2="社会成本指标", project="古籍数字化", goal=BOOKS),
            others=rows_of("古籍数字化", BOOKS, ("扫描拓片数量", "3000张"), ("善本著录准确率", "≥99%")),
        ),
        Example(_CLEAN, others=(_GUARD,)),
        Example(  # woods burn, and others put it out
            Indicator("森林火灾受害率", "≤0.9‰", project="值守专项", goal=_CALLS),
            others=rows_of("值守专项", _CALLS, ("应急演练次数", "12次"), ("值守信息报送及时率", "≥99%")),
        ),
        Example(
            Indicator("古籍扫描合格率", "≥98%", project="古籍数字化", goal=BOOKS),
            others=rows_of("古籍数字化", BOOKS, ("扫描拓片数量", "3000张"), ("善本著录准确率", "≥99%")),
        ),
        Example(
            Indicator("高中升学率", "≥92%", project="古籍数字化", goal=BOOKS, unit="云岭市教育局"),
            others=rows_of("古籍数字化", BOOKS, ("扫描拓片数量", "3000张"), ("善本著录准确率", "≥99%")),
        ),
        Example(
            Indicator("受益农户饮水水质达标率", "≥98%", project="柳溪河治理", goal=RIVER),
            others=DYKE,
        ),
        # What an office for it, another row or the calculation speaks of; costs that have many names.
        Example(
            Indicator("吸纳残疾人就业人数", "≥30人", project="柳溪河治理", goal=RIVER),
            others=(*DYKE, *rows_of("柳溪河治理", RIVER, ("公益性岗位数", "12个"))),
        ),
        Example(_cost("培训费", "≤2万元"), others=rows_of("柳溪河治理", RIVER, ("护岸技术讲座", "3场"))),
        Example(_cost("护岸单价", "≤20万元/公里"), passages=_PAID),
        Example(_cost("人工成本", "≤30万元"), others=DYKE, passages=_PAID),
        Example(_cost("课桌椅单价", "≤260元/套"), others=DYKE),
        # Its own project speaks of it; what any project may have; rows of three projects; one project in two parts.
        Example(
            Indicator("书画作品展出数", "80件", project="校园艺术节", goal=FESTIVAL),
            others=(*STAGE, *HALL),
        ),
        Example(
            Indicator("安全责任事故", "0起", project="柳溪河治理", goal=RIVER),
            others=(*DYKE, *rows_of("农村饮水管护", TAPS + "，不发生安全责任事故", ("安全责任事故", "0起"))),
        ),
        Example(
            Indicator("受益老年人满意度", "≥90%", project="柳溪河治理", goal=RIVER), others=(*DYKE, *OLD)
        ),
        Example(
            Indicator("农村供水水质达标率", "≥92%", project="柳溪河治理", goal=RIVER),
            others=(
                *DYKE,
                *SUPPLY,
                *rows_of("乡镇水厂改造", "新建水厂两座并投产供水", ("农村供水水质达标率", "≥92%")),
            ),
        ),
        Example(
            Indicator(
                "农村供水水质达标率", "≥92%", project="农村饮水改造", goal="新打机井二十眼，配齐水泵和闸阀"
            ),
            others=SUPPLY,
        ),
        Example(
            Indicator(
                "适老化改造户数", "40户", "纳入柳溪河沿岸整村改造的户数", project="柳溪河治理", goal=RIVER
            ),
            others=(*DYKE, *OLD),
        ),
        Example(
            Indicator(
                "适老化改造户数",
                "40户",
                project="民政局整体支出",
                goal="做好社会救助、殡葬服务、区划地名和社会组织登记",
            ),
            others=(*DYKE, *OLD),
        ),
        Example(_WRONG),
        Example(
            Indicator("保安人员配备数", "42人", "按合同配备的安保人员数", project="公园管养"),
            others=(_GUARD,),
        ),
        Example(
            Indicator("行道树补植数量", "≥300株", "补植行道树株数，公厕设施完好率另计", project="公园管养"),
            others=(Indicator("公厕设施完好率", "≥95%", project="公厕管养"),),
        ),
        Example(
            Indicator("行道树补植数量", "≥300株", project="公园管养", goal="补植行道树，配合社区康复服务"),
            others=(_CARE,),
        ),
    ),
    weight=1.3,
)
