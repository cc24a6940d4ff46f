"""zhibiao 指标: read, classify, check and score budget performance indicators.

>>> import zhibiao
>>> records = zhibiao.read("data/samples/yunling_water_2025.txt")
>>> len(records), records[0].name
(25, '农村自来水普及率')
>>> table = zhibiao.score(["节水器具改造数量 ≥320套", {"name": "群众满意度", "value": "明显提高"}])
>>> list(table["type"])
['quantity', 'satisfaction']
>>> zhibiao.findings(table)[["name", "code", "severity"]].values.tolist()
[['群众满意度', 'N17', 'P1'], ['群众满意度', 'V17', 'P1']]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from .models.estimators import IndicatorClassifier, IndicatorVectorizer
    from .models.explain import Explanation
    from .nlp.document import Document
    from .nlp.errors import ReadError
    from .nlp.record import Indicator
    from .scoring.frame import Shown
    from .scoring.registry import Check

    __version__: str

__all__ = [
    "Indicator",
    "IndicatorClassifier",
    "IndicatorVectorizer",
    "ReadError",
    "checks",
    "explain",
    "findings",
    "load_model",
    "read",
    "read_document",
    "score",
    "segment",
    "show",
]


def read(path: str | Path) -> list[Indicator]:
    """All indicators of a document or flat list, in document order.

    Raises `zhibiao.ReadError`, a Chinese sentence, when the file can't be read; where there is none, it is a
    FileNotFoundError too.

    >>> first = zhibiao.read("data/samples/yunling_water_2025.txt")[0]
    >>> first.value, first.target.comparator, first.target.number
    ('92%以上', '≥', 92.0)
    >>> zhibiao.read("无此文件.docx")
    Traceback (most recent call last):
    zhibiao.nlp.errors.MissingFile: 找不到文件：请检查路径是否正确。
    """
    from .nlp.reading import read_document

    return list(read_document(path).indicators)


def read_document(path: str | Path, isolated: bool = False) -> Document:
    """Everything that was found in a document: unit, projects, indicators, the text around them, what was not read.

    `isolated`: read in a process of its own, with limits of 60 seconds and 1.5 GB, for files from strangers: one that
    hangs or aborts a library ends that process, not this one. It takes about a second longer. Raises
    `zhibiao.ReadError`, a Chinese sentence, when the file can't be read.

    >>> document = zhibiao.read_document("data/samples/yunling_water_2025.txt")
    >>> document.unit, len(document.projects), len(document.indicators), len(document.unread)
    ('云岭县水务局', 2, 25, 0)
    """
    if isolated:
        from .scoring.workers.documents import read_isolated

        return read_isolated(path)
    from .nlp.reading import read_document as read_whole

    return read_whole(path)


def score(
    what: str | Path | Iterable[Indicator | str | dict[str, Any]] | pd.DataFrame | pd.Series[Any],
    model: str = "fast",
    standard: str = "2020",
    level: str = "indicator",
) -> pd.DataFrame:
    """Score a file, records (also texts and dictionaries) or a DataFrame; one row a record, same order, none dropped.

    A text alone is a path; indicators come in a list, also a single one.

    `level` `project` or `document` gives a row for each project or document instead, with the findings that are
    about it.

    A DataFrame needs a `name` column (or its Chinese heading, also below another heading); its index is kept, and
    columns that the scored record does not have are kept in front. An empty cell is an empty text, and a row without a
    name stays a row. Raises ReadError; ValueError without a name column, for an unknown level or standard.

    >>> import pandas as pd
    >>> plan = pd.DataFrame({"处室": ["农村处"], "三级指标": ["管护员培训人次"], "指标值": ["≥200人次"]}, index=["甲"])
    >>> zhibiao.score(plan)[["处室", "name", "type", "vague", "score"]].reset_index().values.tolist()
    [['甲', '农村处', '管护员培训人次', 'quantity', False, 92.0]]
    """
    from .scoring.frame import score_frame

    return score_frame(what, model, standard, level)


def findings(scored: pd.DataFrame) -> pd.DataFrame:
    """What is wrong in a table that `score` gave: one row a finding, with what it is about and the index of its row.

    Columns: id, source, unit, project_id, project, location, name and value as far as the table has them, then the
    finding's code, severity, field, start, end, message, suggestion and opinion. Raises ValueError for a table without
    `findings`.

    >>> zhibiao.findings(zhibiao.score(["群众满意度", "管护员培训人次 ≥200人次"]))[["name", "code"]].values.tolist()
    [['群众满意度', 'V30'], ['群众满意度', 'N17']]
    """
    from .scoring.frame import findings_frame

    return findings_frame(scored)


def show(what: Any, limit: int = 50) -> Shown:
    """The first `limit` scored records as a notebook's table, each flagged piece marked in the colour of its severity.

    `what` is a table that `score` gave at level `indicator`, or anything that it takes.

    >>> "<mark" in zhibiao.show([{"name": "群众满意度", "value": "明显提高"}]).html
    True
    """
    from .scoring.frame import shown

    scored = "findings" in getattr(what, "columns", ()) and "score" in what.columns
    return shown(what if scored else score(what), limit)


def load_model(name: str = "fast") -> Any:
    """The model called `name`: `fast`, `accurate`, `keywords`, a folder, or an MLflow address; its `predict` takes a
    list of indicators. Raises `zhibiao.models.load.ModelError`, a Chinese sentence, when there is none.

    >>> found = zhibiao.load_model("fast").predict(zhibiao.read("data/samples/yunling_water_2025.txt"))
    >>> found.labels()[:2], found.types.shape
    (['social', 'quality'], (25, 9))
    """
    from .models.load import load_model as load

    return load(name)


def explain(record: Indicator | str | dict[str, Any], model: str = "fast") -> Explanation:
    """What a model says of one indicator (a record, a name or a dictionary), and which words made it say so.

    >>> zhibiao.explain("项目按时完成率").boilerplate_reason
    '划去每个项目都有的词以后，什么也不剩。'
    """
    from .models.explain import explained
    from .models.inputs import records_of

    return explained(load_model(model), records_of([record])[0])


def checks() -> tuple[Check, ...]:
    """Every check that indicators, projects and documents are looked at with, in the order of their codes.

    >>> zhibiao.checks()[0].code, len(zhibiao.checks()) > 80
    ('B01', True)
    """
    from .scoring.registry import all_checks

    return all_checks()


def segment(text: str) -> list[str]:
    """The words of a text, cut with the field's own dictionary.

    >>> zhibiao.segment("居民健康档案建档率")
    ['居民', '健康', '档案', '建档率']
    """
    from .nlp.segment import segmenter

    return segmenter().cut(text)


if not TYPE_CHECKING:  # type checkers know the names from above, and so what is none

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from importlib.metadata import version

            return version("zhibiao")
        if name == "Indicator":
            from .nlp.record import Indicator

            return Indicator
        if name == "ReadError":
            from .nlp.errors import ReadError

            return ReadError
        if name in ("IndicatorClassifier", "IndicatorVectorizer"):
            try:
                from .models import estimators
            except ImportError as error:
                from .nlp.extras import lacking

                raise lacking(name, error) from error
            return getattr(estimators, name)
        raise AttributeError(name)
