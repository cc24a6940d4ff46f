"""The catalogue of checks: what the page holds, and one check explained in full."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from zhibiao.app.catalogue import FAMILIES, FAULT_NAMES, OPINIONS, TRAIT_NAMES, explain, markdown
from zhibiao.app.cli import main
from zhibiao.nlp.document import Passage, Project
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.registry import FAULTS, Check, Example, all_checks
from zhibiao.scoring.traits import TRAITS

CHECK = Check(
    "C99",
    "试_验",
    "a trial",
    "P1",
    9,
    "缘由写在这里。",
    (
        Example(
            Indicator(
                "渠道清淤长度", value="12公里", project="清淤", actual="9公里", history=("8公里", "7公里")
            ),
            others=(
                *(Indicator(f"水闸{i}检修", value="3座", project="清淤") for i in range(5)),
                Indicator("水费收缴率", value="≥90%", project="收费"),
            ),
            passages=(Passage("goal", "清淤12公里。", project="清淤"),),
        ),
        Example(Indicator("", tiers=("好", "差")), {"vague": True}),
        Example(None, projects=(Project("p", "泵站检修", code="33001", budget=12.5, goal="检修3座"),)),
    ),
    (Example(Indicator("甲"), {"clipped": True}), Example(Indicator("乙"))),
    run=lambda check, view: (),
    scope="document",
    profiles={"selfcheck": "P3", "disclosure": "off"},
    fault="completion",
    instead_of=("V29", "V17"),
    absence=True,
    empty=True,
    rewrite=True,
    references="own",
)


def test_the_page_has_every_check_once_and_links_that_lead_somewhere() -> None:
    page = markdown(all_checks())
    anchors, links = re.findall(r'<a id="(\w+)">', page), re.findall(r"\(#(\w+)\)", page)
    assert sorted(anchors) == sorted(links) == sorted(c.code.lower() for c in all_checks())
    assert {c.code[0] for c in all_checks()} == set(FAMILIES)


def test_a_check_is_explained_with_all_that_its_examples_stand_on() -> None:
    text = explain(CHECK)
    for said in (
        "级别 P1 重要 · 范围 一份文件 · 维度 相关性 · 意见 9 建议增加明确产出指标",
        "渠道清淤长度 → 12公里",
        "项目：清淤；实际完成：9公里；历年：8公里、7公里",
        "同表：水闸0检修 → 3座；水闸1检修 → 3座；水闸2检修 → 3座；……共 5 条",
        "另有〔项目：收费〕：水费收缴率 → ≥90%",
        "年度目标〔清淤〕：清淤12公里。",
        "（空） → 好 / 差",
        "模型判断：模糊",
        "名称在转换成文本时被截断",
        "（没有指标的文件）",
        "项目表：泵站检修；编码 33001；预算 12.5 万元；目标：检修3座",
        "其他阶段：自评复核 P3 提示，公开检查 不检查",
        "前提：文件全部读出",
        "没有任何指标的文件也检查",
        "同一问题：完成值",
        "取代：有本项时不再报 V29、V17",
        "建议里附：改写句式、参考指标",
    ):
        assert said in text
    assert text.index("会提示：") < text.index("水闸0检修") < text.index("不提示：") < text.index("甲 →")


def test_the_page_shows_signs_of_markdown_as_they_stand() -> None:
    page = markdown((CHECK,))
    assert "试\\_验" in page.split("###")[1]


def test_everything_that_a_check_can_declare_has_a_name() -> None:
    assert len(OPINIONS) == 11
    assert set(TRAIT_NAMES) == set(TRAITS)
    assert set(FAULT_NAMES) == {fault for fault in FAULTS if fault}


def test_a_check_says_what_it_merges_with() -> None:
    text = explain(next(c for c in all_checks() if c.code == "V24"))
    assert "其他阶段：自评复核 P2 一般" in text
    assert "前提：" in text
    assert "同一问题：目标值（与 " in text
    assert "让位：有 " in text


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["checks"], 0, "V01  P0  数量指标用百分比"),
        (["checks", "v01"], 0, "V01 数量指标用百分比（"),
        (["checks", "--markdown"], 0, "# 检查目录"),
        (["checks", "V01", "--markdown"], 2, "去掉其中一个"),
        (["checks", "X01"], 2, "没有编号为“X01”的检查"),
    ],
)
def test_the_command(args: list[str], code: int, said: str) -> None:
    done = CliRunner().invoke(main, args)
    assert done.exit_code == code
    assert said in (done.stdout if code == 0 else done.stderr)
    assert code == 0 or done.stdout == ""
