"""B09: goal is only to comply with a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from ..texts import goals, placed, sentences
from .goals import WHY, goal

_TITLE = re.compile(r"《[^《》]*》")
_OBEY = re.compile(
    r"^(?:要|将|我[局委办]|继续|认真|严格|全面|深入|切实|积极|坚决|按照|根据|依据)*(?:贯彻|落实|执行|遵守|实施|学习|宣传)+"
)
_RESULT_WORDS = re.compile(r"[0-9]|%|实现|达到|提高到|降低|完成|建成|不少于|不低于|以上|确保.{4}|保障.{4}")


_SPENT = re.compile(r"支出|支付|拨付")
# A clause about the money itself: 该项目经费按财务制度, 经相关部门审核后, 11月底达到98%.
_SPENDING = re.compile(
    r"(?:该|本)?(?:项目|专项)?(?:经费|资金)?(?:严格)?(?:按照?|根据|依据|经|由|确保|保证|及时|按时|按期|按规定|全年|全部|在)*"
    r"(?:财务制度|财务管理制度|财务规定|合同约定|合同|相关规定|有关规定|相关部门|有关部门|领导|财政部门)?(?:的)?(?:审核|审批|批准)?(?:后|通过)?"
    r"(?:及时|按时|按期|按规定|足额)*(?:支出|支付|拨付|使用)?(?:相关|各项|有关)?(?:费用|经费|资金|款项)?"
    r"|(?:截至|到|至|在)?(?:\d+|[一二三四五六七八九十]+)月(?:底|末|份)?前?(?:支出|支付|执行)?(?:率|进度)?(?:达到|达|不低于|完成)?\d+(?:\.\d+)?%(?:以上)?"
)


def _lawful(check: Check, view: SetView) -> Iterator[Finding]:
    for piece in goals(view):
        if piece.kind == "goal" and "支" in piece.text and _only_spends(piece.text):
            yield placed(
                check,
                view,
                piece,
                (0, 0),
                f"绩效目标“{short(piece.text.strip(), 36)}”只写了经费怎样审核和支出，没有写要做成什么。",
                "请写明这笔经费要完成的工作数量、达到的标准和服务对象的变化；支出进度不作为绩效目标。",
            )
            continue
        if "《" not in piece.text:
            continue
        parts = sentences(piece.text)
        if not parts or not all(_only_obeys(p) for p in parts):
            continue
        yield placed(
            check,
            view,
            piece,
            (0, 0),
            f"绩效目标“{short(piece.text.strip(), 36)}”只说要落实文件，没有预期的产出和效果。",
            "请写明落实这一文件在本年度要完成的数量、达到的标准和受益对象的变化。",
        )


def _only_spends(text: str) -> bool:
    parts = [p for p in re.split(r"[，,。；;]", text) if p.strip()]
    return bool(_SPENT.search(text)) and all(_SPENDING.fullmatch(p.strip()) for p in parts)


def _only_obeys(sentence: str) -> bool:
    rest = _TITLE.sub("", sentence)
    return rest != sentence and bool(_OBEY.match(rest)) and len(rest) <= 16 and not _RESULT_WORDS.search(rest)


CHECK = Check(
    code="B09",
    title="目标只是落实文件",
    english="Goal is only to comply with a document",
    severity="P1",
    opinion=2,
    why=WHY + "落实法规和文件是依据，不是本年度的产出和效果。",
    run=_lawful,
    scope="document",
    instead_of=("C13", "C29"),
    bad=(
        Example(goal("该项目经费按财务制度，经相关部门审核后，按时支出相关费用，11月底达到95%。")),
        Example(goal("1.认真落实《农田水利条例》")),
        Example(goal("贯彻执行《水法》；严格落实《河道管理条例》有关规定。")),
    ),
    good=(
        Example(goal("按财务制度支付水费，保障灌区农户春灌用水。")),
        Example(goal("落实《农田水利条例》，完成干支渠清淤12公里")),
        Example(goal("根据《农田水利条例》保障灌区农户春灌期间不断水")),
    ),
)
