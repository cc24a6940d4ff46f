"""B09: goal is only to comply with a document or to pay the money out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....models.anchor import remainder
from ....findings import Finding, short
from ....lexicons import Lexicons
from ....registry import Check, Example
from ....views import SetView
from ...texts import goals, placed, sentences
from .goals import WHY, goal

_TITLE = re.compile(r"《[^《》]*》")
_OBEY = re.compile(
    r"^(?:要|将|我[局委办]|继续|认真|严格|全面|深入|切实|积极|坚决|按照|根据|依据)*(?:贯彻|落实|执行|遵守|实施|学习|宣传)+"
)
_PAYS = re.compile(r"(?:支[出付]|拨付|使用|执行)")
_FINANCE = re.compile(
    r"财务(?:管理)?(?:制度|规定|要求|部门)?|审核|审批|[会报]签|专款专用|序时|进度|相应|手续|流程|程序|支出率|执行率"
)
_RESULT_WORDS = re.compile(r"[0-9]|%|实现|达到|提高到|降低|完成|建成|不少于|不低于|以上|确保.{4}|保障.{4}")


def _lawful(check: Check, view: SetView) -> Iterator[Finding]:
    words = view[0].context.words
    for piece in goals(view):
        if "《" in piece.text:
            about, what = "落实文件", "落实这一文件"
            parts = sentences(piece.text)
            found = bool(parts) and all(_only_obeys(p) for p in parts)
        else:
            about, what = "经费怎样审核、支付", "用这笔经费"
            found = _only_pays(piece.text, words)
        if found:
            said = f"绩效目标“{short(piece.text.strip(), 36)}”只说{about}，没有预期的产出和效果。"
            advice = f"请写明{what}在本年度要完成的数量、达到的标准和受益对象的变化。"
            yield placed(check, view, piece, (0, 0), said, advice)


def _only_obeys(sentence: str) -> bool:
    rest = _TITLE.sub("", sentence)
    return rest != sentence and bool(_OBEY.match(rest)) and len(rest) <= 16 and not _RESULT_WORDS.search(rest)


def _only_pays(goal: str, words: Lexicons) -> bool:
    """Whether nothing is left of a goal but money and how it is paid."""
    return bool(_PAYS.search(goal)) and not remainder(_FINANCE.sub(" ", goal))


CHECK = Check(
    code="B09",
    title="目标只写落实文件或支付经费",
    english="Goal is only to comply with a document or to pay",
    severity="P1",
    opinion=2,
    why=WHY + "落实法规和文件是依据，按时支出是过程，都不是本年度的产出和效果。",
    run=_lawful,
    scope="document",
    instead_of=("C13", "C29"),
    bad=(
        Example(goal("1.认真落实《农田水利条例》")),
        Example(goal("本项目经费按财务制度，经相关部门审核后，按时支出相关费用，11月底达到95%。")),
        Example(goal("贯彻执行《水法》；严格落实《河道管理条例》有关规定。")),
    ),
    good=(
        Example(goal("按财务制度及时支付灌区清淤费用，完成干支渠清淤。")),
        Example(goal("保障各项工作正常开展。")),
        Example(goal("落实《农田水利条例》，完成干支渠清淤12公里")),
        Example(goal("根据《农田水利条例》保障灌区农户春灌期间不断水")),
    ),
)
