"""S01–S04, B05: a district's or county's document that speaks as a city, a province or a sub-unit.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Run
from ...views import SetView
from ..texts import FIELDS, Piece, all_texts, placed
from .unit import Unit, unit_of

Match = Callable[[Piece], "re.Match[str] | None"]
ALL_CITY = re.compile(
    r"(?<!城)全市(?!场)(?![^，。；]{0,12}(?:排名|名次|位次))"
)  # where a district stands among all
CITY_TITLE = re.compile(
    r"^市级(?!以上|以下|及|和|、|财政|资金|补助|专项|配套|下达|安排|预算|要求|标准|考核|检查).+(?:数|数量|个数)$"
)
# A district may be measured against its city, follow its rules, take part in what it holds, be paid by it.
BEFORE = re.compile(
    r"(?:在|居|列|占|被|位|按照?|根据|依据|执行|落实|纳入|参加|参与|达到|于|超过?|名列|争创|贯彻|对接|融入|承办|代表|支援|接受|列入|"
    r"推荐|属于|全国|国家|全省|[、和及与，]全省、?|完成|配合|遵照|响应|迎接|成为|作为|走在|打造|建成)[的了到]?(?:国家、|全国、?|全省、?|省、)?$"
)
AFTER = re.compile(
    r"^(?:的)?(?:乃至|甚至|、全国|和全国|平均|前列|前茅|排名|第|领先|首|率先|先进|水平|考核|统一|部署|会议|通报|评比|比赛|竞赛|运动会|其他|同类|统考|中考|"
    r"高考|文明|各区|各县|下达|要求|标准|目标任务|[^，。；,;]{0,14}(?:条例|办法|规定|政策|标准|文件|通知|要求|方案|规划|精神|会议|示范|平均))"
)
LEVEL_NAMES = {"town": "乡镇、街道", "county": "区县", "city": "市", "province": "省"}
# What is quoted, or is the name of a document, a plan or an event, is nobody's scope.
_NAMED = re.compile(
    r"《[^《》]{0,80}》|“[^“”]{0,60}”|\"[^\"]{0,60}\"|「[^「」]{0,60}」|〔[^〔〕]{0,20}〕|"
    r"(?:全[市省]|[我本][市省])[^，。；,;、（(]{0,16}(?:(?:大赛|竞赛|比赛|联赛|锦标赛|运动会|论坛|博览会|艺术节|文化节|评选|展演|会演)|"
    r"(?:计划|规划|方案|行动|工程)(?=[，。；,;、）)]|$|中|的|以及|和|获))"
)
# What a unit does for a place, or a clause that begins with it: 组织全市…, 全市…覆盖率.
ACTS = re.compile(
    r"(?:组织|开展|指导|负责|推进|推动|提高|提升|促进|协调|统筹|拟订|拟定|制定|实施|监督|管理|规范|完善|加强|面向|保障|服务|改善|覆盖|"
    r"实现|应对|遏制|解决|缓解|降低|增强|建设|建立|健全|做好|承担|维护|掌握|减少|为|对)[^，。；,;、]{0,4}$|(?:^|[，。；,;：:\s])$"
)


def claims(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place where `text` speaks for all of a higher level, not merely of it."""
    named = [m.span() for m in _NAMED.finditer(text)]
    for match in pattern.finditer(text):
        if any(start <= match.start() < end for start, end in named):
            continue
        before = text[max(0, match.start() - 8) : match.start()]
        acts = match[0].startswith("指") or ACTS.search(before)
        if acts and not BEFORE.search(before) and not AFTER.search(text[match.end() : match.end() + 24]):
            return match
    return None


def found(
    check: Check, view: SetView, pieces: Sequence[Piece], match: Match, said: str, advice: str
) -> Iterator[Finding]:
    """One finding a field; what surrounds a project's or activity's records is put together."""
    together: dict[tuple[int, str], list[tuple[str, bool]]] = {}
    for piece in pieces:
        hit = match(piece)
        if hit is None:
            continue
        quote = quote_of(piece.text, hit)
        if piece.field in FIELDS:
            yield placed(check, view, piece, hit.span(), said.format(f"“{quote}”"), advice)
        else:
            together.setdefault((piece.index, piece.field), []).append(
                (quote, piece.kind == "paragraph" and bool(piece.owner))
            )
    for (i, field), hits in together.items():
        quotes = [quote for quote, _ in hits]
        # A project's background may recite its superiors' plans.
        severity = max(check.severity, "P2") if all(recital for _, recital in hits) else ""
        listed = "".join(f"“{q}”" for q in quotes[:3]) + (f"等 {len(quotes)} 处" if len(quotes) > 3 else "")
        yield placed(check, view, Piece(i, field, "", "", ""), (0, 0), said.format(listed), advice, severity)


def quote_of(text: str, hit: re.Match[str]) -> str:
    """The words around a match, from the clause's beginning."""
    start = max(text.rfind(c, 0, hit.start()) for c in "。；，,;、 \n") + 1
    return short(text[max(start, hit.start() - 8) :].strip(), 20)


def speaks(pattern: re.Pattern[str], hints: tuple[str, ...], level: str, what: str, advice: str) -> Run:
    """A run of a check for documents below `level` that speak for it."""

    hint = re.compile("|".join(hints))

    def run(check: Check, view: SetView) -> Iterator[Finding]:
        pieces = all_texts(view, hint) if view.passages else []
        if not pieces or not (unit := view.once(unit_of)).below(level):
            return
        said = f"{of(unit)}的文本里写着{{}}，{what}。"

        def match(piece: Piece) -> re.Match[str] | None:
            found = claims(pattern, piece.text)
            if found is None and level == "city" and pattern is ALL_CITY and piece.field == "name":
                return CITY_TITLE.search(piece.text)
            return found

        yield from found(check, view, pieces, match, said, advice)

    return run


def of(unit: Unit) -> str:
    """How a unit's level is called."""
    return f"“{short(unit.name, 16)}”" if unit.name else f"{LEVEL_NAMES[unit.level]}单位"


OWN_LEVEL = "请改为本级的范围和职责；确需完成上级任务的，写明任务来源和本级承担的部分。"
WHY = (
    "绩效目标应与部门职责相关，指标应反映本级资金能够产生的结果（财预〔2015〕88号审核表“相关性”）；上级的口径说明文本"
    "从上级材料照搬。"
)
TITLE = Passage("title", "云岭市东渠区水利局2024年部门预算")
CITY_TITLED = Passage("title", "云岭市水利局2024年部门预算")


def act(name: str, goal: str = "") -> Indicator:
    """For the examples."""
    return Indicator(name, "≥90%", activity="灌溉服务", goal=goal)


def text(text: str, kind: str = "content") -> Passage:
    """For the examples."""
    return Passage(kind, text, activity="灌溉服务")
