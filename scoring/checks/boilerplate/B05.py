"""B05: superior body's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..scope.levels import TITLE, WHY, act, found, of, text
from ..scope.unit import unit_of
from ..texts import Piece, all_texts


def _superior(check: Check, view: SetView) -> Iterator[Finding]:
    words = view[0][1].words
    pattern = words.pattern("superior_bodies")
    pieces = all_texts(view, pattern) if view.passages else []
    if not pieces or not (unit := view.once(unit_of)).below("city"):
        return

    def match(piece: Piece) -> re.Match[str] | None:
        found = pattern.search(piece.text)
        # A district's commission may well call its own units 委属.
        return None if found and found[0].startswith("委") and unit.name.endswith(("委", "委员会")) else found

    said = "{}是上级机关的称谓，" + f"{of(unit)}没有这样的下属。"
    advice = "请改为本级的机构和职责，或删去从上级文件摘来的段落。"
    yield from found(check, view, pieces, match, said, advice)


CHECK = Check(
    code="B05",
    title="用了上级机关的文本",
    english="Superior body's text",
    severity="P2",
    opinion=3,
    why=WHY,
    run=_superior,
    scope="document",
    bad=(
        Example(act("巡查率"), passages=(TITLE, text("开展厅直单位财务检查。", "paragraph"))),
        Example(act("省直机关节水达标率"), passages=(TITLE,)),
    ),
    good=(
        Example(act("巡查率"), passages=(TITLE, text("开展局属单位财务检查。", "paragraph"))),
        Example(act("巡查率"), passages=(text("开展厅直单位财务检查。", "paragraph"),)),
    ),
)
