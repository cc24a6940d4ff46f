"""C51: the deeds and objects that a goal or a project's name tells, and whether an indicator speaks of them.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from ....advice import terms
from ....lexicons import Lexicons
from ...relevance import content
from ...texts import sentences
from ..goals import promises

_CLAUSE = re.compile(r"[，:：]|,(?!\d)")
_PARTS = re.compile(
    r"[、/]|以及|(?<![参普涉])及(?!时|其|格)|(?<![参赠])与(?!会|时)|(?<!共)和(?!谐)|并(?!举|轨|列|网)"
)
_NAME_PARTS = re.compile(r"[、/+＋()（）]|-(?=\D)|以及|(?<![参普涉])及(?!其)|(?<!参)与|和(?!谐)")
# 政府购买服务（专业技术类+…）: the class of the service says nothing of what is bought.
_BOUGHT = re.compile(r"^(?:政府)?购买服务\s*[(（][^()（）+＋,，]*类[+＋,，]?")
_SOURCES = re.compile(r"购置税|转移支付|政府采购|区级|市级|省级|中央|县级|配套|体彩|福彩|债券|直达")
# 车辆购置税收入补助地方资金（…）: the name of a fund, of which what stands in brackets is paid.
_FUND = re.compile(r"(?:资金|补助|补贴|专项|基金|收入|转移支付)$")
_ENDS = re.compile(
    r"(?:等|各项|各类|相关|专项|补助|补贴|工作|活动|服务|项目|任务|内容|事项|工程|经费|资金|费用?|管理|运行|建设|购置|采购)+$"
)
_LEAD = re.compile(
    r"^(?:[\"“”\s]|\d+[、.．)）]|[(（]\d+[)）]|全年|每年|本年度?|年内|按期|按时|计划|积极|广泛|认真|扎实|深入|全面|及时|持续|进一步|同时|继续|不断|充分|严格|逐步|主要|用于|将|拟|通过|借助|并|要|对|抓好|做好|搞好|协助)*"
)
# What does something to a thing: only then is it asked for.
_GETS = re.compile(
    r"新建|改建|扩建|修建|建设|建成|搭建|改造|修缮|维修|修复|购置|采购|购买|购入|添置|更新(?!项目|改造|单元)|安装|铺设|硬化|配备|配置|配建|布设|用于|征订|印制|制作(?!技艺)"
)
_BUILDS = re.compile(
    r"(?:新建|扩建|改建|修建|建成)[^，。；、]{0,8}?(?:[一二两三四五六七八九十\d]+(?:个|处|所|座|条|间|栋))"
)
_BUILT = re.compile("[建修造扩竣装]|施工|工程|[完开]工|验收")
_ASIDE = re.compile(
    r"《[^》]*》|在[^，。；、]{0,8}中|经[^，。；、]{0,10}后|不(?!动产)|无(?!障碍|人机|线|偿)|原则|方式|形式|等情况|督促"
)
_STATE = re.compile(r"(?:机制|制度|体系|能力|水平|效果|作用|意识|办法|方案|计划)[。；]?$")
_QUOTED = re.compile(r"[\"“”‘’]([\u4e00-\u9fffA-Za-z]{3,8})[\"“”‘’]")
_SIGNS = ' 。；"“”‘’'
_ACTIVITY = re.compile(r"(?:组织|开展|举办|用于)*([\u4e00-\u9fff]{2,8})(?<!参与)(?<!参加)活动")
_VERB = re.compile(
    r"^(?:开展|完成|组织|举办|实施|推进|推行|打击|查处|做好|落实|抓好|加强|用于|对.{2,30}?(?:实施|开展|进行)|支持|提供|强化|进行)+"
)
_LONGEST = 14
_BARE = 3  # characters, up to which an item is a word of doing only: 宣传, 检查、落实
_SHORTEST = 4
_STRAY = 0.34  # of the words of a work
_DATED = re.compile(r"^.*(?:19|20)\d\d年度?")


@lru_cache(maxsize=16)
def _listed(words: Lexicons, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(word, what carries it) for each line 词：词 词 of a list, the longest word first."""
    rows = (entry.replace("：", ":").partition(":") for entry in words.words(name))
    found = ((word, (word, *carriers.split())) for word, _, carriers in rows)
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


def told_by(rows: Sequence[Indicator]) -> str:
    """All that the indicators say."""
    return fold("\n".join(text for r in rows for text in (r.name, r.value, r.description, r.cell) if text))


def _bare(item: str) -> str:
    """What an item is about: 小区的巡逻 is about patrols; without quotation marks."""
    return item.rpartition("的")[2].strip(_SIGNS) or item


def _found(item: str, words: Lexicons, *lists: str) -> list[tuple[str, ...]]:
    """What carries each listed word of an item; a word within a longer one counts once."""
    pattern, carrying = _any(words, lists)
    return [carrying[word] for word in dict.fromkeys(pattern.findall(item))]


@lru_cache(maxsize=16)
def _any(words: Lexicons, lists: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern for the words of some lists, the longest first, and what carries each."""
    carrying = {word: row for name in reversed(lists) for word, row in _listed(words, name)}
    ordered = sorted(carrying, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)"), carrying


def _is_carried(item: str, carriers: Sequence[Sequence[str]], told: str, own: frozenset[str]) -> bool:
    """Whether an indicator has a word of an item, or one that stands for it; `own` are the words of the project's name
    that every indicator may have, which tell nothing."""
    if any(sign in told for carrying in carriers for sign in carrying):
        return True
    return any(term in told or _spelt_out(term, told) for term in _strange_words(item, own))


def _strange_words(item: str, own: frozenset[str]) -> frozenset[str]:
    """The words of an item that are not those of the project's name; all of them where most are: that is its purpose."""
    every = terms(item)
    rest = every - own
    return rest if 2 * len(rest) > len(every) else every


def _spelt_out(term: str, told: str) -> bool:
    """Whether two characters stand for a longer word: 青年 for 青少年."""
    return re.search(f"{term[0]}[^\n|]{{1,2}}{term[1]}", told) is not None


def missing_deeds(goal: str, told: str, words: Lexicons, name: str = "") -> list[str]:
    """The deeds and objects of a goal of which no indicator has a word, as they are written; `name` is the project's.

    >>> from zhibiao.scoring.lexicons import default_lexicons
    >>> missing_deeds("硬化路面、边沟，组织村医培训，提高村民的防灾能力。", "硬化路面长度|村民满意度", default_lexicons())
    ['边沟', '组织村医培训']
    """
    found: list[str] = []
    own = terms(name)
    for sentence in sentences(goal):
        for clause in _CLAUSE.split(fold(sentence)):
            found.extend(_of_clause(clause.strip(), told, words, own))
    return list(dict.fromkeys(found))


def _of_clause(clause: str, told: str, words: Lexicons, own: frozenset[str]) -> Iterator[str]:
    lead = _LEAD.match(clause)
    said = clause[lead.end() if lead else 0 :]
    if _ASIDE.search(clause):
        return
    if (match := _BUILDS.search(clause)) and not _BUILT.search(told):
        yield match[0]
    gets = bool(_GETS.search(clause))
    if said.startswith(words.endings("deed_aims")) and not (gets and said.startswith("推进")):
        return
    for item in map(str.strip, _PARTS.split(said)):
        what = _bare(item)
        if promises(item) or _STATE.search(item) or (len(what) <= _BARE and what == item and not gets):
            continue  # C03 asks for its figure
        carriers = _found(what, words, "deed_events", *(("deed_things",) if gets else ()))
        if (carriers or _is_named(what)) and not _is_carried(what, carriers, told, own):
            yield item.strip(_SIGNS).replace('"', "")
    yield from _left_out(said, told, words, own)


def _left_out(said: str, told: str, words: Lexicons, own: frozenset[str]) -> Iterator[str]:
    """Of the works that a clause lists or says to do, those of which no indicator has a word: 开展巡河、清河行动. What
    stands without a verb must have another work of the list beside it that an indicator tells of."""
    items = [part.strip(_SIGNS) for part in _PARTS.split(said)]
    items = [item.removesuffix("等").removesuffix("工作").removesuffix("任务") for item in items]
    about = [_VERB.sub("", item) for item in items]
    told_of = [any(term in told for term in terms(what)) for what in about]
    does = bool(_VERB.match(said))
    for item, what, is_told in zip(items, about, told_of, strict=True):
        work = _BARE <= len(what) <= _LONGEST and what.endswith(words.endings("deed_work"))
        if not work or promises(item):
            continue
        carriers = _found(what, words, "deed_events", "deed_things")
        left_out = any(told_of) and not is_told and terms(what) and not _is_carried(what, carriers, told, own)
        if left_out or (does and _is_strange(what, carriers, told, own)):
            yield item.replace('"', "")


def _is_strange(what: str, carriers: Sequence[Sequence[str]], told: str, own: frozenset[str]) -> bool:
    """Whether no indicator has more than a stray word of a work: 家庭 of 家庭医生签约, but neither 医生 nor 签约."""
    words = _strange_words(what, own)
    about = [a + b for a, b in pairwise(what) if a + b in words]
    if len(about) <= 1 or any(sign in told for carrying in carriers for sign in carrying):
        return False
    known = [term in told or _spelt_out(term, told) for term in about]
    return not known[-1] and sum(known) <= _STRAY * len(known)


def _is_named(item: str) -> bool:
    """Whether an item is an activity with a name of its own: 公益活动."""
    named = _ACTIVITY.fullmatch(item)
    return named is not None and bool(terms(named[1]))


def missing_parts(name: str, told: str, words: Lexicons) -> list[str]:
    """The parts of a project's name, things or events, of which no indicator has a word.

    >>> from zhibiao.scoring.lexicons import default_lexicons
    >>> missing_parts("校舍维修和实验设备购置项目", "校舍维修面积|完工及时率", default_lexicons())
    ['实验设备购置项目']
    """
    parts = [part.strip() for part in _NAME_PARTS.split(_BOUGHT.sub("", fold(name))) if part.strip()]
    carriers = [_found(part, words, "deed_events", "deed_things") for part in parts]
    carried = [
        _is_carried(part, signs, told, frozenset()) for part, signs in zip(parts, carriers, strict=True)
    ]
    found: list[str] = []
    for part, signs, is_carried in zip(parts, carriers, carried, strict=True):
        named = _QUOTED.search(part)
        events = _found(part, words, "deed_events")
        if is_carried or _SOURCES.search(part) or not (signs or named) or (named and named[1][:2] in told):
            continue
        if len(parts) > 1 and _FUND.search(part):
            continue
        if len(part) < _SHORTEST or (
            len(events) == len(signs) and len(_ENDS.sub("", part)) <= _BARE and not named
        ):
            continue
        # A whole name is strange to all indicators only where they share not a character with the thing.
        if any(carried) or (len(events) < len(signs) and content(part, words).isdisjoint(told)):
            found.append(named[1] if named else _DATED.sub("", part))
    return found
