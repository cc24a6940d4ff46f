"""Training on a user's own rows: how they are split, what is believed, what is said of gains and losses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES, NAMES
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.data.labels import LabelError
from zhibiao.training.data.user_data import gather, hold_back, text_key
from zhibiao.training.data.weak_labels import declared, hints_of
from zhibiao.training.evaluation.comparison import changes, report

from ..authored import load_corpus
from ..conftest import ROOT


def row(name: str, leaf: str = "quantity", project: str = "甲", value: str = "3处", **labels) -> Labelled:
    record = Indicator(name, value, project=project)
    return Labelled(record, (leaf,) if leaf else (), **{"vague": False, "boilerplate": None} | labels)


def grouped(rows: list[Labelled]) -> list[Labelled]:
    return [replace(r, sector=f"own:{r.record.project}") for r in rows]


def test_whole_projects_are_held_back() -> None:
    rows = grouped([row(f"设施{i}检修处数", project=f"项目{i % 8}") for i in range(80)])
    learned, held = hold_back(rows)
    assert len(learned) + len(held) == len(rows)
    assert 0.1 <= len(held) / len(rows) <= 0.4
    assert not {r.sector for r in learned} & {r.sector for r in held}


def test_one_project_cannot_be_split() -> None:
    with pytest.raises(LabelError, match="项目名称"):
        hold_back(grouped([row("渠道清淤长度"), row("闸门检修座数")]))


def write(path: Path, rows: list[dict]) -> Path:
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    return path


def test_what_is_measured_on_is_never_learned_from(tmp_path: Path) -> None:
    mine = [
        {"name": "渠道清淤长度", "value": "≥ 12 公里", "project": "甲", "type": "数量"},
        {"name": "渠道清淤长度", "value": "≥12公里", "project": "乙", "type": "数量"},
        {"name": "闸门检修座数", "value": "4座", "project": "丙", "type": "数量"},
        {"name": "未标注的一条", "value": "4座", "project": "丁"},
        {"name": "泵站巡查次数", "value": "12次", "project": "戊", "type": "数量"},
    ]
    gold = [{"name": "渠道清淤长度", "value": "≥12公里", "project": "丙", "types": ["quantity"]}]
    notes: list[str] = []
    own = gather(
        [write(tmp_path / "mine.jsonl", mine)], [], [write(tmp_path / "gold.jsonl", gold)], notes.append
    )
    assert [r.record.name for r in own.learned] == ["泵站巡查次数"]
    assert not {text_key(r) for r in own.learned} & {text_key(r) for r in own.held}
    assert "5 条指标，其中 4 条有标注" in notes[0]
    assert "3 条与检验指标相同或同属一个项目" in notes[1]
    assert len(own.digest) == 64


def test_nothing_to_learn_or_to_measure_on_is_said(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.jsonl", [{"name": "泵站巡查次数", "value": "12次"}])
    with pytest.raises(LabelError, match="没有人工标注"):
        gather([empty], [], [], print)
    with pytest.raises(LabelError, match="--gold"):
        gather([empty], [], [empty], print)


def test_only_one_declared_class_counts_and_each_text_once() -> None:
    records = [
        Indicator("渠道清淤长度", "12公里", level2="数量指标", project="甲"),
        Indicator("渠道清淤长度", "12公里", level2="数量指标", project="乙"),
        Indicator("渠道清淤长度", "12公里", level2="质量指标", project="乙"),
        Indicator("水质改善", "好转", level1="效益指标", project="乙"),
        Indicator("闸门检修", "4座", project="丙"),
    ]
    rows = declared(records, weight=0.3)
    assert [(r.accepted, r.weight) for r in rows] == [(("quantity",), 0.3), (("quality",), 0.3)]
    assert (rows[0].vague, rows[0].boilerplate) == (None, None)


def test_confident_learning_doubts_a_class_that_everything_speaks_against() -> None:
    trusted = load_corpus()[::70]
    clear = {"satisfaction": "满意度", "timeliness": "完成及时率", "cost": "补助标准"}
    values = {"satisfaction": "≥90%", "timeliness": "100%", "cost": "≤300元/人"}
    records = [
        Indicator(f"{thing}{word}", values[leaf], level2=f"{NAMES[leaf]}指标", project=f"项目{k % 6}")
        for leaf, word in clear.items()
        for k, thing in enumerate(("农户", "参训教师", "渔民", "护林员", "住户", "商户", "学员", "司机"))
    ]
    wrong = [
        replace(records[k], name=f"{who}满意度", level2="成本指标", project=f"项目{k}")
        for k, who in enumerate(("住户", "学员", "乘客", "患者", "游客", "纳税人"))
    ]
    found = hints_of([*records, *wrong], trusted)
    doubted = {r.record.name for r in found.doubted if r.accepted == ("cost",)}
    assert len(doubted) >= 3
    assert doubted <= {r.name for r in wrong}
    assert [r for r in found.doubted if r.accepted != ("cost",)] == []
    assert (found.read, found.declared) == (len(records) + 6, len(records) + 6)
    assert hints_of([], trusted).declared == 0


def said(*leaves: str, vague: tuple[float, ...] | None = None) -> Predictions:
    types = np.full((len(leaves), len(LEAVES)), 0.01)
    for i, leaf in enumerate(leaves):
        types[i, LEAVES.index(leaf)] = 0.92
    flags = np.array(vague or (0.0,) * len(leaves))
    return Predictions(types, flags, np.zeros(len(leaves)), Thresholds())


def test_gains_and_losses_are_counted_on_the_same_rows() -> None:
    rows = [row("甲", "quantity"), row("乙", "quality"), row("丙", "cost"), row("丁", "", vague=True)]
    old = said("quantity", "quantity", "quantity", "cost", vague=(0, 0, 0, 0.9))
    new = said("quality", "quality", "social", "cost", vague=(0, 0, 0, 0.1))
    found = changes(rows, old, new)
    assert [(c.head, c.row.record.name, c.better) for c in found] == [
        ("type", "甲", False),
        ("type", "乙", True),
        ("vague", "丁", False),
    ]
    text = report("自带 fast", rows, old, new)
    assert "| 类别准确率（接受集） | 0.333 | 0.333 | +0.000 |" in text
    assert "类别：新对 1 条，新错 1 条" in text
    assert "- 乙 → 3处：类别 数量 → 质量（标注：质量）" in text
    assert "新判错的指标（2/2）" in text
    assert "套话 F1" in text


def test_long_lists_of_changes_are_cut() -> None:
    rows = [row(f"第{i}条") for i in range(30)]
    text = report("自带 fast", rows, said(*["cost"] * 30), said(*["quantity"] * 30))
    assert "新判对的指标（10/30）" in text
    assert text.count("\n- ") == 10
    assert "新对 30 条，新错 0 条（偶然如此的概率 0.00）" in text


def test_hints_are_learned_from_and_never_measured_on() -> None:
    from zhibiao.models.features import FeatureConfig, RecordVectorizer
    from zhibiao.training.baselines.heads import cross_validate
    from zhibiao.training.config import Experiment

    rows = load_corpus()[::60]
    hints = [replace(r, weight=0.3, sector="own:甲") for r in rows[:30]]
    features = FeatureConfig(bits=13)
    config = Experiment("hints", "linear", folds=2)
    found, tested = cross_validate([*hints, *rows], RecordVectorizer(features), config)
    assert tested == list(range(30, 30 + len(rows)))
    assert len(found) == len(rows)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{folder / 'mlflow.db'}"}
    command = [sys.executable, "-m", "zhibiao.app", "train", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def test_the_command_compares_keeps_the_model_apart_and_says_how_to_use_it(tmp_path: Path) -> None:
    pytest.importorskip("mlflow")
    (tmp_path / "tiny.toml").write_text('kind = "linear"\nfolds = 2\nlimit = 300\n', encoding="utf-8")
    mine = [
        {"name": f"{thing}检修处数", "value": f"{n}处", "project": f"项目{n}", "类别": "数量", "模糊": "否"}
        for n, thing in enumerate(("闸门", "泵站", "路灯", "桥梁", "电梯", "管网", "锅炉", "围栏"), 2)
    ]
    write(tmp_path / "mine.jsonl", mine)
    artefacts = ROOT / "models" / "artefacts" / "fast"
    before = {p.name: p.stat().st_mtime_ns for p in artefacts.iterdir()}
    done = run(tmp_path, "tiny.toml", "--rows", "mine.jsonl", "-o", "models")
    assert done.returncode == 0, done.stderr
    assert "自带 fast | 新模型 | 变化" in done.stdout
    assert "--model models/tiny" in done.stderr
    assert {p.name: p.stat().st_mtime_ns for p in artefacts.iterdir()} == before
    card = json.loads((tmp_path / "models" / "tiny" / "config.json").read_text("utf-8"))["card"]
    assert 0 < card["own_rows"] < len(mine)


def test_the_command_writes_the_form_and_names_bad_rows(tmp_path: Path) -> None:
    sample = ROOT / "data" / "samples" / "yunling_water_2025.txt"
    done = run(tmp_path, "--form", "表.xlsx", str(sample))
    assert done.returncode == 0, done.stderr
    assert "25 条指标" in done.stderr
    write(tmp_path / "bad.jsonl", [{"name": "巡查次数", "类别": "乱写"}])
    done = run(tmp_path, "--rows", "bad.jsonl")
    assert done.returncode == 2
    assert "第 1 行的“类别”写的是“乱写”" in done.stderr
    assert "Traceback" not in done.stderr
    done = run(tmp_path, "--rows", "表.xlsx")
    assert done.returncode == 2
    assert "没有人工标注" in done.stderr
