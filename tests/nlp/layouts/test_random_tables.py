"""Random indicator tables, drawn in random ways, give the records that they were made of."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zhibiao.nlp.reading import parse_document

from .grids import WRITERS, Grid, Span, missing

CLASSES = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "满意度指标": ("服务对象满意度指标",),
}
HEADS = {
    "name": ("三级指标", "指标名称", "绩效指标", "指标内容", "三级指标名称"),
    "value": ("指标值", "目标值", "年度指标值", "预期指标值"),
    "description": ("指标解释", "指标描述", "绩效指标描述"),
    "actual": ("实际完成值", "全年实际完成值", "全年完成值"),
}
OTHERS = ("分值", "得分", "权重", "备注", "偏差原因分析及改进措施")
NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(("新建", "改造", "巡查", "发放", "治理", "培训", "抽检", "更新", "养护")),
        st.sampled_from(
            ("垃圾亭", "5岁以下儿童", "河道", "A级景区", "图书 馆", "教师", "G320国道", "老旧\n小区")
        ),
        st.sampled_from(("合格率", "数量", "完成时间", "面积", "满意度", "覆盖率", "里程(公里)")),
    ),
)
VALUES = st.one_of(
    st.sampled_from(
        ("≥90%", "12个", "11月底前", "明显改善", "100%", "不超过3.5万元", "/", "", "2023-11-30", "0.5‰以下")
    ),
    st.integers(0, 10**6).map(str),
)


@dataclass(frozen=True)
class Made:
    """A table as drawn, and (project, level 1, level 2, name, value, description, actual) it holds."""

    grid: Grid
    records: list[tuple[str, ...]]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    project = draw(st.sampled_from(("", "供水管网改造", "2023年乡镇卫生院 设备购置")))
    roles = draw(st.permutations([*draw(st.sets(st.sampled_from(("description", "actual")))), "value"]))
    heads = ["一级指标", "二级指标", draw(st.sampled_from(HEADS["name"]))]
    heads += [draw(st.sampled_from(HEADS[r])) for r in roles]
    heads += draw(st.lists(st.sampled_from(OTHERS), max_size=2, unique=True))
    merged = draw(st.booleans())
    rows: list[list[str | Span]] = [[Span("绩效目标申报表", 1, len(heads))]]
    if project:
        rows.append(["项目名称", Span(project, 1, len(heads) - 1)])
    rows.append(list(heads))
    records: list[tuple[str, ...]] = []
    for level1 in draw(st.lists(st.sampled_from(sorted(CLASSES)), min_size=1, max_size=3, unique=True)):
        chosen = draw(st.lists(st.sampled_from(CLASSES[level1]), min_size=1, max_size=3, unique=True))
        counts = [draw(st.integers(1, 3)) for _ in chosen]
        for k, (level2, count) in enumerate(zip(chosen, counts, strict=True)):
            for i in range(count):
                first: list[str | Span] = []
                if not merged:
                    first = [level1, level2]
                else:
                    first += [Span(level1, sum(counts))] if k == i == 0 else []
                    first += [Span(level2, count)] if i == 0 else []
                texts = {r: draw(VALUES) for r in roles}
                name = draw(st.one_of(NAMES, st.sampled_from(("不适用", "无", "/", "—", ""))) if i else NAMES)
                rows.append(
                    [*first, name, *(texts[r] for r in roles), *["10"] * (len(heads) - 3 - len(roles))]
                )
                if len(name) > 3:
                    told = [
                        " ".join(t.split())
                        for t in (name, *(texts.get(r, "") for r in ("value", "description", "actual")))
                    ]
                    records.append((" ".join(project.split()), level1, level2, *told))
    return Made(Grid(rows), records)


@pytest.mark.parametrize("format", ["html", "xlsx", "docx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=tables())
def test_random_tables_are_read_back(format: str, made: Made) -> None:
    if missing(format):
        pytest.skip(f"{missing(format)} is not installed")
    found = parse_document(WRITERS[format]([made.grid]), f"表.{format}").indicators
    assert [
        (r.project, r.level1, r.level2, r.name, r.value, r.description, r.actual) for r in found
    ] == made.records
    assert all(str(r.location) for r in found)
