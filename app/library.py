"""The library of reference indicators: the rows of the labelled corpus that nothing can be said against.

`python -m zhibiao.app.library` writes `scoring/library/references.csv` anew; a test says when that is due. It
stands here because it needs both the corpus (`training`) and the checks (`scoring`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..models.predictions import Predictions, Thresholds
from ..models.taxonomy import LEAVES, NAMES, level1
from ..nlp.normalize import fold
from ..nlp.record import Indicator
from ..scoring.advice import LIBRARY_FILE, object_of, terms
from ..scoring.config import profile_config
from ..scoring.context import Context, contexts_of
from ..scoring.lexicons import default_lexicons
from ..scoring.registry import check_of
from ..scoring.run import run_all
from ..scoring.views import RecordView
from ..training.data.corpus import Labelled, corpus_digest, load_corpus

_WANTING = ("V41",)  # a note only, yet nothing to follow
LONGEST_NAME, LONGEST_VALUE = 18, 14  # characters: a reference is read in passing
# Rows that are written with a fault on purpose, or that need the rest of their document.
_REGISTERS = frozenset(("扫描截断", "叙述", "长句", "是否句式", "光杆名词"))
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z%‰≥≤≧≦＞＜><=～~\-./×（）()℃㎡]+")
_LISTED = re.compile(r"[、和及]")
# Names that say what is measured, beside those that end in a word of `measure_heads`.
_MEASURE = re.compile(
    r"日期|时间|时长|机制|寿命|浓度|排放|(?:数|[率度数量额]（[^（）]+）|拥有量|产量|收益|税收|费|补助|补贴|津贴|工资|造价|增收|增长|增速|"
    r"用时|损失|创收|能耗|均价|单价|资金|投资|投入|消费|经费|租金)$"
)
# A share that is given for a number, a time or an area, and a bare figure: right perhaps, but no model to follow.
_SHARE = re.compile(r"[%‰成半]|比例|率")
_NO_SHARE = re.compile(r"(?:数|数量|人数|年限|时间|时长|时限|天数|面积|次数|周期|标准|费)$")
_BARE = re.compile(r"[≥≤＞＜><=≧≦]?[\d.]+(?:[～~-][\d.]+)?")
_HEADLESS = re.compile(r"^(?:的|等|等级|各)|服务对象|社会公众|^项目|^中试")


def references(rows: Iterable[Labelled]) -> list[tuple[str, str, str, str]]:
    """(name, value, leaf, sector) of the rows fit to be shown as an example, in the order of class (the
    preferred one) and name: neither vague nor boilerplate, a short plain name with an object of its own, a target
    with a figure, a date or a named standard, and no finding of P0 to P2 (nor a rate of change without its base)."""
    chosen = [r for r in rows if _is_fit(r)]
    records = [_filed(r) for r in chosen]
    contexts = contexts_of(records, _labels(chosen), "2020")
    found = run_all(
        [RecordView(*pair) for pair in zip(records, contexts, strict=True)], profile_config("declaration")
    ).records
    best: dict[str, tuple[str, str, str, str]] = {}
    for row, record, context, findings in zip(chosen, records, contexts, found, strict=True):
        clean = all(
            (f.severity > "P2" and f.code not in _WANTING) or not _is_of_one(f.code) for f in findings
        )
        if clean and _is_checkable(context) and terms(record.name):
            line = (context.name, context.value, row.accepted[0], row.sector)
            best[context.name] = min(best.get(context.name, line), line, key=lambda n: (len(n[1]), n))
    return sorted(best.values(), key=lambda n: (LEAVES.index(n[2]), n))


def library_text(rows: Sequence[Labelled], digest: str) -> str:
    """The file: the digest of the corpus in a remark, then a CSV with a heading."""
    out = io.StringIO(newline="")
    out.write(f"# corpus {digest}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "value", "leaf", "sector"))
    writer.writerows(references(rows))
    return out.getvalue()


def _is_fit(row: Labelled) -> bool:
    name, value = row.record.name, row.record.value
    return (
        row.vague is False
        and row.boilerplate is False
        and bool(row.accepted)
        and row.register not in _REGISTERS
        and 4 <= len(name) <= LONGEST_NAME
        and 0 < len(value) <= LONGEST_VALUE
        and bool(_PLAIN.fullmatch(name) and _PLAIN.fullmatch(value))
        and not (_LISTED.search(name) or _HEADLESS.match(name))
        and bool(_MEASURE.search(name) or name.endswith(default_lexicons().endings("measure_heads")))
        and name.startswith(object_of(name)[:2])
        and fold(name) != fold(value)
        and not _BARE.fullmatch(value)
        and not (_SHARE.search(value) and _NO_SHARE.search(name))
    )


def _filed(row: Labelled) -> Indicator:
    """The record under its own class, alone in its document, so that only checks of one indicator speak."""
    leaf = row.accepted[0]
    return replace(
        row.record,
        level1=f"{level1(leaf)}指标",
        level2=f"{NAMES[leaf]}指标",
        source=str(row.record.location),
        description="",
    )


def _labels(rows: Sequence[Labelled]) -> Predictions:
    """The labels as a model that is sure of them: the library must not change with a model."""
    import numpy as np

    types = np.zeros((len(rows), len(LEAVES)))
    for i, row in enumerate(rows):
        types[i, LEAVES.index(row.accepted[0])] = 1.0
    none = np.zeros(len(rows))
    return Predictions(types, none, none, Thresholds())


def _is_of_one(code: str) -> bool:
    check = check_of(code)
    return check is not None and check.scope == "indicator"


def _is_checkable(context: Context) -> bool:
    target = context.target
    return target is not None and (target.number is not None or target.kind in ("date", "state"))


def main(path: Path = LIBRARY_FILE) -> None:
    """Write the library anew from the corpus beside this checkout."""
    path.write_text(library_text(load_corpus(), corpus_digest()), encoding="utf-8")


if __name__ == "__main__":
    main()
