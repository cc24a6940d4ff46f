"""The catalogue of checks as text: a list, one check explained, and the page `scoring/CATALOGUE.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models.taxonomy import NAMES
from ..nlp.document import Passage
from ..nlp.record import Indicator
from ..scoring.registry import SCOPES, Check, Example
from .reports.facts import SEVERITY_MEANINGS, SEVERITY_NAMES

FAMILIES = {
    "V": "指标值",
    "N": "指标名称",
    "T": "归类",
    "L": "分档标准",
    "C": "前后一致",
    "B": "套话与照搬",
    "S": "范围与口径",
    "M": "整套指标",
}
SCOPE_NAMES = dict(zip(SCOPES, ("单条指标", "一个项目", "一份文件", "几份文件"), strict=True))
# The 11 opinions on an indicator that the budget system knows; opinion 1 is the first.
OPINIONS = (
    "指标不够完整",
    "指标不够细化、量化",
    "指标与项目的相关性不够",
    "指标与指标值不匹配",
    "建议拆分指标",
    "一级指标类型错误",
    "二级指标类型错误",
    "建议增加明确效益指标",
    "建议增加明确产出指标",
    "建议增加满意度指标",
    "其他",
)
_PASSAGES = {
    "paragraph": "正文",
    "title": "标题",
    "code": "项目编码",
    "person": "填报人",
    "department": "填报单位",
    "unit": "金额单位",
    "goal": "年度目标",
    "goal_actual": "目标完成情况",
    "goal_long": "中长期目标",
    "content": "项目内容",
    "policy": "政策依据",
    "calculation": "测算依据",
    "budget": "预算数",
    "executed": "执行数",
    "plan": "支出计划",
    "activity": "没有指标的活动",
    "tick": "只有勾选的行",
    "sum": "合计行",
}
_FIELDS = (
    ("project", "项目"),
    ("activity", "活动"),
    ("goal", "目标"),
    ("budget", "预算"),
    ("basis", "依据"),
    ("description", "解释"),
    ("actual", "实际完成"),
    ("grade", "评价等级"),
    ("source", "文件"),
    ("cell", "原单元格"),
)
_SHOWN = 3  # of the indicators of one place that stand with an example


def listing(checks: Sequence[Check]) -> str:
    """One line a check: code, severity, title."""
    return "\n".join(f"{c.code}  {c.severity}  {c.title}" for c in checks)


def explain(check: Check) -> str:
    """One check with its reason and examples."""
    lines = [f"{check.code} {check.title}（{check.english}）", _facts(check), "", check.why]
    for heading, examples in (("会提示：", check.bad), ("不提示：", check.good)):
        lines += ["", heading]
        for example in examples:
            first, *rest = _show(example)
            lines += [f"  {first}", *(f"      {line}" for line in rest)]
    return "\n".join(lines)


def markdown(checks: Sequence[Check]) -> str:
    """The catalogue as a page: what the words mean, a table of all checks, and each with its examples."""
    lines = [
        "# 检查目录",
        "",
        "<!-- 由 zhibiao checks --markdown 生成，请不要手工修改。 -->",
        "",
        f"共 {len(checks)} 项检查。每项的示例都由测试运行：“会提示”的必须提示，“不提示”的必须放过。",
        "",
        "- 级别："
        + "；".join(f"{key} {name}（{SEVERITY_MEANINGS[key]}）" for key, name in SEVERITY_NAMES.items())
        + "。",
        "- 范围：检查时一起看的内容，即" + "、".join(SCOPE_NAMES.values()) + "。",
        "- 维度：绩效目标审核表的完整性、相关性、适当性、可行性，决定扣哪一项的分。",
        "- 意见：预算系统审核单条指标时勾选的意见代码。",
    ]
    for letter, family in FAMILIES.items():
        chosen = [c for c in checks if c.code.startswith(letter)]
        lines += ["", f"## {letter} {family}", "", "| 编号 | 检查 | 级别 | 范围 | 维度 | 意见 |"]
        lines += ["|---|---|---|---|---|---|", *map(_row, chosen)]
        for check in chosen:
            lines += ["", *_section(check)]
    return "\n".join(lines) + "\n"


def _row(check: Check) -> str:
    scope = SCOPE_NAMES[check.scope]
    link = f"[{check.code}](#{check.code.lower()})"
    return f"| {link} | {check.title} | {check.severity} | {scope} | {check.dimension} | {check.opinion} |"


def _section(check: Check) -> Iterator[str]:
    yield from (f'### <a id="{check.code.lower()}"></a>{check.code} {_safe(check.title)}', "")
    yield from (f"*{_safe(check.english)}*  ", _facts(check), "", _safe(check.why))
    for heading, examples in (("会提示：", check.bad), ("不提示：", check.good)):
        yield from ("", heading, "")
        for example in examples:
            first, *rest = map(_safe, _show(example))
            yield f"- {first}" + "".join(f"<br>{line}" for line in rest)


def _facts(check: Check) -> str:
    return (
        f"级别 {check.severity} {SEVERITY_NAMES[check.severity]} · 范围 {SCOPE_NAMES[check.scope]} · "
        f"维度 {check.dimension} · 意见 {check.opinion} {OPINIONS[check.opinion - 1]}"
    )


def _show(example: Example) -> Iterator[str]:
    """The record of an example, then what the check is told besides: its fields, its neighbours, the text."""
    record = example.record
    yield _line(record)
    told = [*_told(record), *_view(example)]
    if told:
        yield "；".join(told)
    groups: dict[tuple[str, ...], list[Indicator]] = {}
    for other in example.others:
        place = tuple(t for t in _told(other) if t not in told)
        groups.setdefault(place, []).append(other)
    for apart, others in groups.items():
        more = f"；……共 {len(others)} 条" if len(others) > _SHOWN else ""
        where = f"另有〔{'；'.join(apart)}〕" if apart else "同表"
        yield f"{where}：" + "；".join(map(_line, others[:_SHOWN])) + more
    yield from map(_passage, example.passages)


def _told(record: Indicator) -> list[str]:
    told = [f"{label}：{value}" for field, label in _FIELDS if (value := getattr(record, field))]
    return told + ([f"历年：{'、'.join(record.history)}"] if record.history else [])


def _line(record: Indicator) -> str:
    declared = "/".join(t for t in (record.level1, record.level2) if t)
    value = record.value or " / ".join(record.tiers or ()) or "（空）"
    return f"{record.name or '（空）'} → {value}" + (f"（{declared}）" if declared else "")


def _view(example: Example) -> Iterator[str]:
    """What the models say, where the example sets it."""
    said = example.context
    if said.get("type"):
        yield f"模型判断：{NAMES[said['type']]}"
    yield from (
        f"模型判断：{name}" for key, name in (("vague", "模糊"), ("boilerplate", "套话")) if said.get(key)
    )
    if said.get("clipped"):
        yield "名称在转换成文本时被截断"


def _passage(passage: Passage) -> str:
    owner = f"〔{passage.owner}〕" if passage.owner else ""
    return f"{_PASSAGES[passage.kind]}{owner}：{passage.text or '（空）'}"


def _safe(text: str) -> str:
    """Text that Markdown shows as it stands."""
    for sign in "\\`*_<>|~[]":
        text = text.replace(sign, f"\\{sign}")
    return text
