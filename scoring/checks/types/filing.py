"""T01: under which classes an indicator may be filed, by its name, its value and the models' view of it."""

from __future__ import annotations

import re

from ....models.guideline import possible_classes
from ....models.taxonomy import is_harm
from ...traits import has_head
from ...views import RecordView

# What a person may answer when asked how content they are, in whatever words.
OPINION = re.compile(
    r"满意|投诉|认可|认同|好评|差评|评价|评议|测评|口碑|欢迎|感受|体验|信任|幸福感|获得感|安全感|意见"
)
_COST_NAME = re.compile(r"(?:成本|费用?|支出|开支|标准|单价|造价)$")
# The name's head speaks for itself even where the list of measures does not know it.
_CUE = re.compile(r"满意|及时|按时|按期|时限")


def could_be_filed(view: RecordView) -> bool:
    """Whether nothing can be said against the declared class."""
    record, context = view
    declared = context.declared
    if context.clipped or not declared or is_harm(record.level1, record.level2):
        return True
    if declared == {"satisfaction"}:
        return asks_somebody(view)
    # 2021 folds lasting effects into every benefit: that alone makes 经济效益 not right for each of them.
    own = declared - {"sustainable"} or declared
    if not own.isdisjoint(possible_classes(record.name, context.type_set)):
        return True
    return _unit_fits(view) or not _says_what(view)


def asks_somebody(view: RecordView) -> bool:
    """Whether an indicator filed as satisfaction is about what somebody thinks."""
    record, context = view
    if "satisfaction" in context.type_set:
        return True
    return bool(OPINION.search(f"{record.name} {context.said} {record.description}"))


def _unit_fits(view: RecordView) -> bool:
    """Whether the value is of the kind that belongs to the declared class: the value tells as much as the name."""
    declared, target = view.context.declared, view.context.target
    if target is None:
        return False
    kind = target.kind
    if kind == "count":
        return "quantity" in declared and bool(target.unit)
    if kind in ("date", "duration"):
        return "timeliness" in declared
    if kind == "money":
        return "cost" in declared or ("economic" in declared and not _COST_NAME.search(view.context.name))
    return False


def _says_what(view: RecordView) -> bool:
    """Whether name or unit tell what is measured. Of a name without a measure (N01, N20) no class can be told,
    but that of a count is no quality."""
    context = view.context
    if has_head(context.name, context.words) or _CUE.search(context.name):
        return True
    target = context.target
    counted = target is not None and target.kind == "count" and bool(target.unit)
    return counted and context.declared == {"quality"} and "quantity" in context.type_set
