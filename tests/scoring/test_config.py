"""Profiles and settings files: what they change, and how mistakes in them are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.advice import groups, people_for, performers
from zhibiao.scoring.checks.words import pairs
from zhibiao.scoring.config import PROFILES, ConfigError, load_config, profile_config
from zhibiao.scoring.lexicons import Lexicons, default_lexicons, lexicon_names
from zhibiao.scoring.points import START
from zhibiao.scoring.score import Scored, score_records

SOFT = Indicator("农户节水意识", value="逐步提高", actual="≥90%", level1="效益指标", level2="社会效益指标")


def _scored(text: str, tmp_path: Path, record: Indicator = SOFT) -> Scored:
    path = tmp_path / "zhibiao.toml"
    path.write_text(text, encoding="utf-8")
    return score_records([record], KeywordModel(), config=load_config(path))[0]


def _severity(item: Scored, code: str) -> str:
    return next((f.severity for f in item.findings if f.code == code), "")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_trend_can_be_mended_until_the_year_is_over(profile: str) -> None:
    (item,) = score_records([SOFT], KeywordModel(), profile=profile)
    assert _severity(item, "V17") == ("P2" if profile == "selfcheck" else "P1")
    assert _severity(item, "V11") == "P1"  # what is reported as achieved counts at every stage


def test_a_milder_stage_keeps_the_points_of_what_it_made_milder_only() -> None:
    thin = replace(SOFT, name="灌区养护验收质量", value="合格")  # P2 by itself
    for record in (SOFT, thin):
        costs = [
            next(c.points for c in item.costs if c.finding.code in ("V17", "V29"))
            for profile in ("declaration", "selfcheck")
            for item in score_records([replace(record, actual="")], KeywordModel(), profile=profile)
        ]
        assert costs[0] == costs[1]


def test_every_profile_loads() -> None:
    assert all(profile_config(p).profile == p for p in PROFILES)
    with pytest.raises(ConfigError, match="selfcheck"):
        profile_config("nonsense")


def test_checks_can_be_turned_off_and_regraded(tmp_path: Path) -> None:
    item = _scored('[checks]\nignore = ["V11"]\n[severity]\nV17 = "P2"\n', tmp_path)
    assert _severity(item, "V11") == ""
    assert _severity(item, "V17") == "P2"


def test_a_template_note_is_not_raised_by_a_setting(tmp_path: Path) -> None:
    item = _scored('[severity]\nV17 = "P0"\n', tmp_path, Indicator("家庭发展能力", value="逐步提高"))
    assert _severity(item, "V17") == "P3"


def test_words_weights_and_costs(tmp_path: Path) -> None:
    record = Indicator("供水人口", value="看年景", level2="数量指标")
    plain = _scored("", tmp_path, record)
    added = _scored('[words]\nplaceholder = ["看年景"]\n', tmp_path, record)
    cheap = _scored('[words]\nplaceholder = ["看年景"]\n[weights]\nV04 = 0\n', tmp_path, record)
    assert _severity(plain, "V04") == ""
    assert _severity(added, "V04") == "P0"
    assert cheap.score > added.score
    assert _scored("[costs]\nP1 = 0\nP0 = 0\nP2 = 0\nP3 = 0\n", tmp_path).score == START


def test_dimensions_are_put_in_proportion(tmp_path: Path) -> None:
    path = tmp_path / "z.toml"
    path.write_text(
        '[dimensions]\n"完整性" = 1\n"相关性" = 1\n"适当性" = 1\n"可行性" = 1\n', encoding="utf-8"
    )
    assert set(load_config(path).dimensions.values()) == {25.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[severity]\n\nV99 = 'P1'\n", ("第 3 行", "severity.V99")),
        ("[severity]\nV17 = 'P7'\n", ("第 2 行", "severity.V17", "P7")),
        ("[checks]\nignore = ['V17', 'ZZ']\n", ("第 2 行", "checks.ignore", "ZZ")),
        ("[checks]\nignore = 'V17'\n", ("第 2 行", "checks.ignore")),
        ("[checks]\non = ['V17']\n", ("第 2 行", "checks.on")),
        ("# 说明\n[colour]\nred = 1\n", ("第 2 行", "colour")),
        ("depth = 3\n", ("第 1 行", "depth")),
        ("[weights]\nV17 = -1\n", ("第 2 行", "weights.V17", "-1")),
        ("[costs]\nP5 = 1\n", ("第 2 行", "costs.P5")),
        ("[costs]\nP1 = true\n", ("第 2 行", "costs.P1")),
        ('[dimensions]\n"美观性" = 1\n', ("第 2 行", "dimensions.美观性")),
        ("[words]\nnothing = ['a']\n", ("第 2 行", "words.nothing", "placeholder")),
        ("[words]\nplaceholder = 'a'\n", ("第 2 行", "words.placeholder")),
        ("[severity]\nV17 = \n", ("第 2 行", "TOML")),
        ("severity = 1\n", ("第 1 行", "severity")),
    ],
)
def test_mistakes_name_line_and_key(tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    path = tmp_path / "z.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_config(path)
    assert all(part in str(error.value) for part in (*said, "z.toml"))


def test_a_missing_settings_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="无法读取"):
        load_config(tmp_path / "none.toml")


def test_word_lists_hold_words_only() -> None:
    words = default_lexicons()
    for name in lexicon_names():
        assert words.words(name), name
        assert all(w == w.strip() and "#" not in w for w in words.words(name))
    assert "看年景" in Lexicons({"placeholder": ("看年景",)}).words("placeholder")


def test_the_fields_of_people_and_measures_have_signs() -> None:
    words = default_lexicons()
    known = {field for field, _ in pairs(words, "field_signs")}
    assert {field for field, _ in pairs(words, "field_measures")} <= known
    assert set().union(*groups(words).values(), *performers(words).values()) <= known


def test_people_of_a_settings_file_are_served_unless_it_says_otherwise() -> None:
    words = Lexicons({"people": ("采茶工", "监测单位｜执行｜采购监管")})
    assert "采茶工" in people_for("受益", words)
    assert "监测单位" in performers(words)
    assert "监测单位" not in groups(words)
