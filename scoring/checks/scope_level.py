"""S01–S04, B05: a district's or county's document that speaks as a city, a province or a sub-unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .repeat_texts import FIELDS, Piece, all_texts, placed
from .scope_unit import Unit, unit_of
from .scope_words import CITY, MIXED, PROVINCE

Match = Callable[[Piece], "re.Match[str] | None"]

_CITY = re.compile(r"(?<!城)全市(?!场)")
_PROVINCE = re.compile(r"我省|全省|指(?:省级|中央)财政(?:当年)?拨付")
_OURS = re.compile(r"[我本]市(?!场)|[省市]、?(?:区)?县、?乡(?:镇)?(?:、村)?[二三四两]级")
_CITY_TITLE = re.compile(
    r"^市级(?!以上|以下|及|和|、|财政|资金|补助|专项|配套|下达|安排|预算|要求|标准|考核|检查).+(?:数|数量|个数)$"
)
_STREETS = re.compile(
    r"(?:管理|服务|监管|管辖|负责|监督)(?:的)?(?:范围|区域)(?:为|是|:|：).{0,6}?[\u4e00-\u9fff]{2,8}(?:路|道|街|环)以[东西南北]"
)
# A district may be measured against its city, follow its rules, take part in what it holds, be paid by it.
_BEFORE = re.compile(
    r"(?:在|居|列|占|被|位|按照?|根据|依据|执行|落实|纳入|参加|参与|达到|于|超过?|名列|争创|贯彻|对接|融入|承办|代表|支援|接受|列入|"
    r"推荐|属于|全国|国家|全省|[、和及与，]全省、?|完成|配合|遵照|响应|迎接|成为|作为|走在|打造|建成)[的了到]?(?:国家、|全国、?|全省、?|省、)?$"
)
_AFTER = re.compile(
    r"^(?:的)?(?:乃至|甚至|、全国|和全国|平均|前列|前茅|排名|第|领先|首|率先|先进|水平|考核|统一|部署|会议|通报|评比|比赛|竞赛|运动会|其他|同类|统考|中考|"
    r"高考|文明|各区|各县|下达|要求|标准|目标任务|[^，。；,;]{0,14}(?:条例|办法|规定|政策|标准|文件|通知|要求|方案|规划|精神|会议|示范|平均))"
)
_LEVEL_NAMES = {"town": "乡镇、街道", "county": "区县", "city": "市", "province": "省"}


# What a unit does for a place, or a clause that begins with it: 组织全市…, 全市…覆盖率.
_ACTS = re.compile(
    r"(?:组织|开展|指导|负责|推进|推动|提高|提升|促进|协调|统筹|拟订|拟定|制定|实施|监督|管理|规范|完善|加强|面向|保障|服务|改善|覆盖|"
    r"实现|应对|遏制|解决|缓解|降低|增强|建设|建立|健全|做好|承担|维护|掌握|减少|为|对)[^，。；,;、]{0,4}$|(?:^|[，。；,;：:\s])$"
)


def claims(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place where `text` speaks for all of a higher level, not merely of it."""
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        acts = match[0].startswith("指") or _ACTS.search(before)
        if acts and not _BEFORE.search(before) and not _AFTER.search(text[match.end() : match.end() + 24]):
            return match
    return None


def _found(
    check: Check, items: Sequence[Item], pieces: Sequence[Piece], match: Match, said: str, advice: str
) -> Iterator[tuple[int, Finding]]:
    """One finding a field; what surrounds a project's or activity's records is put together."""
    together: dict[tuple[int, str], list[tuple[str, bool]]] = {}
    for piece in pieces:
        hit = match(piece)
        if hit is None:
            continue
        quote = _quote(piece.text, hit)
        if piece.field in FIELDS:
            yield placed(check, items, piece, hit.span(), said.format(f"“{quote}”"), advice)
        else:
            together.setdefault((piece.index, piece.field), []).append(
                (quote, piece.kind == "paragraph" and bool(piece.owner))
            )
    for (i, field), hits in together.items():
        quotes = [quote for quote, _ in hits]
        # A project's background may recite its superiors' plans.
        severity = max(check.severity, "P2") if all(recital for _, recital in hits) else ""
        listed = "".join(f"“{q}”" for q in quotes[:3]) + (f"等 {len(quotes)} 处" if len(quotes) > 3 else "")
        yield placed(check, items, Piece(i, field, "", "", ""), (0, 0), said.format(listed), advice, severity)


def _quote(text: str, hit: re.Match[str]) -> str:
    """The words around a match, from the clause's beginning."""
    start = max(text.rfind(c, 0, hit.start()) for c in "。；，,;、 \n") + 1
    return short(text[max(start, hit.start() - 8) :].strip(), 20)


def _speaks(
    pattern: re.Pattern[str], hints: tuple[str, ...], level: str, what: str, advice: str
) -> Callable[[Check, Sequence[Item], Sequence[Passage]], Iterator[tuple[int, Finding]]]:
    """A run of a check for documents below `level` that speak for it."""

    hint = re.compile("|".join(hints))

    def run(
        check: Check, items: Sequence[Item], passages: Sequence[Passage]
    ) -> Iterator[tuple[int, Finding]]:
        pieces = all_texts(items, passages, hint) if passages else []
        if not pieces or not (unit := unit_of(items, passages)).below(level):
            return
        said = f"{_of(unit)}的文本里写着{{}}，{what}。"

        def match(piece: Piece) -> re.Match[str] | None:
            found = claims(pattern, piece.text)
            if found is None and level == "city" and pattern is _CITY and piece.field == "name":
                return _CITY_TITLE.search(piece.text)
            return found

        yield from _found(check, items, pieces, match, said, advice)

    return run


def _of(unit: Unit) -> str:
    return f"“{short(unit.name, 16)}”" if unit.name else f"{_LEVEL_NAMES[unit.level]}单位"


def _superior(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    words = items[0][1].words
    pattern = words.pattern("superior_bodies")
    pieces = all_texts(items, passages, pattern) if passages else []
    if not pieces or not (unit := unit_of(items, passages)).below("city"):
        return

    def match(piece: Piece) -> re.Match[str] | None:
        found = pattern.search(piece.text)
        # A district's commission may well call its own units 委属.
        return None if found and found[0].startswith("委") and unit.name.endswith(("委", "委员会")) else found

    said = "{}是上级机关的称谓，" + f"{_of(unit)}没有这样的下属。"
    advice = "请改为本级的机构和职责，或删去从上级文件摘来的段落。"
    yield from _found(check, items, pieces, match, said, advice)


def _streets(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    pieces = all_texts(items, passages, _STREETS) if passages else []
    if not pieces or (unit := unit_of(items, passages)).level in ("", "town"):
        return
    said = f"{{}}只是一个片区的范围，与{_of(unit)}的职责范围不一致。"
    yield from _found(
        check,
        items,
        pieces,
        lambda piece: _STREETS.search(piece.text),
        said,
        "请按全部门的管理范围填写，或说明这一活动只涉及该片区。",
    )


_OWN_LEVEL = "请改为本级的范围和职责；确需完成上级任务的，写明任务来源和本级承担的部分。"
_WHY = (
    "绩效目标应与部门职责相关，指标应反映本级资金能够产生的结果（财预〔2015〕88号审核表“相关性”）；上级的口径说明文本"
    "从上级材料照搬。"
)
_TITLE = Passage("title", "云岭市东渠区水利局2024年部门预算")
_CITY_TITLED = Passage("title", "云岭市水利局2024年部门预算")


def _act(name: str, goal: str = "") -> Indicator:
    return Indicator(name, "≥90%", activity="灌溉服务", goal=goal)


def _text(text: str, kind: str = "content") -> Passage:
    return Passage(kind, text, activity="灌溉服务")


CHECKS = (
    Check(
        code="S01",
        title="区县单位用了全市口径",
        english="District speaks as city",
        severity="P1",
        opinion=3,
        why=_WHY,
        run_text=_speaks(_CITY, CITY, "city", "是市级的口径", _OWN_LEVEL),
        scope="document",
        bad=(
            Example(_act("全市渠道巡查覆盖率"), passages=(_TITLE,)),
            Example(
                _act("渠道巡查率"), passages=(_TITLE, _text("组织全市灌区开展渠道清淤，指导全市水费收缴。"))
            ),
            Example(_act("市级节水示范灌区建设数"), passages=(_TITLE,)),
        ),
        good=(
            Example(_act("全市渠道巡查覆盖率"), passages=(_CITY_TITLED,)),
            Example(_act("渠道巡查率", "巡查率高于全市平均水平，在全市考核中位居前列"), passages=(_TITLE,)),
            Example(_act("全市渠道巡查覆盖率")),
        ),
    ),
    Check(
        code="S02",
        title="市县单位用了全省口径",
        english="District speaks as province",
        severity="P1",
        opinion=3,
        why=_WHY,
        run_text=_speaks(_PROVINCE, PROVINCE, "province", "是省级的口径", _OWN_LEVEL),
        scope="document",
        bad=(
            Example(_act("渠道巡查率", "增强我省灌区抗旱能力。"), passages=(_TITLE,)),
            Example(
                _act("渠道巡查率"),
                passages=(_TITLE, Passage("paragraph", "拨款收入：指省级财政当年拨付的款项。")),
            ),
        ),
        good=(
            Example(
                _act("渠道巡查率", "执行全省农业水价政策，水费收缴率高于全省平均水平"), passages=(_TITLE,)
            ),
            Example(
                _act("渠道巡查率", "增强我省灌区抗旱能力。"),
                passages=(Passage("title", "云岭省水利厅部门预算"),),
            ),
        ),
    ),
    Check(
        code="S03",
        title="上下级口径混用",
        english="Levels of government mixed",
        severity="P2",
        opinion=3,
        why=_WHY,
        run_text=_speaks(
            _OURS,
            MIXED,
            "city",
            "混用了上级的口径",
            "请统一为本级的口径，只写本级服务的对象和范围。",
        ),
        scope="document",
        bad=(
            Example(_act("渠道巡查率", "缓解我市末端农户用水困难"), passages=(_TITLE,)),
            Example(_act("市、县、乡三级水管员培训率"), passages=(_TITLE,)),
        ),
        good=(
            Example(_act("渠道巡查率", "缓解我区末端农户用水困难"), passages=(_TITLE,)),
            Example(_act("渠道巡查率", "缓解我市末端农户用水困难"), passages=(_CITY_TITLED,)),
        ),
    ),
    Check(
        code="S04",
        title="范围只是一个片区",
        english="Scope of a sub-unit",
        severity="P3",
        opinion=3,
        why=_WHY,
        run_text=_streets,
        scope="document",
        bad=(
            Example(
                _act("巡查率"), passages=(_TITLE, _text("渠道巡查，管理范围为片区柳荫道以北的全部支渠。"))
            ),
            Example(_act("巡查率", "监管范围为青石路以西、清河街以南的泵站"), passages=(_TITLE,)),
        ),
        good=(
            Example(_act("巡查率", "监管范围为全区干支渠和泵站"), passages=(_TITLE,)),
            Example(_act("巡查率", "修复青石路以西支渠3公里"), passages=(_TITLE,)),
        ),
    ),
    Check(
        code="B05",
        title="用了上级机关的文本",
        english="Superior body's text",
        severity="P2",
        opinion=3,
        why=_WHY,
        run_text=_superior,
        scope="document",
        bad=(
            Example(_act("巡查率"), passages=(_TITLE, _text("开展厅直单位财务检查。", "paragraph"))),
            Example(_act("省直机关节水达标率"), passages=(_TITLE,)),
        ),
        good=(
            Example(_act("巡查率"), passages=(_TITLE, _text("开展局属单位财务检查。", "paragraph"))),
            Example(_act("巡查率"), passages=(_text("开展厅直单位财务检查。", "paragraph"),)),
        ),
    ),
)
