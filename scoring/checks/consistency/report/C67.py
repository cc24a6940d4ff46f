"""C67: the text of a report contradicts a row of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .....nlp.document import Passage, Project
from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import SetView
from ...owners import quoted
from ..completion.completions import row, rows_of
from ..completion.points import account
from ..completion.reached import outcome
from ..text import pairs
from .said import Clause, Reached, clauses, most_alike, reached_by, same_thing, shared
from .states import contradicted_states

_SUMS = re.compile(r"(?:全年)?(预算|执行)数[为是]?[:：]?([0-9][0-9,]*(?:\.[0-9]+)?)(万元|元)")
_ALL = re.compile("全部|均已?|都已?|全数|悉数|100%")
# Figures of other years, of plans, of the money, and of what is a part.
_ASIDE = re.compile(
    r"上年|去年|往年|以前年度|计划|目标|力争|拟|将|预计|预期|不少于|不低于|其中|累计|分别|同比|平均|得分|执行率|预算|项目[0-9]+个|(?:减少|压减|缩减|增加)[到至]"
)
_DONE = re.compile(f"{_ALL.pattern}|成功|圆满|顺利")
_FLOOR = re.compile(r"[0-9][^，]{0,4}以上")
_NEAR, _ROUGH = 0.005, 0.2
_POINT = 0.1  # percentage points, below which two shares are alike
_ADVICE = "请核对统计数据和佐证材料，正文与自评表填写一致的数，并按核实的数评分。"


def _contradicted(check: Check, view: SetView) -> Iterator[Finding]:
    told = [p for kind in ("paragraph", "goal_actual") for p in view.of_kind(kind) if p.text]
    named = {p.name: p.id for p in view.projects if p.name}
    for members in view.once(rows_of) if told else ():
        yield from _money(check, view, members, [p for p in told if p.kind == "paragraph"], named)
        rows = reached_by(view, members)
        first = view[members[0]].record
        spoken: set[int] = set()
        for passage in told:
            if not _is_about(passage, first, named):
                continue
            where = "目标完成情况" if passage.kind == "goal_actual" else "报告正文"
            of_unit = not passage.owner_id and len(named) > 1  # may tell of all its forms together
            for i, said in _differences(passage, [r for r in rows if not of_unit or r.name in passage.text]):
                if i in spoken:
                    continue
                spoken.add(i)
                yield _finding(check, view, members, i, f"{where}写{said}")
            states = contradicted_states(view, members, passage.text if where == "目标完成情况" else "")
            for i, said in states:
                if i not in spoken:
                    spoken.add(i)
                    yield _finding(check, view, members, i, f"{where}写{quoted(said, 30)}")


def _money(
    check: Check, view: SetView, members: list[int], told: Sequence[Passage], named: dict[str, str]
) -> Iterator[Finding]:
    """Sums of the money that the text tells otherwise than the form's head."""
    first = view[members[0]].record
    form = account(view.of_kind("execution"), first.owner_id)
    sums = {"预算": form.planned, "执行": form.spent} if form else {}
    for passage in told if sums else ():
        if not passage.owner_id or not _is_about(passage, first, named):
            continue
        for kind, said, unit in _SUMS.findall(passage.text):
            stated, amount = sums[kind], Decimal(said.replace(",", ""))
            # A form may state 元, or round to whole 万元.
            alike = [Decimal(1), Decimal(10_000), 1 / Decimal(10_000)]
            if not stated or any(abs(amount * by - stated) <= Decimal("0.5") for by in alike):
                continue
            message = f"报告正文写{kind}数 {said}{unit}，自评表是 {stated.normalize():f}，两处不一致。"
            yield check.finding(*owner_span(first), message, _ADVICE).at(members[0])
            return


def _is_about(passage: Passage, first: Indicator, named: dict[str, str]) -> bool:
    """Whether a text tells of a row's form: the project that it names, else the one that it stands in."""
    by_name = {id_ for name, id_ in named.items() if name in passage.text}
    if by_name and passage.kind == "paragraph":
        return first.owner_id in by_name
    return passage.owner_id in ("", first.owner_id)


def _finding(check: Check, view: SetView, members: list[int], i: int, said: str) -> Finding:
    if i < 0:
        record = view[members[0]].record
        message = f"{said}，与自评表各行的完成值合计对不上。"
        return check.finding(*owner_span(record), message, _ADVICE).at(members[0])
    record = view[i].record
    reached = outcome(*view[i])
    if reached is not None and reached.missed:  # the row has its finding: this one is the report's
        message = f"{said}，自评表“{short(record.name)}”却只完成“{short(record.actual)}”，前后矛盾。"
        return check.finding(*owner_span(record), message, _ADVICE).at(members[0])
    message = f"“{short(record.name)}”的完成值填“{short(record.actual)}”，{said}，两处不一致。"
    return check.finding("actual", (0, len(record.actual)), message, _ADVICE).at(i)


def _differences(passage: Passage, rows: list[Reached]) -> Iterator[tuple[int, str]]:
    """The rows that a text contradicts, each with what it says; -1 for several rows together."""
    for sentence in clauses(passage.text):
        for k, clause in enumerate(sentence):
            if _ASIDE.search(clause.text):
                continue
            wanted, got = _sums(rows, clause) if not clause.rough else (-1.0, -1.0)
            if clause.number in (wanted, got):  # of several rows together
                if wanted > got and clause.number == wanted:
                    yield -1, f"{quoted(clause.text, 30)}（各行完成值合计 {got:.10g}）"
                continue
            about = most_alike([r for r in rows if same_thing(r, clause)], clause)
            if len(about) == 1:
                (row_,) = about
                if _other_figure(row_, clause) and not _gives(sentence, row_):
                    yield row_.index, quoted(clause.text, 30)
            yield from _of_shares(rows, clause)
            if k and (found := _worked_out(rows, sentence[k - 1], clause)):
                yield found


def _other_figure(row_: Reached, clause: Clause) -> bool:
    """Whether the clause gives another figure than the row. The target said again is a contradiction only where all of it
    is said to be done."""
    off = abs(clause.number - row_.number)
    if off <= (_ROUGH if clause.rough else _NEAR) * max(abs(clause.number), abs(row_.number), 1.0):
        return False
    if clause.rough:
        return row_.number < clause.number
    if row_.wanted is not None and clause.number == row_.wanted:
        return row_.number < clause.number and bool(_DONE.search(clause.text))
    return row_.number < clause.number or not _FLOOR.search(clause.text)


def _gives(sentence: list[Clause], row_: Reached) -> bool:
    """Whether a sentence has the row's own figure too: 全年培训300人，春季培训120人."""
    return any(c.number == row_.number and c.unit == row_.unit for c in sentence)


def _of_shares(rows: list[Reached], clause: Clause) -> Iterator[tuple[int, str]]:
    """All are said to be something of which a row gives a smaller share: 12所全部达到B级."""
    if not _ALL.search(clause.text) or "率" in clause.text:
        return
    about = [r for r in rows if r.unit == "%" and shared(r.stem, clause.text)]
    if len(about) == 1 and about[0].number < 100.0 - _POINT and about[0].capped:
        yield about[0].index, quoted(clause.text, 30)


def _worked_out(rows: list[Reached], whole: Clause, part: Clause) -> tuple[int, str] | None:
    """The share that two figures come to, where a row gives another: 受理1260件，按时办结1252件."""
    if (
        whole.rough
        or part.rough
        or whole.unit != part.unit
        or not 0 < part.number < whole.number
        or part.unit in ("元", "%")
    ):
        return None
    share = part.number / whole.number * 100
    about = [
        r for r in rows if r.capped and shared(r.tail, part.text) and shared(r.stem, whole.text + part.text)
    ]
    if len(about) != 1 or abs(about[0].number - share) <= _POINT or share < 50:
        return None
    return about[0].index, f"{quoted(f'{whole.text}，{part.text}', 40)}（即 {share:.4g}%）"


def _sums(rows: list[Reached], clause: Clause) -> tuple[float, float]:
    """What the targets and the completions of several rows of a clause's unit come to: 为160人提供托养."""
    alike = [r for r in rows if r.unit == clause.unit and r.wanted and pairs(r.stem) & pairs(clause.text)]
    if len(alike) < 2 or clause.unit in ("元", "%"):
        return -1.0, -1.0
    return sum(r.wanted or 0.0 for r in alike), sum(r.number for r in alike)


def _told(text: str, kind: str = "paragraph") -> tuple[Passage, ...]:
    return (Passage(kind, text, "灌区清淤"),)


_SPENT = Passage("execution", "全年预算数 200；全年执行数 189.72；执行率 94.86%", "灌区清淤")
_BUILT = row("改造闸站座数", "12座", "9座")
_OF_UNIT = (Passage("paragraph", "全年完成渠道清淤长度、渠道淤泥清运31.2公里。"),)
_BOTH = (Project("灌区清淤", "灌区清淤"), Project("闸站改造", "闸站改造"))
_HANDLED: Indicator = row("用水申请按时办结率", "100%", "100%", "时效指标")

CHECK = Check(
    code="C67",
    title="正文与自评表不一致",
    english="The report's text contradicts its table",
    severity="P1",
    opinion=4,
    why="绩效自评应真实、准确，报告正文与自评表相互印证（财预〔2020〕10号）；同一件事两种说法，自评结果不可信。",
    run=_contradicted,
    scope="document",
    dimension="适当性",
    bad=(
        Example(
            row("灌区水费征收额", "≥420万元", "464万元", "经济效益指标"),
            others=(row("灌区水费减免额", "≥80万元", "87万元", "经济效益指标"),),
            passages=_told("全年征收灌区水费446万元。", "goal_actual"),
        ),
        Example(
            row("清运淤泥数量", "≥4500吨", "1983吨"), passages=_told("清运淤泥4500余吨。", "goal_actual")
        ),
        Example(_BUILT, passages=_told("全年12座闸站全部改造完成并投入运行。")),
        Example(row("清淤长度", "≥12公里", "12.5公里"), passages=_told("全年完成渠道清淤长度11.2公里。")),
        Example(
            row("灌区农产品总收入", "≥96亿元", "103.5亿元", "经济效益指标"),
            passages=_told("实现灌区农产品总收入98.7亿元，同比增长8%。"),
        ),
        Example(
            row("一级渠系占比", "100%", "83.3%", "质量指标"),
            passages=_told("12条渠系全部达到一级渠系标准", "goal_actual"),
        ),
        Example(_HANDLED, passages=_told("全年受理用水申请1260件，按时办结1252件。")),
        Example(
            row("用水户满意度", "≥90%", "89.2%", "满意度指标"), passages=_told("用水户满意度达92%以上。")
        ),
        Example(row("创建节水村", "1个", "0个"), passages=_told("成功创建节水村1个。", "goal_actual")),
        Example(row("新建机井数量", "120眼", "120眼"), passages=_told("截至年底完成机井主体64眼。")),
        Example(row("创建节水村", "3个", "3个"), passages=_told("创建节水村2个。", "goal_actual")),
        Example(_BUILT, passages=(*_told("项目全年预算数为200万元，执行数为198.72万元。"), _SPENT)),
        Example(row("渠道清淤长度", "≥12公里", "12.5公里"), passages=_OF_UNIT, projects=_BOTH),
        Example(
            row("北片护渠人数", "60人", "52人"),
            others=(row("南片护渠人数", "40人", "38人"),),
            passages=_told("为100名护渠人员发放了补贴。"),
        ),
        Example(
            row("南片管护用房", "1处", "完成"),
            passages=_told("清淤12公里；南片管护用房正在装修。", "goal_actual"),
        ),
        Example(
            row("重点闸站完工时间", "6月底前", "9月12日", "时效指标"),
            passages=_told("6座重点闸站全部按时完工。", "goal_actual"),
        ),
        Example(
            row("改造闸站座数", "12座", "12座"),
            passages=_told("建成泵房2座、改造闸站9座、管护用房1处。", "goal_actual"),
        ),
    ),
    good=(
        Example(
            row("清运淤泥数量", "≥4500吨", "4380吨"), passages=_told("清运淤泥4500余吨。", "goal_actual")
        ),
        Example(
            row("南片管护用房", "1处", "未完成"),
            passages=_told("清淤12公里；南片管护用房正在装修。", "goal_actual"),
        ),
        Example(
            row("南片管护用房", "1处", "完成"),
            passages=_told("南片管护用房建成；二期管护用房正在设计。", "goal_actual"),
        ),
        Example(
            row("重点闸站完工时间", "6月底前", "6月12日", "时效指标"),
            passages=_told("6座重点闸站全部按时完工。", "goal_actual"),
        ),
        Example(_BUILT, passages=_told("全年改造闸站9座，其余3座因汛期停工。")),
        Example(_BUILT, passages=_told("年度目标为改造闸站12座。")),
        Example(row("用水户满意度", "≥90%", "93%", "满意度指标"), passages=_told("用水户满意度达92%以上。")),
        Example(_BUILT, passages=(*_told("项目全年预算数为200万元，执行数为189.72万元。"), _SPENT)),
        Example(_BUILT, passages=_told("上年改造闸站15座。")),
        Example(row("渗漏渠段消除处数", "≥2处", "2处"), passages=_told("渗漏渠段减少到7处。")),
        Example(row("新建机井数量", "120眼", "120眼"), passages=_told("完成旧机井维修64眼。")),
        Example(_BUILT, passages=_told("全年改造闸站9座，汛前改造闸站4座。")),
        Example(row("渠道淤泥清运长度", "≥12公里", "12.5公里"), passages=_OF_UNIT, projects=_BOTH),
        Example(row("清淤长度", "≥12公里", "12.5公里"), passages=_told("其中北干渠清淤长度6.2公里。")),
        Example(_HANDLED, passages=_told("全年受理用水申请1260件，按时办结1260件。")),
        Example(
            row("一级渠系占比", "≥80%", "83.3%", "质量指标"),
            passages=_told("补贴全部通过一卡通发放。", "goal_actual"),
        ),
        Example(
            row("北片护渠人数", "60人", "60人"),
            others=(row("南片护渠人数", "40人", "40人"),),
            passages=_told("为100名护渠人员发放了补贴。"),
        ),
    ),
)
