"""The questions that people ask of an archive, as SQL on the tables that `zhibiao batch` wrote.

A unit is the folder that stands for it in a document's path, or who the form says has handed it in.
"""

from __future__ import annotations

from dataclasses import dataclass

UNIT = "（未分单位）"
NO_PROJECT = "（未写项目名称）"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the words that it is shown in. What it selects beyond `columns` is what its rows are about."""

    title: str
    note: str
    columns: tuple[tuple[str, str], ...]
    sql: str


_UNIT = f"coalesce(nullif(folder_unit, ''), nullif(unit, ''), '{UNIT}')"
# Indicators and projects with the unit that is shown and the year of their document; every finding with what it is
# about. `repeated` is what the index of repetitions says of documents: nothing while there is none.
VIEWS = f"""
CREATE TEMP VIEW years AS SELECT source, any_value(year) AS year FROM documents GROUP BY source;
CREATE TEMP VIEW rows AS
SELECT * REPLACE ({_UNIT} AS unit), len(list_filter(findings, lambda f: f.code = 'T01')) > 0 AS mismatch
FROM indicators LEFT JOIN years USING (source);
CREATE TEMP VIEW forms AS
SELECT * REPLACE ({_UNIT} AS unit, coalesce(nullif(project, ''), '{NO_PROJECT}') AS project)
FROM projects LEFT JOIN years USING (source);
CREATE TEMP VIEW found AS
SELECT unnest(findings) AS f, '指标' AS level, source, source || location || id AS item FROM indicators
UNION ALL SELECT unnest(findings), '项目', source, source || '#' || project_id FROM projects
UNION ALL SELECT unnest(findings), '文件', source, source FROM documents;
CREATE TEMP VIEW items AS SELECT '指标' AS level, count(*) AS total FROM indicators
UNION ALL SELECT '项目', count(*) FROM projects UNION ALL SELECT '文件', count(*) FROM documents;
"""
REPEATED = "CREATE TEMP VIEW repeated AS SELECT * FROM read_parquet('{path}')"
NOT_REPEATED = """
CREATE TEMP VIEW repeated AS SELECT '' AS source, 0.0 AS stickiness, 0.0 AS copied_share, 0.0 AS near_share,
    0 AS same_tables WHERE false
"""
_MEASURED = (
    ("文件", "count"),
    ("指标", "count"),
    ("平均分", "score"),
    ("模糊", "share"),
    ("套话", "share"),
    ("类别不符", "share"),
)
_MEASURES = "count(*), avg(score), avg(vague::INT), avg(boilerplate::INT), avg(mismatch::INT)"
_GROUP = f"SELECT {{what}}, count(DISTINCT source), {_MEASURES} FROM rows GROUP BY ALL ORDER BY {{order}}"
_YEAR = "coalesce(year::VARCHAR, '不详')"

QUESTIONS: dict[str, Question] = {
    "unit": Question(
        "各单位",
        "单位取路径里的文件夹（除年份外最外一级，或 --unit-from 指定的），没有时取表里的填报单位；平均分是指标的，低的在前。",
        (("单位", "text"), *_MEASURED),
        _GROUP.format(what="unit", order="avg(score), unit"),
    ),
    "grade": Question(
        "各单位的项目",
        "项目得分既看各条指标，也看整套指标；平均分低的在前。",
        (
            ("单位", "text"),
            ("项目", "count"),
            ("平均分", "score"),
            *((grade, "count") for grade in "优良中差"),
            ("空表", "count"),
        ),
        f"""
        SELECT unit, count(*), avg(score),
            {", ".join(f"count(*) FILTER (score_grade = '{grade}' AND indicators > 0)" for grade in "优良中差")},
            count(*) FILTER (indicators = 0)
        FROM forms GROUP BY unit ORDER BY avg(score), unit
        """,
    ),
    "year": Question(
        "各年度",
        "年度取自路径，路径里没有时取自正文。",
        (("年度", "text"), *_MEASURED),
        _GROUP.format(what=_YEAR, order="1"),
    ),
    "class": Question(
        "各类别",
        "类别是模型对指标内容的判断，与申报在哪一类下无关。",
        (("类别", "text"), *_MEASURED),
        _GROUP.format(what="type", order="count(*) DESC, type"),
    ),
    "finding": Question(
        "最常见的问题",
        "占比是有这一问题的指标（项目、文件）占全部指标（项目、文件）的比例。",
        (
            ("编号", "text"),
            ("问题", "text"),
            ("级别", "text"),
            ("对象", "text"),
            ("个数", "count"),
            ("占比", "share"),
            ("文件", "count"),
        ),
        """
        SELECT f.code, '', mode(f.severity), level, count(DISTINCT item),
            count(DISTINCT item) / any_value(total), count(DISTINCT source)
        FROM found JOIN items USING (level) GROUP BY f.code, level ORDER BY 5 DESC, 1, 4
        """,
    ),
    "copied": Question(
        "照抄最多的指标",
        "名称与指标值逐字相同、出现在不止一个项目里的指标。",
        (
            ("指标", "text"),
            ("指标值", "text"),
            ("次数", "count"),
            ("项目", "count"),
            ("单位", "count"),
            ("年度", "count"),
        ),
        """
        SELECT name, target_text, count(*), count(DISTINCT (unit, owner)), count(DISTINCT unit),
            count(DISTINCT year)
        FROM (
            SELECT *,
                coalesce(nullif(value, ''), tiers[1], '') AS target_text,
                coalesce(nullif(project, ''), nullif(activity, ''), source) AS owner
            FROM rows
        )
        GROUP BY name, target_text HAVING count(DISTINCT (unit, owner)) > 1
        ORDER BY 4 DESC, 3 DESC, 1, 2
        """,
    ),
    "repeated": Question(
        "照抄与沿用的文件",
        "照抄、近似：与五个以上别的项目逐字相同或只差一两个字的指标所占的比例；"
        "沿用上年：本单位上一年度已有的指标所占的比例；同表：整张指标表与它相同的别的项目数。",
        (
            ("文件", "text"),
            ("指标", "count"),
            ("照抄", "share"),
            ("近似", "share"),
            ("沿用上年", "share"),
            ("同表", "count"),
        ),
        """
        SELECT source, indicators, copied_share, near_share, stickiness, same_tables
        FROM repeated JOIN documents USING (source)
        WHERE copied_share > 0 OR near_share > 0 OR stickiness > 0 OR same_tables > 0
        ORDER BY coalesce(same_tables, 0) > 0 DESC, coalesce(stickiness, 0) + copied_share DESC, source
        """,
    ),
    "mismatch": Question(
        "申报类别与内容不符",
        "按申报的二级指标和模型判断的类别统计。",
        (("申报在", "text"), ("实际是", "text"), ("指标", "count"), ("例子", "text")),
        """
        SELECT coalesce(nullif(level2, ''), level1), type, count(*), min(name)
        FROM rows WHERE mismatch GROUP BY ALL ORDER BY 3 DESC, 1, 2
        """,
    ),
    "project": Question(
        "得分最低的项目",
        "整体问题是关于项目或整套指标的，各条指标的问题另计。",
        (
            ("单位", "text"),
            ("年度", "text"),
            ("项目", "text"),
            ("指标", "count"),
            ("得分", "score"),
            ("等级", "text"),
            ("整体问题", "count"),
            ("最重的整体问题", "text"),
        ),
        f"""
        SELECT unit, {_YEAR}, project, indicators, score, score_grade, len(findings),
            coalesce(findings[1].message, ''), source, project_id
        FROM forms WHERE indicators > 0 ORDER BY score, 1, 2, 3, source, project_id
        """,
    ),
    "empty": Question(
        "没有填写指标的项目",
        "表在而指标一条也没有，请确认是否漏填。",
        (("单位", "text"), ("年度", "text"), ("项目", "text"), ("文件", "text"), ("位置", "text")),
        f"""
        SELECT unit, {_YEAR}, project, source, location, source, project_id
        FROM forms WHERE indicators = 0 ORDER BY 1, 2, 4, 3, project_id
        """,
    ),
    "failed": Question(
        "没有读出或没有读全的文件",
        "原因见说明，处理后再次运行 zhibiao batch 即可。",
        (("文件", "text"), ("结果", "text"), ("说明", "text")),
        """
        SELECT source, CASE status WHEN 'failed' THEN '没有读出' WHEN 'partial' THEN '没有读全' ELSE '没有指标' END,
            reason
        FROM documents WHERE status IN ('failed', 'partial') OR len(unread) > 0 ORDER BY status, source
        """,
    ),
}
