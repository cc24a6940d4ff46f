"""What is found of forms made of corpus rows, flattened in every way: recall and precision of (name, value).

python -m zhibiao.training.studies.flattened.measure
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from ....nlp.blocks import Table as Cells
from ....nlp.readers.text.dump import read_text
from .flatten import WAYS, flatten, suits
from .tables import Form, Table

ROOT = Path(__file__).parents[3]
CLASSES = {
    "quantity": ("产出指标", "数量指标"),
    "quality": ("产出指标", "质量指标"),
    "timeliness": ("产出指标", "时效指标"),
    "cost": ("产出指标", "成本指标"),
    "economic": ("效益指标", "经济效益指标"),
    "social": ("效益指标", "社会效益指标"),
    "ecological": ("效益指标", "生态效益指标"),
    "sustainable": ("效益指标", "可持续影响指标"),
    "satisfaction": ("满意度指标", "服务对象满意度指标"),
}
PLAIN = ["一级指标", "二级指标", "三级指标", "指标值"]
HEADINGS = (
    PLAIN,
    PLAIN,
    ["一级指标", "二级指标", "三级指标", "指标解释", "指标值"],
    [*PLAIN, "实际完成值", "分值", "得分"],
    [*PLAIN, "指标值确定依据"],
)
GROUNDS = ("年度工作计划", "财政局文件", "历史标准", "行业标准", "部门规划", "实施方案", "")
LONGEST = 45  # characters of a name


@cache
def by_sector() -> dict[str, list[dict[str, str]]]:
    """The corpus rows."""
    rows: dict[str, list[dict[str, str]]] = {}
    for path in sorted((ROOT / "data" / "corpus").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["name"].strip():
                    rows.setdefault(row["sector"], []).append(row)
    return rows


def form(rng: random.Random) -> Form:
    """A form of one sector: up to three indicators a class, under one of `HEADINGS`."""
    sectors = by_sector()
    sector = rng.choice(sorted(sectors))
    rows = [r for r in sectors[sector] if r["value"].strip() and len(r["name"]) < LONGEST]
    heading = rng.choice(HEADINGS)
    table = Table([["项目名称", f"{sector}专项经费"], ["主管部门", f"云岭县{sector}局"]], heading)
    above = ""
    for leaf, (level1, level2) in CLASSES.items():
        pool = [r for r in rows if r["type"] == leaf]
        for k, row in enumerate(rng.sample(pool, min(len(pool), rng.choice((0, 1, 1, 2, 3))))):
            value = row["value"].strip()
            others = {
                "一级指标": level1 if level1 != above else "",
                "二级指标": "" if k else level2,
                "三级指标": row["name"].strip(),
                "指标值": value,
                "指标解释": row["description"].strip(),
                "实际完成值": value,
                "分值": rng.choice(("5", "8", "10")),
                "得分": rng.choice(("5", "8", "10")),
                "指标值确定依据": rng.choice(GROUNDS),
            }
            above = level1
            table.rows.append([others[h] for h in heading])
    return Form(f"{sector}绩效目标表", [table])


def measure(forms: list[Form]) -> dict[str, tuple[float, float]]:
    """Recall and precision of (name, value) by way of flattening, and over all."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in forms:
        for way in WAYS:
            if not suits(way, document):
                continue
            due = Counter((_bare(r["name"]), _bare(r["value"])) for r in document.records())
            got = Counter(_found(flatten(document, way)))
            for key in (way.__name__, "all"):
                counts[key, "right"] += sum((got & due).values())
                counts[key, "due"] += sum(due.values())
                counts[key, "got"] += sum(got.values())
    names = [*(w.__name__ for w in WAYS), "all"]
    return {
        n: (counts[n, "right"] / max(1, counts[n, "due"]), counts[n, "right"] / max(1, counts[n, "got"]))
        for n in names
    }


def _found(text: str) -> list[tuple[str, str]]:
    """Name and value of the rows of the tables that the reader finds; the layouts have no part in it."""
    found: list[tuple[str, str]] = []
    for table in (b for b in read_text(text) if isinstance(b, Cells)):
        headings = [c.text for c in table.rows[0]]
        if not {"三级指标", "指标值"} <= set(headings):
            continue
        name, value = headings.index("三级指标"), headings.index("指标值")
        rows = [r for r in table.rows[1:] if len(r) == len(headings) and r[name].text]
        found += [(_bare(r[name].text), _bare(r[value].text)) for r in rows]
    return found


def _bare(text: str) -> str:
    return "".join(text.split())


def main(count: int = 80, seed: int = 7) -> None:
    """Print recall and precision way by way."""
    rng = random.Random(seed)
    forms = [f for f in (form(rng) for _ in range(count)) if len(f.tables[0].rows) > 3]
    for way, (recall, precision) in measure(forms).items():
        print(f"{way:15} {recall:.3f} {precision:.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
