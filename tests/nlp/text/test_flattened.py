"""Every form in every way of flattening gives its records; texts without an indicator table give none."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from zhibiao.nlp.document import Document
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.readers.text.dump import read_text
from zhibiao.nlp.reading import parse_document
from zhibiao.training.studies.flattened.flatten import WAYS, Way, flatten, suits

from .forms import forms

# Where a column was too narrow nobody says any more which lines are one cell.
FLOORS = {"narrow": (0.97, 0.96), "narrow_centred": (0.72, 0.72), "narrow_cells": (0.85, 0.85)}
FIELDS = ("level1", "level2", "name", "value")


def read(text: str) -> Document:
    return parse_document(text.encode(), "flattened.txt")


def keys(records: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(bare(r[f]) for f in FIELDS) for r in records)


def bare(text: str) -> str:
    """Without blanks; >= and <= are signs in another spelling."""
    return "".join(text.split()).replace(">=", "≥").replace("<=", "≤")


def found(text: str) -> list[dict[str, str]]:
    names = (*FIELDS, "project", "description", "actual")
    return [{f: str(getattr(r, f)) for f in names} for r in read(text).indicators]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_flattened_table_gives_the_records_of_the_table(way: Way) -> None:
    right = wanted = given = documents = 0
    for form in forms():
        if not suits(way, form):
            continue
        got, due = keys(found(flatten(form, way))), keys(form.records())
        documents += 1
        right += sum((got & due).values())
        wanted += sum(due.values())
        given += sum(got.values())
    assert documents >= 5
    recall, precision = FLOORS.get(way.__name__, (0.97, 0.99))
    assert right / wanted >= recall
    assert right / given >= precision


def test_records_keep_their_project_description_and_completion() -> None:
    right = total = 0
    for form in forms():
        for way in WAYS:
            if not suits(way, form) or way.__name__ in FLOORS:
                continue
            by_name = {r["name"]: r for r in found(flatten(form, way))}
            for due in form.records():
                got = by_name.get(due["name"], {})
                for name in ("project", "description", "actual"):
                    total += 1
                    right += got.get(name, "") == due.get(name, "")
    assert right / total >= 0.98


def test_a_text_with_lines_lost_never_breaks_the_reader() -> None:
    """Two forms in a row, up to two lines in five lost: whatever is found, an exception would lose the document."""
    rng, all_forms = random.Random(5), list(forms())
    for _ in range(600):
        lines: list[str] = []
        for form in rng.choices(all_forms, k=2):
            lines += flatten(form, rng.choice([way for way in WAYS if suits(way, form)])).split("\n")
        lost = rng.random() * 0.4
        survey(read_text("\n".join(line for line in lines if rng.random() > lost)))


def texts_without_a_table() -> dict[str, str]:
    whole = (Path(__file__).parent / "negatives.txt").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in whole.split("=== ")[1:]]
    return {title: text for title, _, text in parts}


def test_there_are_thirty_texts_without_a_table() -> None:
    assert len(texts_without_a_table()) >= 30


@pytest.mark.parametrize("title", texts_without_a_table())
def test_a_text_without_a_table_gives_nothing(title: str) -> None:
    assert found(texts_without_a_table()[title]) == []


def test_places_are_lines_and_differ() -> None:
    for form in forms():
        for way in WAYS:
            records = read(flatten(form, way)).indicators
            assert all(r.location.line for r in records)
            assert len({r.id for r in records}) == len(records)


def test_the_sum_of_points_is_kept_between_bars_and_where_cells_hold_line_ends() -> None:
    bars = (
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n产出指标 | 数量指标 | 清淤长度 | 12公里 | 13公里 | 45 | 45\n"
        "质量指标 | 水质达标率 | ≥95% | 96% | 45 | 44\n满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 93% | 10 | 10\n总分 | 100 | 99\n"
    )
    torn = (
        bars.replace(" | ", "\t")
        .replace("12公里\t13公里", "12公里\n（主干渠）\t13公里")
        .replace("农户满意度", "用水农户对抢修\n工作的满意度")
    )
    for text in (bars, torn):
        document = parse_document(text.encode(), "自评.txt")
        assert [r.points for r in document.indicators] == [45, 44, 10]
        assert [p.text for p in document.passages if p.kind == "total"] == ["分值 100；得分 99"]
    assert [r.name for r in document.indicators] == ["清淤长度", "水质达标率", "用水农户对抢修工作的满意度"]


def test_a_ladder_in_the_cell_of_a_target_is_one() -> None:
    cells = [
        *("一级指标", "二级指标", "三级指标", "指标解释", "指标值", "指标值来源"),
        *("产出指标", "数量指标", "清淤长度", "全年清淤的渠道长度", "≥12公里", "施工方案"),
        *(
            "时效指标",
            "险情到场时间",
            "接报到到场的平均用时",
            "优：≤5分钟；良：5-8分钟；中：8-12分钟；差：＞12分钟",
            "值班系统",
        ),
        *("效益指标", "社会效益指标", "改善灌溉面积", "新增和改善的面积", "≥900亩", "统计报表"),
    ]
    found = parse_document("\n\n".join(cells).encode(), "page.txt").indicators
    assert [(r.name, r.value[:6]) for r in found] == [
        ("清淤长度", "≥12公里"),
        ("险情到场时间", "优：≤5分钟"),
        ("改善灌溉面积", "≥900亩"),
    ]


UNITS = """\
单位名称：青溪县水文馆
单位名称、项目名称
年度绩效目标
一级指标
二级指标
三级指标
指标性质
指标值
度量单位
指标内容
青溪县水文馆
渠道清淤专项经费
全年清淤支渠36公里，检修闸门12座，灌溉用水有保障，用水户满意。
产出指标
数量指标
清淤长度
>=
36
公里
反映全年清淤的支渠长度
质量指标
清淤验收合格率
=
100
%
合格长度与清淤长度之比
满意度指标
服务对象满意度指标
用水户满意度
>=
90
%
年末问卷调查
青溪县水文馆
闸站改造
改造老旧闸站8座，更换水泵16台，提高排涝能力，沿河村庄安全度汛。
产出指标
数量指标
改造闸站座数
>=
8
座
反映完工的闸站座数
效益指标
社会效益指标
受益村数
>=
18
个
闸站排涝范围内的村
"""


def test_units_that_stand_above_their_projects_are_no_projects() -> None:
    document = read(UNITS)
    assert [p.name for p in document.projects] == ["渠道清淤专项经费", "闸站改造"]
    assert [p.goal[:4] for p in document.projects] == ["全年清淤", "改造老旧"]
    assert [r.project for r in document.indicators] == ["渠道清淤专项经费"] * 3 + ["闸站改造"] * 2


CLOSING = """\
项目名称
闸站改造
一级指标
二级指标
三级指标
指标值
全年实际完成值
分值
得分
未完成原因和改进措施
产出指标
数量指标
改造闸站座数
12座
10座
40
34
加强工作力度
质量指标
闸站合格率
100%
100%
30
30
无
满意度指标
服务对象满意度指标
用水户满意度
≥90%
93%
10
10
无
预算执行率

100%
100%
10
10

总分
100
98
"""


def test_what_closes_a_table_has_its_points() -> None:
    document = read(CLOSING)
    told = [(r.name, r.weight, r.points, r.reason) for r in document.indicators]
    assert told == [
        ("改造闸站座数", 40, 34, "加强工作力度"),
        ("闸站合格率", 30, 30, ""),
        ("用水户满意度", 10, 10, ""),
    ]
    sums = [(p.kind, p.text) for p in document.passages if p.kind in ("execution", "total")]
    assert sums == [("execution", "分值 10；得分 10"), ("total", "分值 100；得分 98")]
