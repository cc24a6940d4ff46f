"""Distillation: unlabelled texts recombined from the corpus, with a teacher's soft labels."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...models.predictions import Predictions
from ...nlp.record import Indicator
from ..baselines.heads import Extra
from ..config import Experiment
from ..data.rewording import distinct, reword

# Other spellings of the same bound: the student must not learn one of them by heart.
_SPELLINGS = {
    "≥": ("不少于", "不低于", "大于等于", ">=", "≧", "至少"),
    "≤": ("不超过", "不高于", "小于等于", "<=", "≦", "控制在"),
}


def recombine(records: Sequence[Indicator], count: int, seed: int = 7) -> list[Indicator]:
    """`count` distinct unlabelled records: names, targets and descriptions of `records` in new company.

    What comes out is not labelled by anyone: only a teacher's opinion of it is ever used.
    """
    chance = random.Random(seed)
    return distinct(lambda: _mix(chance.choice(records), chance.choice(records), chance), count)


def _mix(one: Indicator, other: Indicator, chance: random.Random) -> Indicator:
    way = chance.random()
    if way < 0.35:  # this measure with that target
        return replace(one, value=other.value, tiers=other.tiers, description="")
    if way < 0.5:  # no target at all
        return replace(one, value="", tiers=None)
    if way < 0.65:  # the description lost, or another's
        return replace(one, description="" if one.description else other.description)
    if way < 0.75:  # the target says what the name says
        return replace(one, value=one.name, tiers=None, description=chance.choice(("", one.name)))
    if way < 0.85 and len(one.name) > 6:  # clipped by a scanner
        cut = chance.randint(2, len(one.name) // 2)
        return replace(one, name=one.name[cut:] if chance.random() < 0.5 else one.name[:-cut])
    if way < 0.95 and one.value[:1] in _SPELLINGS:
        return replace(one, value=chance.choice(_SPELLINGS[one.value[0]]) + one.value[1:])
    return replace(one, name=f"{other.name[: len(other.name) // 2]}{one.name}")


# What is measured: the end of a name. Longer ones first.
_MEASURE = re.compile(
    r"(?:(?:[人户次个件场台套份笔例栋处项]|人次|场次|批次)数|数量|金额|面积|里程|长度|规模|频次|覆盖率|完成率|落实率|到位率"
    r"|合格率|达标率|准确率|完好率|规范率|整改率|及时率|及时性|时限|时间|周期|满意度|满意率|知晓率|发生率|就业率|死亡率"
    r"|标准|单价|成本|费用|支出|收入|产值|机制|制度|水平|能力|质量|意识|效率|环境|秩序|排放量|能耗|[率数量度额])$"
)
_OBJECT = range(3, 25)  # characters of an object that a measure is put after


def splice(records: Sequence[Indicator], count: int, seed: int = 11) -> list[Indicator]:
    """Up to `count` distinct unlabelled records: one's object with another's measure and target.

    They teach a linear model that the measure decides, whatever the object is usually measured by.
    """
    chance = random.Random(seed)
    split = [(r, m) for r in records if (m := _MEASURE.search(r.name)) and m.start() in _OBJECT]
    if not split:
        return []

    def make() -> Indicator:
        (one, at), (other, end) = chance.choice(split), chance.choice(split)
        return replace(other, name=one.name[: at.start()] + end.group(), description="")

    return distinct(make, count)


def soft_labels(predictions: Predictions) -> Any:
    """Targets of shape (records, 11) from a teacher's calibrated probabilities."""
    flags = np.stack([predictions.vague, predictions.boilerplate], axis=1)
    return np.hstack([predictions.types, flags])


def taught(
    teacher: Any, records: Sequence[Indicator], config: Experiment, texts: Sequence[Indicator] = ()
) -> Extra:
    """Extra training rows with the teacher's soft labels, as many of each kind as `config` says.

    Recombined, spliced and reworded `records`; the written but unlabelled `texts` themselves, recombined
    with the others, and reworded.
    """
    made = list(texts)
    made += recombine([*records, *texts], config.unlabelled, config.seed)
    made += splice(records, config.spliced, config.seed + 4)
    made += reword(records, config.reworded, config.seed + 6)
    made += reword(texts, config.retold * len(texts), config.seed + 8)
    return Extra(made, soft_labels(teacher.predict(made)), config.weight)
