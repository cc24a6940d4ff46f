"""The target parser: a table of examples, and what must hold for any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.nlp.targets import Canonical, Target, canonical, format_target, parse_target, parse_targets

EXAMPLES = Path(__file__).with_name("targets.csv")
COMPARATORS = ("≥", ">", "=", "<", "≤")
NUMERIC = {"percent", "permille", "count", "money", "duration", "ratio"}
NUMERALS = set("零〇一二两三四五六七八九十百千万半")
FULL_WIDTH = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {"-": "－", "~": "～", "≥": "≧", "≤": "≦"}
)


def rows() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(text: str) -> list[tuple[str, float | None, str]]:
    return [(target.comparator, target.number, target.unit) for target in parse_targets(text)]


def parsed(text: str) -> Target:
    target = parse_target(text)
    assert target is not None
    return target


# --- Examples ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_example(row: dict[str, str]) -> None:
    target = parse_target(row["text"])
    if not row["kind"]:
        assert target is None
        assert parse_targets(row["text"]) == []
        return
    expected = Target(
        row["comparator"],
        float(row["number"]) if row["number"] else None,
        float(row["upper"]) if row["upper"] else None,
        row["unit"],
        row["kind"],
        row["approximate"] == "true",
        row["basis"],
    )
    assert target == expected


def test_an_empty_cell_has_no_target() -> None:
    assert parse_target("") is parse_target(" \n　") is None


def test_the_table_is_large_and_free_of_duplicates() -> None:
    texts = [row["text"] for row in rows()]
    assert len(texts) == len(set(texts)) >= 350


def test_every_example_survives_formatting() -> None:
    for row in rows():
        for target in parse_targets(row["text"]):
            assert parse_target(format_target(target)) == target, row["text"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"95%以上\未发生泄密事件", [("≥", 95.0, "%"), ("=", 0.0, "")]),
        ("就餐93人，办公36人", [("=", 93.0, "人"), ("=", 36.0, "人")]),
        ("<70%>40%", [("<", 70.0, "%"), (">", 40.0, "%")]),
        ("≥90%≤20%", [("≥", 90.0, "%"), ("≤", 20.0, "%")]),
        ("500株；120.5㎡；60㎡", [("=", 500.0, "株"), ("=", 120.5, "㎡"), ("=", 60.0, "㎡")]),
        ("合格率98%/及时率95%", [("=", 98.0, "%"), ("=", 95.0, "%")]),
        ("6月底前完成8场", [("≤", 630.0, ""), ("=", 8.0, "场")]),
        ("20个街道病媒密度达到C级", [("=", 20.0, "个"), ("qualitative", None, "")]),
        # The year, the period and phrases with a numeral are not measures of their own.
        ("2023年支出不超过30万元", [("≤", 30.0, "万元")]),
        ("一次验收合格率100%", [("=", 100.0, "%")]),
        ("5岁以下儿童死亡率降到6‰以下", [("≤", 6.0, "‰")]),
        ("一年成本为9.5万元", [("=", 9.5, "万元")]),
    ],
)
def test_compound_values(text: str, expected: list[tuple[str, float | None, str]]) -> None:
    assert figures(text) == expected


def test_spans_point_into_the_original() -> None:
    text = "总成本 不超过 ３７.02万元/年。"
    target = parsed(text)
    assert text[target.start : target.end] == "不超过 ３７.02万元/年"
    area = parsed("面积200㎡左右")
    assert "面积200㎡左右"[area.start : area.end] == "200㎡左右"


def test_as_dict_has_the_contract_fields() -> None:
    assert parsed("比上年提高10%以上").as_dict() == {
        "comparator": "≥",
        "number": 10.0,
        "upper": None,
        "unit": "%",
        "kind": "relative",
        "approximate": False,
        "basis": "上年",
    }


CANONICAL = """
七成 70 % | 九成五以上 95 % | 100百分比 100 % | 0.6 0.6 | 15/10万 0.00015 率 | 十万分之二十四 0.00024 率
12‰ 0.012 率 | 36万 360000 元 | 37.02万元/年 370200 元/年 | 500元/人·月 500 元/人/月
3万美元 30000 美元 | 0.054万元 540 元
12小时内 0.5 天 | 半年 182.5 天 | 3个工作日 3 工作日 | 15工作日/宗 15 工作日/宗 | 6.6万人次 66000 人次
200㎡ 200 平方米 | 20名 20 人 | 零事故 0 | 2023年12月31日 20231231 年月日 | 12月底 1231 月日 | 下降3%以上 -3 %
"""


@pytest.mark.parametrize("case", CANONICAL.strip().replace("\n", "|").split("|"))
def test_canonical(case: str) -> None:
    text, number, unit = [*case.split(), ""][:3]
    assert canonical(parsed(text)) == Canonical(float(number), None, unit)


def test_canonical_scales_both_ends() -> None:
    assert canonical(parsed("10万-20万元")) == Canonical(100_000.0, 200_000.0, "元")


# --- Properties ----------------------------------------------------------------------------------------

numbers = st.one_of(
    st.integers(0, 99_999_999).map(float),
    st.decimals(0, 100_000, places=4).map(float),
)
signed_numbers = numbers.filter(bool).flatmap(lambda number: st.sampled_from([number, -number]))
shares = st.integers(1, 9_999).map(lambda n: n / 10_000)


@st.composite
def quantities(
    draw: st.DrawFn, kind: str, units: tuple[str, ...], values: st.SearchStrategy[float]
) -> Target:
    unit, approximate = draw(st.sampled_from(units)), draw(st.booleans())
    if unit != ":" and draw(st.booleans()):
        low, high = sorted((draw(values), draw(values)))
        if low < high:
            return Target("between", low, high, unit, kind, approximate)
    return Target(draw(st.sampled_from(COMPARATORS)), draw(values), None, unit, kind, approximate)


@st.composite
def dates(draw: st.DrawFn) -> Target:
    def day() -> float:
        year = draw(st.integers(2000, 2035)) if dated else 0
        return float(year * 10_000 + draw(st.integers(1, 12)) * 100 + draw(st.integers(1, 28)))

    dated = draw(st.booleans())
    comparator = draw(st.sampled_from(("<", "≤", "=", "≥", "between", "monthly")))
    if comparator == "monthly":
        return Target(draw(st.sampled_from("≤=")), float(draw(st.integers(1, 31))), kind="date")
    first, last = sorted((day(), day()))
    if comparator == "between":
        return (
            Target("between", first, last, kind="date") if first < last else Target("=", first, kind="date")
        )
    return Target(comparator, first, kind="date")


@st.composite
def relatives(draw: st.DrawFn) -> Target:
    basis = draw(
        st.sampled_from(("", "上年", "上年同期", "去年", "省要求", "全省平均水平", "责任目标", "2022年"))
    )
    if draw(st.booleans()):
        comparator = draw(st.sampled_from(COMPARATORS)) if basis else "="
        return Target(comparator, 0.0, kind="relative", basis=basis)
    unit, approximate = draw(st.sampled_from(("%", "个百分点", "起", "倍"))), draw(st.booleans())
    values = sorted((draw(numbers), draw(numbers)))
    if values[0] < values[1] and draw(st.booleans()):
        low, high = draw(st.sampled_from(((values[0], values[1]), (-values[1], -values[0]))))
        return Target("between", low or 0.0, high or 0.0, unit, "relative", approximate, basis)
    number = draw(signed_numbers)
    return Target(draw(st.sampled_from(COMPARATORS)), number, None, unit, "relative", approximate, basis)


states = st.one_of(
    st.just(Target("=", 0.0, kind="state")),
    st.sampled_from(("", "国家标准", "行业规范", "C级", "III类", "二级", "4A级", "7×24小时", "24小时")).map(
        lambda basis: Target("qualitative", kind="state", basis=basis)
    ),
)
durations = ("天", "日", "工作日", "小时", "分钟", "个月", "年", "周", "季度", "工作日/宗", "小时/天")
counts = ("个", "人", "次", "万人次", "㎡", "kg", "分", "场/季度", "次/台机/年", "次/3个月", "人/社区", "岁")
targets = st.one_of(
    quantities("percent", ("%", "百分比"), numbers),
    quantities("percent", ("成",), st.integers(0, 100).map(lambda n: n / 10)),
    quantities("percent", ("%",), signed_numbers),
    quantities("permille", ("‰", "/万", "/10万"), numbers),
    quantities("count", counts, numbers),
    quantities("count", ("",), numbers.filter(lambda number: not 0 < number < 1)),
    quantities("count", ("℃",), signed_numbers),
    quantities("money", ("元", "万元", "亿元", "元/户/年", "元/人·月", "万美元"), numbers),
    quantities("duration", durations, numbers),
    quantities("ratio", ("",), shares),
    quantities("ratio", (":",), st.integers(1, 10_000).map(lambda n: n / 100)),
    quantities("ratio", ("倍",), numbers),
    dates(),
    relatives(),
    states,
    st.just(Target("qualitative")),
)
# Words that values are made of, glued at random: nearer to trouble than random characters.
WORDS = """
≥ ≤ > < = 不少于 不超过 低于 高于
达到 控制在 约 近 余 左右 以上 以下 以内 前 底 ( ) （含） 9 90 37.02 0.6 1,200
2023 二 十 三百 半 一 % ‰ 成 百分之 十万分之 /10万 个百分点 万 元 亿元 人 次 个 场 户 年 月 日 天 小时
个月 工作日 / /年 /人 每 每月 - ~ 至 : 1: 比上年 同比 提高
下降 省要求 国家标准 C级 零 无 未发生 事故 合格 完成 第 号 岁 \\
； ， 。 、 全年 季度 上半年 培训 率 度 《 》 + × ±
"""
words = st.sampled_from(WORDS.split())
phrases = st.lists(words, max_size=8).map("".join)
texts = st.one_of(st.text(), phrases)


@settings(max_examples=600)
@given(targets)
def test_formatted_targets_parse_back(target: Target) -> None:
    assert parse_target(format_target(target)) == target


@settings(max_examples=600)
@given(texts)
def test_any_parsed_target_formats_and_parses_back(text: str) -> None:
    for target in parse_targets(text):
        assert parse_target(format_target(target)) == target


@settings(max_examples=600)
@given(texts)
def test_no_text_raises_and_every_target_is_well_formed(text: str) -> None:
    found, main = parse_targets(text), parse_target(text)
    assert (main is None) == (not found)
    assert main is None or main in found
    for target in found:
        assert 0 <= target.start <= target.end <= len(text)
        assert target.comparator in (*COMPARATORS, "between", "qualitative")
        assert (target.comparator == "between") == (target.upper is not None)
        assert (target.comparator == "qualitative") == (target.number is None)
        assert target.number is None or abs(target.number) < 1e15
        if target.upper is not None and target.number is not None:
            assert target.number <= target.upper
        if target.kind in NUMERIC:
            written = text[target.start : target.end]
            assert any(char.isnumeric() or char in NUMERALS for char in written)
        canonical(target)


@given(targets)
def test_full_width_spelling_changes_nothing(target: Target) -> None:
    text = format_target(target)
    assert parse_target(text.translate(FULL_WIDTH)) == parse_target(text) == target


@given(numbers, st.sampled_from(("%", "人", "万元", "小时", "")))
def test_words_and_signs_compare_alike(number: float, unit: str) -> None:
    figure = f"{number:.4f}{unit}"
    for spellings in (
        ("≥", "≧", "不少于", "不低于", "大于等于", "大于或等于", "至少", "不小于", ">="),
        ("≤", "≦", "不超过", "不高于", "不大于", "小于等于", "不多于", "不超", "<="),
        (">", "＞", "高于", "超过", "大于", "多于"),
        ("<", "＜", "低于", "小于", "少于", "不足"),
    ):
        assert len({parse_target(sign + figure) for sign in spellings}) == 1
    assert parse_target(f"≥{figure}") == parse_target(f"{figure}以上") == parse_target(f"达到{figure}")
    assert parse_target(f"≤{figure}") == parse_target(f"{figure}以下") == parse_target(f"{figure}以内")


@given(st.integers(0, 1_000), st.integers(0, 1_000), st.sampled_from("-~～—至"))
def test_ranges_ascend_whichever_end_is_written_first(one: int, other: int, tie: str) -> None:
    low, high = sorted((one, other))
    for text in (f"{one}%{tie}{other}%", f"{other}%{tie}{one}%"):
        target = parsed(text)
        assert target.number == low
        assert target.upper == (high if high != low else None)


@pytest.mark.parametrize(
    "unit", ["1", "一", "1,", "1次", "7*24", "比上年", "每月1", "零", "2023年", "1-", "达到标准", "》1"]
)
def test_long_text_is_read_without_harm(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert all(0 <= target.start <= target.end <= 10_000 for target in parse_targets(text))
    assert format_target(parsed(text + "。"))
