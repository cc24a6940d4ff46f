"""M06: required fields of the form left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....nlp.document import Blank, Passage, Project
from ...findings import DOCUMENT_FIELD, Finding, owner_span
from ...registry import Check, Example
from ...views import SetView
from ..owners import about, listed, owners
from .blank import FORM

_FIELDS = {"code": "项目编码", "person": "填报人"}


def _unfilled(check: Check, view: SetView) -> Iterator[Finding]:
    for kind, label in _FIELDS.items():
        asked = view.of_kind(kind)
        blank = [p for p in asked if not p.text.strip()]
        if not blank:
            continue
        i = view.nearest(blank[0])
        some = "全部" if len(blank) == len(asked) else f"有 {len(blank)} 张"
        count = f"，{len(asked)} 张表{some}空着" if len(asked) > 1 else ""
        yield check.finding(
            *(
                owner_span(view[i].record)
                if len(blank) == 1 and blank[0].owner_id
                else (DOCUMENT_FIELD, (0, 0))
            ),
            f"“{label}”没有填写{count}。",
            f"请补填{label}。",
            "P3",  # often filled in by the system, or left out of what is published
        ).at(i)
    for owner in view.once(owners) if any(form.blanks for form in view.projects) else ():
        form = next((f for f in view.projects if f.id == owner.id), None)
        if form is None or not owner.rows:
            continue
        # In the lines of a text that lost its cells the answer may stand anywhere.
        sure = any(b.kind == "project" and (b.location.column or not b.location.line) for b in form.blanks)
        if not form.name and sure:
            said = "项目名称一栏空着，指标是哪个项目的看不出来，与资金也对不上。"
            yield about(check, view, owner, said, "请补填项目名称。", "P1")
        classes = list(
            dict.fromkeys(b.text for b in form.blanks if b.kind == "class" and b.horizon != "term")
        )
        if classes:
            said = f"{listed(classes)}的名称和指标值都空着。"
            yield about(check, view, owner, said, "不适用的请写“不适用”，适用的请补填指标和指标值。", "P3")


_UNNAMED = replace(FORM, project="", project_id="f1")

CHECK = Check(
    code="M06",
    title="表头必填项空着",
    english="Required fields of the form left empty",
    severity="P2",
    opinion=11,
    why="绩效目标表内容应填报完整（财预〔2015〕88号：规范完整性）；没有项目编码，指标无法与预算项目对应。",
    run=_unfilled,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(FORM, passages=(Passage("code", "", "灌区清淤"),)),
        Example(FORM, passages=(Passage("person", ""), Passage("code", "1301", "灌区清淤"))),
        Example(_UNNAMED, projects=(Project("f1", blanks=(Blank("project", "项目名称"),)),)),
        Example(_UNNAMED, projects=(Project("f1", "灌区清淤", blanks=(Blank("class", "生态效益指标"),)),)),
    ),
    good=(
        Example(FORM, passages=(Passage("code", "1301", "灌区清淤"),)),
        Example(FORM),
        Example(_UNNAMED, projects=(Project("f1"),)),
    ),
)
