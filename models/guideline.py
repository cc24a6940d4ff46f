"""What the guideline settles without learning.

Sources: annotation guideline, section 2: a number with or without unit, a date or deadline, a relative
change with a size and a count of zero incidents are never vague. Section 3: a record is boilerplate if and
only if nothing is left of it after striking out (`anchor`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from ..nlp.targets import parse_target
from .anchor import stands_anywhere
from .arrays import probabilities
from .taxonomy import LEAVES, declared_leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIGURE = re.compile(r"\d")
_BOUNDS = frozenset("≥≤><")
CHECKABLE = 0.02  # the probability of being vague that is left for a misread number
DECLARED = 0.5  # log odds that a declared class gains before anything is read; shared where it names several
ANCHORED = 0.3  # the most that a model may think likely against the strike-out test


def is_checkable(record: Indicator) -> bool:
    """True when the parsed target holds a number or date."""
    target = record.target
    return target is not None and target.number is not None


def settle_vague(records: Sequence[Indicator], vague: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of vague with checkable targets settled; 0 where there is no target at all."""
    settled = vague.copy()
    for i, record in enumerate(records):
        target = record.target
        if target is None:
            settled[i] = 0.0
        elif target.number is not None or _is_described(record):
            settled[i] = min(settled[i], CHECKABLE)
    return settled


def _is_described(record: Indicator) -> bool:
    """Whether the description bounds what the target leaves open (section 2: a number that stands only there counts).

    A bare number there, or a time, is as often about something else.
    """
    if not _FIGURE.search(record.description):
        return False
    said = parse_target(record.description)
    return (
        said is not None
        and said.number is not None
        and said.comparator in _BOUNDS
        and said.kind != "duration"
    )


def settle_boilerplate(records: Sequence[Indicator], boilerplate: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of boilerplate on the side that the strike-out test says (section 3): a record that could stand
    in every project is boilerplate, one with an anchor is not. What a model thinks only shades them."""
    sides = np.array([stands_anywhere(r) for r in records], dtype=float)
    return ANCHORED * boilerplate + (1.0 - ANCHORED) * sides


def declared_prior(records: Sequence[Indicator]) -> NDArray[np.float64]:
    """Log odds of shape (records, 9): DECLARED for the class that a form declares, less where it leaves several open."""
    rows = [_prior(record.level1, record.level2) for record in records]
    return np.array(rows) if rows else np.zeros((0, len(LEAVES)))


@lru_cache(maxsize=4096)
def _prior(level1: str, level2: str) -> tuple[float, ...]:
    declared = declared_leaves(level1, level2)
    return tuple(DECLARED / len(declared) if leaf in declared else 0.0 for leaf in LEAVES)


def read_logits(
    values: NDArray[np.float64], records: Sequence[Indicator], temperatures: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Calibrated types, vague and boilerplate from raw outputs (records, 11), settled by the guideline.

    A class that the form declares is held likelier beforehand: most forms file most indicators right.
    """
    flags = {
        name: 1 / (1 + np.exp(-values[:, len(LEAVES) + k] / temperatures[name]))
        for k, name in enumerate(("vague", "boilerplate"))
    }
    return (
        probabilities(values[:, : len(LEAVES)] / temperatures["type"] + declared_prior(records), 1.0),
        settle_vague(records, flags["vague"]),
        settle_boilerplate(records, flags["boilerplate"]),
    )


# Guideline, section 1, "Accepted sets", and names of the same kind: practice is split on them, every class is right.
# The head of the name decides: 食品安全 is an object in 食品安全意识, the measure in 保障食品安全. The first that fits
# counts. A rate of money handed out (发放到位率) is left out: evaluators call it wrong under 数量.
_TRAIL = re.compile(
    r"(?:\([^()]*\)|[。.;:：、,]|的?(?:明显|显著|有效|持续|稳步)?(?:提升|提高|增强|改善|优化|情况|程度)){1,12}$"
)
_PRACTICE: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern), frozenset(leaves.split()))
    for pattern, leaves in (
        (r"及时(?:到位|办结|处置|处理|上报|报告|响应)率$", "timeliness quality"),
        (
            r"(?:资金|经费|款项|拨款)到位率$|(?:支付|支出|执行|拨付)(?:进度|率)$",
            "timeliness quality quantity",
        ),
        (r"发放(?:及时)?到位率$|三公.{0,4}控制率$", ""),
        (r"(?:投诉|差评)(?:率|量|数|件数|次数|起数)?$", "satisfaction quality"),
        (r"(?:幸福|获得|归属|体验)感$|(?:认可|认同|好评)[度率]?$", "social satisfaction"),
        (
            r"(?:矛盾|纠纷|信访|诉求|积案|问题).*(?:处置|处理|办结|解决|回复)率$|(?:调解|化解|息诉)(?:成功)?率$",
            "quality social",
        ),
        (r"(?:处置|处理|排查|检出|防治|控制|整改|办结|治理|监测|检测|检查|抽检|查处)率$", "quality quantity"),
        (r"规范管理率$|规范率$|(?:报告|反馈|落实|到位)率$", "quality quantity"),
        (r"(?:接种|覆盖|建档|管理|培训|签约|筛查|随访|普查)率$", "quantity quality"),
        (r"(?:参与|参加|参保|续保|入学|入园|就诊)[率度]$", "quantity quality social"),
        (r"覆盖面$", "quantity quality social"),
        (
            r"(?:新增|带动|再|促进|吸纳)(?:(?!就业).){0,40}就业.*(?:人数|人次|数量|数|岗位)$|(?:新增|带动|受益|受惠|惠及|受助|再就业|辅导).*(?:人数|人次|户数|数量)$",
            "quantity social",
        ),
        (r"(?:分出|回收利用|回收|分类|资源化(?:利用)?)率$", "quality ecological"),
        (r"(?:利用|使用|周转|开机)率$", "quality social economic"),
        (
            r"(?:降低|减少|节约|节省|压减|控制).*(?:成本|开支|支出|费用)$|(?:成本|开支|费用|支出|资金)的?(?:降低|下降|节约|节省|压减)[率额]?$",
            "economic cost",
        ),
        (
            r"(?:节能|节电|节水|能耗|电耗|水耗|节约(?:用)?[水电能])(?:.*[率量额度])?$",
            "ecological economic cost",
        ),
        (r"(?<!意识)(?<!知识)(?:零事故|安全性?|事故(?:率|数|起数|次数|发生率|发生数)?)$", "social quality"),
        (
            r"(?:pm2\.5|pm10|降尘|扬尘|空气|大气|水质|水体|水环境|土壤|噪[声音]|污水|废水|废气|油烟|排放)(?:.*(?:率|指数|质量|浓度|达标|等级|标准))?$",
            "quality ecological social",
        ),
        (
            r"(?:(?<!营商)(?<!投资)(?<!创业)(?<!就业)(?<!消费)(?<!法治)(?<!市场)(?<!办学)(?<!政务)环境|卫生|市容|容貌|面貌|村容|绿化|园林|景观|绿地)(?:.*(?:整洁[度性]?|卫生|状况|质量|品质|面貌|效果|率|容貌|美化|舒适度))?$",
            "quality social ecological",
        ),
        (r"(?:获奖|奖项|荣誉|称号|创建)(?:.*[数量率次])?$", "quality quantity social"),
        (r"(?:运行|运转|运作|预警|处置|工作)正常率$", "quality social"),
        (
            r"(?:服务|工作|办事|办案|履职|管理|教学|教育|生活|民生|执法|行政|审批|处罚)(?:质量|水平|效率|效能|效果|能力|效益)$",
            "quality social sustainable",
        ),
        (r"(?:合理|规范|科学|合规)性$", "quality cost"),
        (r"(?:效果|成效)$", "quality social"),
        (r"(?:社会|大局|治安|秩序)(?:和谐)?稳定$|(?:能力|水平|影响力|公信力|知名度)$", "social sustainable"),
    )
)


def accepted_classes(name: str) -> frozenset[str]:
    """The classes that evaluators accept for a name where practice is split, else none.

    >>> sorted(accepted_classes("牲畜疫苗接种率")), accepted_classes("渠道长度")
    (['quality', 'quantity'], frozenset())
    """
    head = _TRAIL.sub("", fold(name).lower()) or name
    return next((leaves for pattern, leaves in _PRACTICE if pattern.search(head)), frozenset())


# Lasting effects are folded into the benefits by the 2021 standard, and in practice before it.
_BENEFITS = frozenset(("economic", "social", "ecological"))


def possible_classes(name: str, type_set: Sequence[str]) -> frozenset[str]:
    """A model's set and what else evaluators accept for the name: any of them may be declared."""
    if not type_set:
        return frozenset()
    possible = accepted_classes(name).union(type_set)
    if "sustainable" in possible:
        return possible | _BENEFITS
    return possible | {"sustainable"} if possible & _BENEFITS else possible
