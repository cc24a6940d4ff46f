"""Target values (绩效指标值) parsed: ≥90%, 不超过37.02万元/年, 2023年11月底前, 比上年提高10%, 零事故.

    from zhibiao.nlp.targets import parse_target
    parse_target("总成本不超过37.02万元/年")   # ≤ 37.02 万元/年, kind money

`units`, `dates`, `context`, `measures` and `states` read the parts, `parse` puts them together.
"""

from .format import canonical, format_target
from .model import Canonical, Target
from .parse import parse_target, parse_targets

__all__ = ["Canonical", "Target", "canonical", "format_target", "parse_target", "parse_targets"]
