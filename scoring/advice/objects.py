"""What an indicator is about: its name without verbs, measures and office language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

from ..context import plain
from ..findings import short
from ..lexicons import default_lexicons

_LEAD = re.compile(
    r"^(?:进一步|不断|逐步|持续|有效|切实|积极|着力|大力|全面)*(?:提高|提升|增强|加强|改善|促进|保障|确保|维护|推动|推进|开展|组织|"
    r"举办|做好|落实|完善|优化|加大|加快|强化|丰富|推广|建立|对)了?"
)
_STOP = re.compile(r"[。；，.;,]*$")
_TAIL = re.compile(
    r"(?:的?(?:提升|提高|改善|增强)?(?:及时性|时效性|合格率|达标率|数量|个数|满意度|完成时间|情况|程度|效果|水平|能力)|的(?:提升|提高|改善|增强))?"
    r"[。；，.;,]*$"
)


def bare(name: str) -> str:
    """A name without the leading verb and without the stop at its end.

    >>> bare("进一步提高群众安全意识水平。")
    '群众安全意识水平'
    """
    return _STOP.sub("", _LEAD.sub("", name)) or name


def object_of(name: str, limit: int = 20) -> str:
    """What an indicator is about: its name without the leading verb and the measure's head.

    >>> object_of("进一步提高群众安全意识水平")
    '群众安全意识'
    """
    return short(_TAIL.sub("", _LEAD.sub("", name)) or name, limit)


_SERVICES = re.compile(r"^政府购买服务[（(][^（()）]*[）)]?")
_INSIDE = re.compile(r"^政府购买服务[（(](?:[^（()）]*[+＋,，])([^（()）]+)[）)]$")
_NUMBERED = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]+[)）]?[、.．]|\d{4}年(?:度)?|[-—])")
_BUDGET = re.compile(
    r"(?:专项|补助|管理|工作|运行|配套|市级|区级|县级|奖补)*(?:经费|资金|款项?|费用|专项|项目)(?:[（(][^（()）]*[）)])?$"
)
_PLAIN_THING = re.compile(r"[\u4e00-\u9fff]{3,12}")


def project_thing(owner: str) -> str:
    """What a project does, without the budget's words for it; '' where its name is no plain noun.

    >>> project_thing("政府购买服务（城市维护类+泵站维护经费）"), project_thing("2024年渠道清淤项目")
    ('泵站维护', '渠道清淤')
    """
    if match := _INSIDE.match(owner):
        owner = match[1]
    name = _BUDGET.sub("", _NUMBERED.sub("", _SERVICES.sub("", owner.strip())))
    return name if _PLAIN_THING.fullmatch(name) and not name.endswith("及") else ""


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    """Words that say nothing of an object, branched by their first character, which is far quicker than one
    list; and all that is no Chinese character."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    words = default_lexicons().words("office_words") | default_lexicons().words("measure_heads")
    for word in sorted(words, key=lambda w: (-len(w), w)):
        if len(word) > 1:
            endings[word[0]].append(re.escape(word[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())
    return re.compile("|".join(branches) + r"|[的了和与及或等率数]|[^\u4e00-\u9fff]")


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The bigrams of what a text is about, without office language, measures, signs and figures.

    >>> sorted(terms("进一步提高农户节水意识"))
    ['农户', '户节', '节水']
    """
    return frozenset(a + b for part in content(text).split() for a, b in pairwise(part))


def content(text: str) -> str:
    """What a text is about, in parts, without office language, measures, signs and figures."""
    return _office().sub(" ", object_of(plain(text), len(text) or 1))
