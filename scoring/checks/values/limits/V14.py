"""V14: numerals in words, verdict glued on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, tier_span
from ....registry import Check, Example
from ....views import RecordView
from .form import CLEAR, one

_WORDED = re.compile(r"[十百千万]+分之[零一二两三四五六七八九十百点]+|[0-9.]+[%‰]?(?:合格|达标)")


def _in_words(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _WORDED.search(context.value)
    if match and not (_ERRORS.search(context.name) and "分之" in match[0]):
        yield check.mark(record, "value", match.span(), _WORDED_SAID.format(match[0]), _WORDED_ADVICE)
        return
    for i, tier in enumerate(context.tiers):
        if match := _WORDED.search(tier):
            yield check.finding("tiers", tier_span(record, i), _WORDED_SAID.format(match[0]), _WORDED_ADVICE)
            return


_ERRORS = re.compile("差错|错误")  # of printed matter they are told in words: 万分之一
_WORDED_SAID = "“{}”用汉字书写数值或把评定结论写进了标准，不便比较。"
_WORDED_ADVICE = "请用阿拉伯数字和符号书写，如“≤__/10万”“≥__%”，不写“合格”“达标”。"


CHECK = Check(
    code="V14",
    title="数值用汉字或附结论",
    english="Numerals in words, verdict glued on",
    severity="P2",
    opinion=11,
    why=CLEAR,
    run=_in_words,
    bad=(
        one("溺水死亡率", "十万分之三"),
        Example(Indicator("余氯", tiers=("95%合格", "90%", "85%", "85%以下"))),
    ),
    good=(
        one("溺水死亡率", "≤3/10万"),
        one("水质抽检合格率", "≥95%"),
        one("水利年鉴编校差错率", "≤万分之一"),
    ),
    needs=("figures",),
)
