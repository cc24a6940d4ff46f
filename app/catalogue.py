"""The catalogue of checks as text: a list, one check explained with all that it declares, and the page
`scoring/CATALOGUE.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models.taxonomy import NAMES
from ..nlp.document import Passage, Project
from ..nlp.record import Indicator
from ..scoring.config import PROFILES
from ..scoring.registry import OFF, SCOPES, Check, Example, all_checks
from .reports.facts import OPINIONS, SEVERITY_MEANINGS, SEVERITY_NAMES

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
FAULT_NAMES = {
    "target": "目标值",
    "measurand": "衡量的内容",
    "unit": "计量单位",
    "class": "归类",
    "boilerplate": "套话",
    "completion": "完成值",
}
# What a check needs to see of a record (traits) before it is run.
TRAIT_NAMES = {
    "value": "写有指标值",
    "tiers": "写有分档",
    "actual": "填有完成值",
    "level2": "写有二级指标",
    "history": "写有历年值",
    "figures": "目标里有数字",
    "words": "目标里没有数字",
    "percent": "写有百分比",
    "compared": "写有比较符号",
    "relative": "目标是变化量或相对要求",
    "approximate": "目标带有“左右”一类的话",
    "ranged": "写有区间",
    "state": "目标是一种状态，或几项连写",
    "unitless": "目标只有数字，没有单位",
    "long_name": "名称超过 20 字",
    "headless": "名称不以衡量用语结尾",
    "joined": "名称可能含有几项指标",
    "marked": "名称里有符号",
    "bracketed": "名称以括号结尾",
    "figured_name": "名称里有数字或“水平”",
    "described": "写有指标解释",
    "satisfied": "写有“满意”",
    "declared": "写明了类别",
    "odd_class": "二级指标一栏不是规范的类别",
    "vague": "模型判断为模糊",
    "boilerplate": "模型判断为套话",
    "quality": "类别是质量",
    "timeliness": "类别是时效",
    "cost": "类别是成本",
    "sustainable": "类别是可持续影响",
    "economic": "类别是经济效益",
}
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
    "period": "实施期限",
    "budget": "预算数",
    "executed": "执行数",
    "execution": "预算执行率",
    "total": "总分",
    "idle": "没有指标的行",
    "plan": "支出计划",
    "activity": "没有指标的活动",
    "tick": "只有勾选的行",
    "sum": "合计行",
    "funds": "资金行",
}
_FIELDS = (
    ("project", "项目"),
    ("activity", "活动"),
    ("goal", "目标"),
    ("budget", "预算"),
    ("basis", "依据"),
    ("criteria", "评分标准"),
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
    lines = [f"{check.code} {check.title}（{check.english}）", _facts(check), *_conduct(check), "", check.why]
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
        "- 同一问题：一条指标上属于同一问题的几项，只报最严重的一项，只扣一次分，其余在括号里点名。",
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
    facts = "  \n".join([f"*{_safe(check.english)}*", _facts(check), *map(_safe, _conduct(check))])
    yield from (facts, "", _safe(check.why))
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


def _conduct(check: Check) -> Iterator[str]:
    """When the check speaks, how gravely in each stage, and what it does about other checks."""
    stages = (f"{PROFILES[p]} {_severity(s)}" for p, s in check.profiles.items())
    if said := "，".join(stages):
        yield f"其他阶段：{said}{'（扣分与编报审核相同）' if check.keeps_cost else ''}"
    if check.needs:
        yield f"前提：{'，'.join(TRAIT_NAMES[name] for name in check.needs)}"
    if check.absence:
        yield "前提：文件全部读出（有一部分没有读到时，不说它缺什么）"
    if check.empty:
        yield "没有任何指标的文件也检查"
    if check.fault:
        alike = "、".join(c.code for c in all_checks() if c.fault == check.fault and c.code != check.code)
        name = FAULT_NAMES[check.fault]
        yield f"同一问题：{name}" + (f"（与 {alike} 只报最严重的一项，只扣一次分）" if alike else "")
    if check.instead_of:
        yield f"取代：有本项时不再报 {'、'.join(check.instead_of)}"
    if replaced := "、".join(c.code for c in all_checks() if check.code in c.instead_of):
        yield f"让位：有 {replaced} 时不再报本项"
    if added := [name for on, name in ((check.rewrite, "改写句式"), (check.references, "参考指标")) if on]:
        yield f"建议里附：{'、'.join(added)}"


def _severity(severity: str) -> str:
    return "不检查" if severity == OFF else f"{severity} {SEVERITY_NAMES[severity]}"


def _show(example: Example) -> Iterator[str]:
    """The record of an example, then what the check is told besides: its fields, its neighbours, the text."""
    record = example.record
    told = [*(_told(record) if record else ()), *_view(example)]
    yield _line(record) if record else "（没有指标的文件）"
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
    yield from map(_form, example.projects)


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


def _form(project: Project) -> str:
    facts = (
        project.code and f"编码 {project.code}",
        "" if project.budget is None else f"预算 {project.budget:g} 万元",
        project.goal and f"目标：{project.goal}",
    )
    return "；".join([f"项目表：{project.name or '（未写名称）'}", *filter(None, facts)])


def _safe(text: str) -> str:
    """Text that Markdown shows as it stands."""
    for sign in "\\`*_<>|~[]":
        text = text.replace(sign, f"\\{sign}")
    return text
