"""What changed between two scored archives: files, projects, indicators, scores, findings by check.

Files are matched by their path (on request without the years in it); projects within a file by name (two of one name in
their order); indicators within a project by name, class and horizon in the same way. A member of a zip has no digest of
its own: what was read of it stands for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..summary.queries import Question
from ..summary.questions import archives

if TYPE_CHECKING:
    import duckdb

_SETTINGS = {
    "version": "zhibiao 版本",
    "schema": "表的格式",
    "model_digest": "模型",
    "standard": "分类标准",
    "profile": "审核阶段",
    "config_digest": "检查设置",
}
_FOUND = """
SELECT '{side}' AS side, '指标' AS level, unnest(findings).code AS code FROM {side}.indicators
UNION ALL SELECT '{side}', '项目', unnest(findings).code FROM {side}.projects
UNION ALL SELECT '{side}', '文件', unnest(findings).code FROM {side}.documents
"""
_ROWS = """
CREATE TEMP TABLE {side}_paths AS SELECT source, {path} || '#' || row_number() OVER (
    PARTITION BY {path} ORDER BY source) AS path FROM (SELECT DISTINCT source FROM {side}.documents);
CREATE TEMP VIEW {side}_rows AS SELECT path, source, coalesce(nullif(project, ''), activity) AS owner, name, location,
    coalesce(nullif(value, ''), array_to_string(tiers, ' / '), '') AS target, description, actual, score,
    row_number() OVER (
        PARTITION BY source, coalesce(nullif(project, ''), activity), name, level2, horizon ORDER BY location, id
    ) AS nth, level2, horizon
FROM {side}.indicators JOIN {side}_paths USING (source);
CREATE TEMP VIEW {side}_forms AS SELECT path, source, project, project_code, indicators, score, score_grade,
    row_number() OVER (PARTITION BY source, project ORDER BY project_code, project_id) AS nth
FROM {side}.projects JOIN {side}_paths USING (source);
CREATE TEMP VIEW {side}_members AS SELECT source,
    bit_xor(hash(project, name, value, tiers, description, actual, location)) AS written
FROM {side}.indicators WHERE file <> source GROUP BY source;
CREATE TEMP VIEW {side}_files AS SELECT any_value(path) AS path, source, any_value(status) AS status,
    any_value(CASE WHEN file = source THEN sha256 ELSE concat_ws(' ', hash(title, texts), written) END) AS content,
    sum(indicators) AS indicators, avg(score) AS score
FROM {side}.documents JOIN {side}_paths USING (source) LEFT JOIN {side}_members USING (source) GROUP BY source;
"""
_CHANGE = "CASE WHEN b.source IS NULL THEN '新增' WHEN a.source IS NULL THEN '去掉' ELSE {other} END"
_BOTH = "path IN (SELECT path FROM old_paths) AND path IN (SELECT path FROM new_paths)"
_YEARS = "regexp_replace(source, '20[0-4][0-9]', '', 'g')"
_OLD, _NEW = ("之前", "score"), ("之后", "score")

QUESTIONS: dict[str, Question] = {
    "total": Question(
        "总数",
        "之前、之后：两份档案各自的全部。",
        (("项", "text"), ("之前", "number"), ("之后", "number"), ("变化", "delta")),
        " UNION ALL ".join(
            f"SELECT '{name}', (SELECT {sql} FROM old.{table}), (SELECT {sql} FROM new.{table}), "
            f"(SELECT {sql} FROM new.{table}) - (SELECT {sql} FROM old.{table})"
            for name, sql, table in (
                ("文件", "count(*)::DOUBLE", "documents"),
                ("文件平均分", "round(avg(score), 2)", "documents"),
                ("项目", "count(*)::DOUBLE", "projects"),
                ("项目平均分", "round(avg(score), 2)", "projects"),
                ("指标", "count(*)::DOUBLE", "indicators"),
                ("指标平均分", "round(avg(score), 2)", "indicators"),
            )
        ),
    ),
    "document": Question(
        "文件",
        "新增、去掉、内容改动（文件变了）、结果改动（文件没变而得分、指标数或结果变了）。",
        (
            ("文件", "text"),
            ("变化", "text"),
            ("指标：之前", "count"),
            ("指标：之后", "count"),
            _OLD,
            _NEW,
            ("得分变化", "delta"),
        ),
        f"""
        SELECT source, change, before, after, old_score, new_score, new_score - old_score FROM (
            SELECT coalesce(a.source, b.source) AS source, b.indicators AS before, a.indicators AS after,
                b.score AS old_score, a.score AS new_score,
                {
            _CHANGE.format(
                other='''CASE WHEN a.content <> b.content THEN '内容改动'
                    WHEN (a.status, a.indicators, round(a.score, 1)) IS DISTINCT FROM
                        (b.status, b.indicators, round(b.score, 1)) THEN '结果改动' END'''
            )
        } AS change
            FROM new_files a FULL JOIN old_files b USING (path)
        ) WHERE change IS NOT NULL
        ORDER BY list_position(['内容改动', '结果改动', '新增', '去掉'], change),
            abs(new_score - old_score) DESC NULLS LAST, source
        """,
    ),
    "project": Question(
        "项目",
        "两份里都有的文件中，得分有变化、新增和去掉的项目，变化大的在前。",
        (
            ("文件", "text"),
            ("项目", "text"),
            ("编码", "text"),
            ("变化", "text"),
            _OLD,
            _NEW,
            ("得分变化", "delta"),
        ),
        f"""
        SELECT source, project, code, change, old_score, new_score, new_score - old_score FROM (
            SELECT path, coalesce(a.source, b.source) AS source, coalesce(a.project, b.project) AS project,
                coalesce(a.project_code, b.project_code) AS code, b.score AS old_score, a.score AS new_score,
                {_CHANGE.format(other="CASE WHEN round(a.score, 1) <> round(b.score, 1) THEN '得分变化' END")} AS change
            FROM new_forms a FULL JOIN old_forms b USING (path, project, nth)
        ) WHERE change IS NOT NULL AND {_BOTH}
        ORDER BY change = '得分变化' DESC, change, abs(new_score - old_score) DESC NULLS LAST, source, project
        """,
    ),
    "finding": Question(
        "问题",
        "各项检查提出的处数。",
        (
            ("编号", "text"),
            ("问题", "text"),
            ("对象", "text"),
            ("之前", "count"),
            ("之后", "count"),
            ("变化", "delta"),
        ),
        f"""
        SELECT code, '', level, count(*) FILTER (side = 'old'), count(*) FILTER (side = 'new'),
            count(*) FILTER (side = 'new') - count(*) FILTER (side = 'old') AS change
        FROM ({_FOUND.format(side="old")} UNION ALL {_FOUND.format(side="new")})
        GROUP BY code, level HAVING change <> 0 ORDER BY abs(change) DESC, code, level
        """,
    ),
    "indicator": Question(
        "指标",
        "两份里都有的文件中，目标值（或解释、完成值）改动、得分有变化、新增和去掉的指标；位置是之后的，去掉的是之前的。",
        (
            ("文件", "text"),
            ("项目", "text"),
            ("指标", "text"),
            ("位置", "text"),
            ("变化", "text"),
            ("目标：之前", "text"),
            ("目标：之后", "text"),
            _OLD,
            _NEW,
        ),
        f"""
        SELECT source, owner, name, location, change, before, after, old_score, new_score FROM (
            SELECT path, coalesce(a.source, b.source) AS source, coalesce(a.owner, b.owner) AS owner,
                coalesce(a.name, b.name) AS name, coalesce(a.location, b.location) AS location,
                b.target AS before, a.target AS after, b.score AS old_score, a.score AS new_score,
                {
            _CHANGE.format(
                other='''CASE WHEN a.target <> b.target THEN '目标改动'
                    WHEN (a.description, a.actual) IS DISTINCT FROM (b.description, b.actual) THEN '解释或完成值改动'
                    WHEN round(a.score, 1) <> round(b.score, 1) THEN '得分变化' END'''
            )
        } AS change
            FROM new_rows a FULL JOIN old_rows b USING (path, owner, name, level2, horizon, nth)
        ) WHERE change IS NOT NULL AND {_BOTH}
        ORDER BY list_position(['目标改动', '解释或完成值改动', '得分变化', '新增', '去掉'], change),
            abs(new_score - old_score) DESC NULLS LAST, source, owner, name, location
        """,
    ),
}


@contextmanager
def comparing(old: Path, new: Path, years: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that `QUESTIONS` can be asked of. `years`: the years in paths count. Raises ArchiveError."""
    with archives(old=old, new=new) as db:
        for side in ("old", "new"):
            db.execute(_ROWS.format(side=side, path="source" if years else _YEARS))
        yield db


def settings_changed(old: Path, new: Path) -> list[str]:
    """What the two runs were set to differently: then scores may differ though no file does."""
    said = [_summary(out) for out in (old, new)]
    return [name for key, name in _SETTINGS.items() if said[0].get(key) != said[1].get(key)]


def _summary(out: Path) -> dict[str, Any]:
    try:
        content = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
