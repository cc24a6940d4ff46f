"""The keyword baseline: what an evaluator's rule of thumb gives without learning.

It follows the priority of the guideline (satisfaction word → time word → money unit → outcome →
norm word → volume word) and the digit rule of review firms for vagueness.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from .predictions import Predictions, Thresholds
from .taxonomy import LEAVES

_RULES: tuple[tuple[str, str, str], ...] = (
    ("satisfaction", r"满意|投诉|好评", r"满意"),
    ("timeliness", r"及时|按时|按期|时效|时限|时间|周期|进度", r"月底|月前|日前|年底|工作日|小时|按时|及时"),
    ("cost", r"成本|标准$|单价|经费|支出|费用|预算", r"元"),
    ("sustainable", r"可持续|长效|长期|持续|机制", r"长期|持续"),
    ("ecological", r"生态|环境|排放|能耗|绿化|污染|水质|空气", r"^$"),
    ("economic", r"经济|增收|产值|税收|收入|投资|利润", r"^$"),
    ("social", r"知晓|死亡|发病|就业|稳定|保障|提[高升]|促进|安全|影响", r"^$"),
    ("quality", r"合格|达标|准确|规范|质量|率$|完好|优良", r"合格|达标|规范"),
    ("quantity", r"数|次|人|个|面积|份|场|量", r"\d"),
)
_COMPILED = tuple((leaf, re.compile(name), re.compile(value)) for leaf, name, value in _RULES)
_STOCK = re.compile(
    r"^(?:服务(?:对象)?人数|完成率|完成时[限间]|提供优质服务|维护社会稳定|(?:服务对象的?)?满意度高?|社会效益|经济效益|"
    r"生态效益|可持续影响|.{0,4}效益指标|资金成本|成本节约|按(?:工作)?计划|保障.{0,4}正常(?:运转|运行)|工作完成率)$"
)


@dataclass(frozen=True)
class KeywordModel:
    """Rules with the interface of a trained model; its probabilities are 0, ½ or 1."""

    card: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Rule-based predictions, in order."""
        types = np.zeros((len(records), len(LEAVES)))
        vague, boilerplate = np.zeros(len(records)), np.zeros(len(records))
        for i, record in enumerate(records):
            name, value = fold(record.name), fold(record.target_text)
            types[i, LEAVES.index(_leaf(name, value))] = 1.0
            everything = name + value + fold(record.description)
            vague[i] = float(bool(value) and not re.search(r"\d", everything))
            boilerplate[i] = float(bool(_STOCK.match(name)) or (name == value and not re.search(r"\d", name)))
        return Predictions(types, vague, boilerplate, self.thresholds)

    def save(self, folder: Path) -> None:
        """Write `config.json` into `folder`: the rules are code, there is nothing else to keep."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"kind": "keywords", "card": dict(self.card)}, ensure_ascii=False, indent=2)
        (folder / "config.json").write_text(text + "\n", encoding="utf-8")


def _leaf(name: str, value: str) -> str:
    for leaf, in_name, _ in _COMPILED:
        if in_name.search(name):
            return leaf
    for leaf, _, in_value in _COMPILED:
        if value and in_value.search(value):
            return leaf
    return "quantity"
