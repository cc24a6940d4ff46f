"""C53: the money of a self-evaluation contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.document import Passage
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners
from ..completion.completions import row
from ..completion.points import Account, account, plain
from .lines import Line, lines

_NEAR = 0.0005
_OFF = 0.006  # of a rate that is not its quotient: more than rounding to whole percents takes
_TOLD = re.compile(r"追加|超支|超预算|超出预算|调剂|调整预算|预算调整|结转|结余资金|上级(?:下达|补助)")
_CHECKED = "请按决算和预算批复改正资金各栏，使总额、分项和执行率一致，再计算执行得分。"


def _contradicting(check: Check, view: SetView) -> Iterator[Finding]:
    rows: dict[str, list[str]] = {}
    for passage in view.of_kind("funds"):
        rows.setdefault(passage.owner_id, []).append(passage.text)
    for owner in view.once(owners) if rows else ():
        told = account(view.of_kind("execution"), owner.id)
        if told is None:
            continue
        found = lines(rows.get(owner.id, ()))
        found = found if _is_that(told, found) else []
        said = _zero(found) or _above(view, owner, told, found)
        if said:
            yield about(check, view, owner, *said)
        elif off := [
            line for line in found if _is_off(line) and (line.role != "total" or not _scored(view, owner))
        ]:
            one = off[0]
            yield about(
                check,
                view,
                owner,
                f"“{one.label}”的执行率填 {one.written}，而 {_plain(one.spent)} ÷ {_plain(one.planned)} ="
                f" {(one.quotient or 0.0) * 100:.4g}%。",
                _CHECKED,
                "P2",
            )


def _is_that(told: Account, found: Sequence[Line]) -> bool:
    """Whether the line of all the money is what was read of the form's execution."""
    whole = next((line for line in found if line.role == "total"), None)
    pairs = ((told.planned, whole.planned), (told.spent, whole.spent)) if whole else ()
    return bool(pairs) and all(
        (a is None) == (b is None) and (a is None or abs(float(a) - (b or 0.0)) < 1e-6) for a, b in pairs
    )


def _scored(view: SetView, owner: Owner) -> bool:
    """Whether rows have weights, so that C25 looks at the rate of all the money."""
    return any(view[i].record.weight for i in owner.rows)


def _zero(found: Sequence[Line]) -> tuple[str, str] | None:
    """All of the money is 0, and something of it was there."""
    whole = next((line for line in found if line.role == "total"), None)
    if whole is None or whole.planned != 0 or whole.first:
        return None
    if whole.spent:
        rate = f"，执行率却填 {whole.written}" if whole.rate else ""
        return f"全年预算数填的是 0，全年执行数却是 {_plain(whole.spent)}{rate}，数字不成立。", _CHECKED
    part = next((line for line in found if line.role == "source" and (line.planned or line.spent)), None)
    if part is None:
        return None
    amounts = (("全年预算数", part.planned), ("全年执行数", part.spent))
    sums = "、".join(f"{name} {_plain(amount)}" for name, amount in amounts if amount)
    label = part.label.removeprefix("其中").strip(":： ")
    return f"“{whole.label}”填的是 0，其中“{label}”却有{sums}，总额与分项矛盾。", _CHECKED


def _above(view: SetView, owner: Owner, whole: Account, found: Sequence[Line]) -> tuple[str, str, str] | None:
    """More was spent than planned, and nothing says where it came from."""
    if not whole.planned or whole.spent is None:
        return None
    share = float(whole.spent / whole.planned)
    if share <= 1 + _NEAR or share > 10 or any(view[i].record.horizon == "term" for i in owner.rows[:1]):
        return None
    told = [
        p.text
        for p in view.passages
        if p.owner_id in (owner.id, "") and p.kind in ("paragraph", "goal_actual")
    ]
    if any(one.role == "source" and one.spent and not one.planned for one in found):
        return None  # money of the year before, or another's, that came in later
    if any(map(_TOLD.search, [*told, *(view[i].record.reason for i in owner.rows)])):
        return None
    said = f"全年执行数 {plain(whole.spent)} 超过全年预算数 {plain(whole.planned)}（{share * 100:.5g}%），没有说明超出的钱从哪里来。"
    advice = "请核对两个数；确有追加的，把全年预算数改为调整后的数，并说明追加的来源和依据。"
    return said, advice, "P1" if whole.first is not None else "P2"


def _is_off(line: Line) -> bool:
    quotient = line.quotient
    if quotient is None or line.rate is None:
        return False
    return min(abs(quotient - line.rate), abs(quotient - line.rate / 100) if line.rate else 1.0) > _OFF


def _plain(amount: float | None) -> str:
    return f"{amount:.10g}"


_LENGTH = row("清淤长度", "12公里", "12公里")
_HEAD = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"


def _form(whole: str, *parts: str) -> tuple[Passage, ...]:
    """The head of a form: its rows, and what the reader made of that of all the money."""
    _, _, *sums = whole.split("\t")
    keys = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    said = "；".join(f"{key} {text}" for key, text in zip(keys, sums, strict=False) if text)
    rows = (Passage("funds", text, "灌区清淤") for text in (_HEAD, whole, *parts))
    return (*rows, Passage("execution", said, "灌区清淤"))


CHECK = Check(
    code="C53",
    title="资金各栏自相矛盾",
    english="The money of a self-evaluation contradicts itself",
    severity="P1",
    opinion=11,
    why="自评表的预算数、执行数以批复和决算为准，执行率＝执行数÷预算数（财预〔2020〕10号自评表）；总额、分项和执行率对不上，执行得分就没有依据。",
    run=_contradicting,
    scope="document",
    dimension="适当性",
    instead_of=("C22",),
    bad=(
        Example(_LENGTH, passages=_form("年度资金总额\t\t0\t0\t62.5\t10\t100%\t10")),
        Example(
            _LENGTH,
            passages=_form("年度资金总额\t\t0\t0\t0\t10\t0\t0", "其中：财政拨款\t\t60\t62.5\t61.8"),
        ),
        Example(_LENGTH, passages=_form("年度资金总额\t\t60\t60\t62.5\t10\t104.17%\t10")),
        Example(
            _LENGTH,
            passages=_form("年度资金总额\t\t60\t60\t57\t10\t95%\t9.5", "其他资金\t\t6\t6\t6\t—\t0\t—"),
        ),
        Example(
            _LENGTH,
            passages=(
                Passage("funds", "预算执行情况（万元）\t预算数:\t60\t执行数:\t62.5", "灌区清淤"),
                Passage("execution", "全年预算数 60；全年执行数 62.5", "灌区清淤"),
            ),
        ),
    ),
    good=(
        Example(
            _LENGTH,
            passages=_form(
                "年度资金总额\t\t60\t62.5\t61.8\t10\t98.88%\t9.9",
                "其中：财政拨款\t\t60\t62.5\t61.8\t—\t99%\t—",
                "其他资金\t\t0\t0\t0\t—\t0\t—",
            ),
        ),
        Example(_LENGTH, passages=_form("年度资金总额\t\t0\t60\t57\t10\t95%\t9.5")),
        Example(_LENGTH, passages=_form("年度资金总额\t\t0\t0\t0\t10\t0\t0")),
        Example(
            _LENGTH,
            passages=(
                *_form("年度资金总额\t\t60\t60\t62.5\t10\t104.17%\t10"),
                Passage("goal_actual", "清淤12公里，县级追加2.5万元。", "灌区清淤"),
            ),
        ),
    ),
)
