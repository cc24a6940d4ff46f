"""Targets without a figure that can still be seen to hold: 零事故, 达到国家标准, C级, 验收合格."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from .lexicon import VERDICTS
from .measures import CLOCK, MAX_MEASURES
from .model import Candidate

_HARM = (
    "事故|事件|投诉|舆情|案件|伤亡|死亡|纠纷|上访|信访|违纪|违规|违法|差错|失误|隐患|拖欠|疫情|火灾|灾害|泄露|泄漏|泄密|故障|举报|感染|"
    "问题|缺陷|污染|扣分|差评|失信|腐败|中断|责任事故|缺陷|漏报|瞒报"
)
_ZERO = re.compile(
    "(?:零|(?<![0-9.])0|(?<!有)无(?![偿障线人缝间烟害证照物业关])|未(?:出现|发生|产生|造成|收到|接到|有)|不(?:出现|发生|产生)|没有(?:发生|出现)?|杜绝)"
    rf"[^,;。\\0-9率]{{0,10}}?(?:{_HARM})(?!率)"
)
_STANDARD = re.compile(
    r"(?:达到?|符合|满足|维持|保持)(?P<b>(?:(?![达符满于超]|水平)[A-Za-z一-鿿]|(?<=[A-Za-z0-9])[0-9]|[1-5](?=A)){0,12}?(?:标准|要求|规范|规定){1,3})"
)
_GRADE = re.compile(
    r"(?P<b>(?<![A-Za-z0-9])(?:(?:[1-5]?A{1,5}|[A-E]|[IVX]{1,4})[级类]|[1-9]级)|(?<![第十])[一二三四五六特甲乙丙]级)"
    r"(?=$|[,;。、\\)]|[及或]?以上|水平)"
)
_VERDICT = re.compile(r"(?:合格|达标|通过验收|验收通过)(?:$|[,;。!])")
_EVERY = re.compile("每(?:个|一)?(?:日|天|周|旬|月|双月|季度?|半年|年)(?:/?[一1]?次|度)?")
_TRIM: Final = ',;。.!、:"()'


def named_states(text: str) -> list[Candidate]:
    """States that count beside figures: no incidents, named standards and grades, service at all hours."""
    found: list[Candidate] = []
    if "小时" in text or "24" in text:
        for match in islice(CLOCK.finditer(text), MAX_MEASURES):
            basis = f"{match[1]}×24小时" if match[1] else "24小时"
            found.append(
                Candidate("state", None, match.start(), match.end(), comparator="qualitative", basis=basis)
            )
    for match in islice(_ZERO.finditer(text), MAX_MEASURES):
        found.append(Candidate("state", 0.0, match.start(), match.end()))
    for match in islice(_STANDARD.finditer(text), MAX_MEASURES):
        found.append(
            Candidate("state", None, match.start(), match.end(), comparator="qualitative", basis=match["b"])
        )
    for match in islice(_GRADE.finditer(text), MAX_MEASURES):
        if not any(item.start < match.end() and match.start() < item.end for item in found):
            found.append(
                Candidate(
                    "state", None, match.start(), match.end(), comparator="qualitative", basis=match["b"]
                )
            )
    return found


def is_verdict(text: str) -> bool:
    """True for values that only say that something is done or fit: 完成, 达标, 是, 保洁质量达标."""
    return text.strip(_TRIM) in VERDICTS or bool(_VERDICT.search(text)) or bool(_EVERY.fullmatch(text))
