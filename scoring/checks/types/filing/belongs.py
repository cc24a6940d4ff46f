"""T01: the class that a name decides, where that is another than the declared one."""

from __future__ import annotations

import re

from .....models.guideline import accepted_classes
from .....models.taxonomy import BENEFITS, OUTPUTS, is_harm
from ....traits import has_head
from ....views import RecordView
from .heads import LEVEL, TIME, TOLD, against, may_contradict

# What a person may answer when asked how content they are, in whatever words.
OPINION = re.compile(
    r"满意|投诉|认可|认同|好评|差评|评价|评议|测评|口碑|欢迎|感受|体验|信任|幸福|获得|归属|安全感|意见|信心|放心|满足|配合|同意|融入|锦旗|和谐|关系|需求|信访"
)
_SESSIONS = frozenset(("场", "场次", "次", "期", "班", "班次"))
_TRAIL = re.compile(r"(?:\([^()]*\)|[。.;:：、,])+$")

_HARM = re.compile(f"{TOLD}|{LEVEL}")
_WHEN = re.compile(rf"{TIME}|[0-9]月|[月季年]底|日前")
_LASTS = re.compile(r"(?:有效期|使用年限|使用寿命)限?$")  # how long what was done holds
_OPEN = re.compile(
    r"(?:开放|开馆|营业|播出|对外服务)(?:时间|时长|时数)$"
)  # how much is on offer, and not when
_BY = re.compile(r"(?:[0-9]月(?:[0-9]{1,2}日)?(?:底|末|份)?|[月季年]底|[月季年]末|汛|节|入冬|开学|雨季)前")
_LESS = re.compile(r"下降|降低|节约|减少")
_NEW = re.compile(
    r"(?:新增|新建|购[置买]|采购|培训|招[收聘募]|举办|召开|维修|维护|检修|保养|清洗|更换|安装|校准|检定|巡[查检])"
)


def belongs(view: RecordView) -> str:
    """The class that the head of the name decides where it contradicts the declared one, else ''."""
    record, context = view
    declared = context.declared
    if context.clipped or not declared or is_harm(record.level1, record.level2):
        return ""
    # A form without level 2 allows several classes: it contradicts only what all of them exclude.
    classes = declared - {"satisfaction"}
    if declared == {"satisfaction"} or not (classes <= OUTPUTS or classes <= BENEFITS):
        return ""
    # 2021 folds lasting effects into every benefit: that alone makes 经济效益 not right for each of them.
    own = classes - {"sustainable"} or classes
    name = _TRAIL.sub("", context.name) or context.name
    leaf = _contradicting(view, own, name)
    return leaf if leaf and own.isdisjoint(accepted_classes(name)) else ""


def _contradicting(view: RecordView, own: frozenset[str], name: str) -> str:
    """The class that head, value or model name where the declared ones are others."""
    context = view.context
    target = context.target
    kind = target.kind if target else ""
    if (
        target
        and target.unit
        and (("quantity" in own and kind == "count") or ("cost" in own and kind == "money"))
    ):
        return ""  # the value tells as much as the name
    # At most so many, or none: a norm that is kept, told as a number.
    if kind == "count" and target and (target.comparator in ("≤", "<") or not target.number):
        kind = "norm"
    if kind == "count" and target and "/" in target.unit:
        kind = "frequency"
    sessions = target is not None and target.unit in _SESSIONS
    said_when = kind in ("date", "duration") or _WHEN.search(context.value)
    if own == {"timeliness"} and said_when and not (_LASTS.search(name) or _OPEN.search(name)):
        return ""  # done by the end of June says when, whatever the name
    if own == {"timeliness"} and _BY.search(name):
        return ""  # how much is done by a day
    if _LESS.search(context.value):
        return ""  # the change is what is measured
    for head in against(own) if may_contradict(own).search(name) else ():
        if head.ends.search(name) and not (head.but and head.but.search(name)):
            fits = sessions if head.kind == "sessions" else head.kind == kind
            return head.leaf if not head.kind or fits else ""
    if own == {"timeliness"} and kind == "frequency" and _often(context.value) and not _OFTEN.search(name):
        return "quantity"
    return _counted(view, name) or _likely(view, own)


def _often(value: str) -> bool:
    """Whether a folded value says how often: 1次/月, 每季2场."""
    return bool(
        re.fullmatch(r"[≥>=]?[0-9]+[次场期]/[日天周旬月季年]度?|每[日天周旬月季年]度?[0-9]+[次场期]", value)
    )


_OFTEN = re.compile(r"及时|频|周期|间隔|更新|报送|上报|按时|按期|响应")


# What the model may say where no head decides: classes that reviewers tell apart, none that practice mixes.
_TOLD_APART = {
    "quality": frozenset(("social",)),
    "economic": frozenset(("quality", "social")),
    "ecological": frozenset(("quality", "social")),
}
_SURE = 0.98
# What lives and grows, whoever counts it: 疫情发生面积, 违法捕捞案件.
_NATURE = re.compile(r"[林草渔水土]|湿地|疫[情木].{0,4}面积|病虫|捕捞|采砂|盗伐|野生")


def _likely(view: RecordView, own: frozenset[str]) -> str:
    """The model's class, where it is sure and the declared one is none that it thinks possible."""
    context = view.context
    (leaf,) = own if len(own) == 1 else ("",)
    apart = context.type in _TOLD_APART.get(leaf, ()) and leaf not in context.type_set
    if leaf == "ecological" and _NATURE.search(context.name):
        return ""
    return context.type if apart and context.type_probability >= _SURE and not context.vague else ""


def _counted(view: RecordView, name: str) -> str:
    """A count of things under quality, where the name has no measure of its own: 新增账号 ≥1000人."""
    context = view.context
    target = context.target
    if context.declared != {"quality"} or "quantity" not in context.type_set or target is None:
        return ""
    if target.kind != "count" or not target.unit or target.comparator in ("≤", "<") or not target.number:
        return ""  # 5处以内 is a norm
    if (
        has_head(name, context.words)
        or not _NEW.match(name)
        or _HARM.search(name)
        or _HARM.search(context.value)
    ):
        return ""
    return "quantity"


def asks_nobody(view: RecordView) -> bool:
    """Whether an indicator filed as satisfaction is about nothing that somebody thinks."""
    record, context = view
    if context.clipped or context.declared != {"satisfaction"} or "satisfaction" in context.type_set:
        return False
    return not OPINION.search(f"{record.name} {context.said} {record.description}")
