"""What a new model gains and loses against the bundled one, on the same held-out rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...models.predictions import Predictions
from ...models.taxonomy import NAMES
from ..data.corpus import Labelled
from .metrics import evaluate

SHOWN = 10
HEADS = {"type": "类别", "vague": "模糊", "boilerplate": "套话"}
_METRICS = (
    ("type_accuracy", "类别准确率（接受集）"),
    ("level1_accuracy", "一级准确率"),
    ("macro_f1", "类别宏 F1"),
    ("type_ece", "类别校准误差"),
    ("coverage", "类别集合覆盖率"),
    ("set_size", "类别集合大小"),
    ("vague_f1", "模糊 F1"),
    ("boilerplate_f1", "套话 F1"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A record on which the two models answer differently and one of them is right."""

    head: str
    row: Labelled
    old: str
    new: str
    want: str
    better: bool


def changes(rows: Sequence[Labelled], old: Predictions, new: Predictions) -> list[Change]:
    """Records newly right and newly wrong, in the order of `rows`, head by head."""
    found = []
    labels = old.labels(), new.labels()
    for i, row in enumerate(rows):
        right = [said[i] in row.accepted for said in labels]
        if row.accepted and right[0] != right[1]:
            want = "、".join(NAMES[leaf] for leaf in row.accepted)
            found.append(Change("type", row, NAMES[labels[0][i]], NAMES[labels[1][i]], want, right[1]))
    flags = {"vague": (old.is_vague(), new.is_vague())}
    flags["boilerplate"] = old.is_boilerplate(), new.is_boilerplate()
    for head, (before, after) in flags.items():
        for i, row in enumerate(rows):
            want_flag = getattr(row, head)
            if want_flag is not None and before[i] != after[i]:
                said = (_yes(bool(before[i])), _yes(bool(after[i])), _yes(want_flag))
                found.append(Change(head, row, *said, bool(after[i]) == want_flag))
    return found


def _yes(flag: bool) -> str:
    return "是" if flag else "否"


def report(name: str, rows: Sequence[Labelled], old: Predictions, new: Predictions) -> str:
    """Metrics both ways, and the records newly right and newly wrong (at most `SHOWN` each), as Markdown.

    `name` says what the old model is called. Each head ends with the chance that as uneven a split of
    changes comes about by luck (exact sign test).
    """
    before, after = evaluate(rows, old).as_dict(), evaluate(rows, new).as_dict()
    lines = [f"| {len(rows)} 条检验指标 | {name} | 新模型 | 变化 |", "|---|---|---|---|"]
    for key, title in _METRICS:
        a, b = before[key], after[key]
        if a == a and b == b:  # NaN where the rows carry no such label
            lines.append(f"| {title} | {a:.3f} | {b:.3f} | {b - a:+.3f} |")
    found = changes(rows, old, new)
    for head, title in HEADS.items():
        gained = [c for c in found if c.head == head and c.better]
        lost = [c for c in found if c.head == head and not c.better]
        if gained or lost:
            luck = _luck(len(gained), len(lost))
            lines += [
                "",
                f"{title}：新对 {len(gained)} 条，新错 {len(lost)} 条（偶然如此的概率 {luck:.2f}）。",
            ]
    for better, title in ((True, "新判对"), (False, "新判错")):
        part = [c for c in found if c.better == better]
        if part:
            lines += ["", f"{title}的指标（{min(len(part), SHOWN)}/{len(part)}）：", ""]
            lines += [_line(c) for c in part[:SHOWN]]
    return "\n".join(lines)


def _line(c: Change) -> str:
    target = f" → {c.row.record.target_text}" if c.row.record.target_text else ""
    return f"- {c.row.record.name}{target}：{HEADS[c.head]} {c.old} → {c.new}（标注：{c.want}）"


def _luck(gained: int, lost: int) -> float:
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost, 0.5).pvalue)
