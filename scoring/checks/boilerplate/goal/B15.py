"""B15: political preamble as goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .....nlp.document import Passage
from ....findings import Finding, short
from ....lexicons import Lexicons
from ....registry import Check, Example
from ....views import SetView
from ...texts import around, gathered, placed
from .goals import WHY, goal


@lru_cache(maxsize=16)
def _preamble(words: Lexicons) -> re.Pattern[str]:
    return words.pattern("political_preamble")


def _political(check: Check, view: SetView) -> Iterator[Finding]:
    pattern = _preamble(view[0][1].words)
    document = view.once(gathered)
    wanted = [p for p in document.written if p.kind == "paragraph" and pattern.search(p.text[:60])]
    for piece in (*document.told, *list(around(view, wanted))[:1]):
        match = pattern.search(piece.text[:60])
        if match:
            yield placed(
                check,
                view,
                piece,
                (0, 0),
                f"目标以“{short(piece.text.strip(), 36)}”开头，这类总体要求不含可考核的内容。",
                "请把篇幅留给本部门、本项目的产出和效果。",
            )


CHECK = Check(
    code="B15",
    title="目标以政治性套话开头",
    english="Political preamble as goal",
    severity="P3",
    opinion=2,
    why=WHY + "指导思想不能考核，占去了目标的篇幅。",
    run=_political,
    scope="document",
    bad=(
        Example(goal("以习近平新时代中国特色社会主义思想为指导，做好灌区管护各项工作")),
        Example(
            goal("完成清淤"),
            passages=(Passage("paragraph", "深入贯彻党的二十大精神，推动水利事业高质量发展。"),),
        ),
    ),
    good=(
        Example(goal("完成干支渠清淤12公里，春灌期不断水")),
        Example(goal("举办习近平新时代中国特色社会主义思想宣讲12场")),
    ),
)
