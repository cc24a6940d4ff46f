"""The table of accuracies in README: every source of labelled rows apart, with 95 % intervals.

The rows of real documents are not in the repository; where they are absent the table stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = {
    "自拟的公开小集（`data/evaluation`，偏易）": "indicators.jsonl",
    "自拟的 19 份表（`data/evaluation`，两人各标一遍）": "forms.jsonl",
}
REAL = [ROOT.parent / "shared" / "gold" / name for name in ("dev.jsonl", "seeds.jsonl")]
MODELS = ("fast", "accurate")
_TABLE = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- end -->)", re.DOTALL)
_NAMES = {
    "forms2023": "项目绩效目标申报表",
    "inspection": "检验检疫支出绩效评价表",
    "medical": "医学科研项目指标",
    "common_library": "共性指标库",
    **{f"00{i}": f"公开文件 {i + 1}" for i in range(5)},
}


def page(text: str) -> str:
    """The page with its table measured anew."""
    if not all(path.is_file() for path in REAL):
        return text
    ours = (r for name, file in OURS.items() for r in _rows([ROOT / "data" / "evaluation" / file], name))
    rows = "".join([*_rows(REAL, "真实指标合计"), *ours])
    head = "| 来源 source | 条 rows | 类别 class, fast | 类别 class, accurate | 模糊 vague F1, fast | 套话 boilerplate F1, fast |\n"
    return _TABLE.sub(f"{head}|---|---|---|---|---|---|\n{rows}", text)


def _rows(files: list[Path], total: str) -> Iterator[str]:
    from zhibiao.training.evaluation.evaluate import load_rows, results

    found = {(r.model, r.source): r for r in results(load_rows(files), MODELS)}
    sources = sorted({source for _, source in found} - {""}) if total.startswith("真") else []
    for source in ["", *sources]:
        fast, accurate = (found[model, source] for model in MODELS)
        cells = [_cell(fast, "type_accuracy"), _cell(accurate, "type_accuracy")]
        cells += [_cell(fast, "vague_f1"), _cell(fast, "boilerplate_f1")]
        yield f"| {_NAMES.get(source, source) if source else total} | {fast.rows} | {' | '.join(cells)} |\n"


def _cell(result: Any, key: str) -> str:
    low, high = result.intervals[key]
    value = result.scores.as_dict()[key]
    return f"{value:.3f}（{low:.3f}–{high:.3f}）" if low == low else "–"
