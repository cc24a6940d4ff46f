"""M15: a project's form has no goal at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ....nlp.document import Blank, Passage, Project
from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..owners import Owner, about, owners
from .classes import CLEAN, LENGTH, row

_FEWEST = 4  # rows of a form; shorter ones are excerpts
_LISTED = 3  # projects without any goal among them: a list, which has no place for it
_ADVICE = "请补写年度绩效目标：完成哪些工作、多少数量、达到什么效果。"
_SENTENCE = 12  # characters of a text that nobody knows what it is, and may be the goal
_NO_GOAL = re.compile(r"[□☑☐√]|填[报表]|日期|签[字章]|盖章|公示|^[(（]?(?:19|20)\d\d年度?[)）]?$")
_HEADS = ("title", "department", "total", "unit")  # of a form: a list and an excerpt have none


def _goalless(check: Check, view: SetView) -> Iterator[Finding]:
    left = {f.id for f in view.projects if not f.goal and any(b.kind.startswith("goal") for b in f.blanks)}
    for owner in view.once(owners) if left else ():
        if owner.id in left and owner.rows and not _has_goal(owner):
            said = f"年度目标一栏空着，{len(owner.rows)} 条指标不知道为实现什么而设。"
            yield about(check, view, owner, said, _ADVICE, "P1")
    forms = [o for o in view.once(owners) if o.form and len(o.rows) >= _FEWEST]
    bare = [o for o in forms if not _has_goal(o) and o.id not in left]
    if not bare or (len(bare) == len(forms) >= _LISTED):
        return
    for owner in bare:
        if (
            not owner.asked("title")
            and not owner.asked("budget")
            and not (len(forms) == 1 and _is_headed(view))
        ):
            continue
        if any(_may_be_goal(p.text) and p.owner_id in (owner.id, "") for p in view.of_kind("paragraph")):
            continue
        yield about(
            check,
            view,
            owner,
            f"表中没有年度目标的文字，{len(owner.rows)} 条指标不知道为实现什么而设。",
            _ADVICE,
        )


def _is_headed(view: SetView) -> bool:
    return any(view.of_kind(kind) for kind in _HEADS)


def _may_be_goal(text: str) -> bool:
    return len(text) >= _SENTENCE and not _NO_GOAL.search(text)


def _has_goal(owner: Owner) -> bool:
    return bool(owner.text("goal") or owner.text("goal_long"))


_DONE = row("清淤完工时间", "11月底前", "时效指标")
_MORE = (CLEAN, _DONE, row("新增灌溉面积", "320亩", "社会效益指标"))
_TITLE = Passage("title", "项目绩效目标表", "灌区清淤")
_GOAL = Passage("goal", "疏通北干渠12公里。", "灌区清淤")

CHECK = Check(
    code="M15",
    title="没有填写年度目标",
    english="A form without a goal",
    severity="P2",
    opinion=1,
    why="绩效目标是设置指标的依据（财预〔2015〕88号：规范完整性）；年度目标未填写是审核机构逐表检查的第一类问题。",
    run=_goalless,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(LENGTH, others=_MORE, passages=(_TITLE,)),
        Example(
            replace(LENGTH, project_id="f1"),
            projects=(Project("f1", "灌区清淤", blanks=(Blank("goal", "年度目标"),)),),
        ),
        Example(LENGTH, others=_MORE, passages=(Passage("budget", "60万元", "灌区清淤"),)),
        Example(LENGTH, others=_MORE, passages=(_TITLE, Passage("paragraph", "填报日期：2024年3月15日", ""))),
        Example(
            replace(LENGTH, project="", project_id="1"),
            others=tuple(replace(r, project="", project_id="1") for r in _MORE),
            passages=(Passage("title", "灌区清淤绩效目标表"),),
            projects=(Project("1"),),
        ),
    ),
    good=(
        Example(LENGTH, others=_MORE, passages=(_TITLE, _GOAL)),
        Example(LENGTH, others=_MORE),
        Example(LENGTH, others=(CLEAN,), passages=(_TITLE,)),
        Example(
            LENGTH,
            others=_MORE,
            passages=(_TITLE, Passage("paragraph", "疏通北干渠，让下游农户按时灌溉。", "灌区清淤")),
        ),
    ),
)
