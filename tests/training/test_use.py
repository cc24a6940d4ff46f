"""Learning from use: what to ask about, and whether an archive has drifted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from zhibiao.app.cli import main
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.uncertain import most_uncertain, uncertainty
from zhibiao.training.evaluation.drift import read, report, shifts, stability


def predictions(*tops: float) -> Predictions:
    types = np.zeros((len(tops), 9))
    types[:, 0], types[:, 1] = tops, 1 - np.array(tops)
    return Predictions(types, np.zeros(len(tops)), np.zeros(len(tops)), Thresholds())


def test_a_narrow_margin_or_a_flag_near_its_limit_is_uncertain() -> None:
    found = predictions(0.99, 0.55, 0.8, 0.99)
    found.vague[3] = 0.5
    order = np.argsort(-uncertainty(found)).tolist()
    assert order == [3, 1, 2, 0]
    assert uncertainty(predictions()).shape == (0,)


def test_what_is_asked_about_is_unsure_and_not_twice_the_same() -> None:
    names = ["渠道清淤长度", "渠道清淤长度", "渠道清淤的长度", "农户满意度", "课桌椅采购数量", ""]
    records = [Indicator(n) for n in names]
    found = predictions(0.51, 0.51, 0.52, 0.6, 0.95, 0.5)
    assert most_uncertain(records, found, 2) == [0, 3]
    assert most_uncertain(records, found, 3) == [0, 3, 4]
    # Where nothing else is left, what is nearly alike is asked about too; the same text never is.
    assert most_uncertain(records, found, 9) == [0, 3, 4, 2]
    assert most_uncertain([], predictions(), 3) == []


def test_the_form_holds_the_uncertain_rows(tmp_path: Path) -> None:
    from zhibiao.nlp.reading import read_document
    from zhibiao.training.data.labels import read_rows

    sample = Path(__file__).parents[2] / "data" / "samples" / "yunling_water_2025.txt"
    form = tmp_path / "form.xlsx"
    done = CliRunner().invoke(main, ["train", str(sample), "--form", str(form), "--uncertain", "4"])
    assert done.exit_code == 0, done.output
    asked = [r.record.name for r in read_rows(form)]
    assert len(asked) == 4
    assert set(asked) <= {r.name for r in read_document(sample).indicators}


def test_uncertain_rows_need_a_form() -> None:
    done = CliRunner().invoke(main, ["train", "--uncertain", "4"])
    assert done.exit_code == 2
    assert "--form" in done.output


@pytest.mark.parametrize("options", [["linear", "--encoder", "x"], ["--device", "abacus"]])
def test_an_option_that_does_not_fit_is_named(options: list[str], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["train", *options])
    assert done.exit_code == 2
    assert any(word in done.output for word in ("--encoder", "device"))


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two archives of the columns that are compared: in the second, names and classes have changed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("archives")
    for name, texts, kind in (
        ("one", ["渠道清淤长度", "农户满意度"], "quantity"),
        ("two", ["学生满意度"], "social"),
    ):
        rows = [
            {
                "name": texts[i % len(texts)],
                "type": kind if i % 2 else "satisfaction",
                "type_probability": 0.9,
            }
            | {"type_set": ["social"], "vague": name == "two", "boilerplate": False}
            for i in range(100)
        ]
        (folder / name / "indicators").mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows), folder / name / "indicators" / "part-0.parquet")
    return folder / "one", folder / "two"


def test_drift_shows_classes_flags_and_words_that_changed(archives: tuple[Path, Path]) -> None:
    one, two = archives
    text = report(one, two)
    assert "| 数量 | 50.0% | 0.0% | -50.0 |" in text
    assert "| 模糊 | 0.0% | 100.0% | +100.0 |" in text
    assert "明显漂移" in text
    assert text.index("| 渠道 |") < text.index("| 满意度 | 200")
    same = report(one, one)
    assert same.count("| 0.000 | 稳定 |") == 2
    assert "0.0% 在之前的档案中没有出现过" in same
    assert read(one).rows == 100


def test_drift_is_a_command_and_a_missing_archive_is_named(
    archives: tuple[Path, Path], tmp_path: Path
) -> None:
    done = CliRunner().invoke(main, ["evaluate", "--drift", *map(str, archives)])
    assert done.exit_code == 0
    assert done.output.startswith("# 漂移")
    for given in ([str(archives[0])], [str(archives[0]), str(tmp_path)]):
        done = CliRunner().invoke(main, ["evaluate", "--drift", *given])
        assert done.exit_code == 2
        assert "zhibiao batch" in done.output


def test_stability_and_word_shifts_are_those_of_the_books() -> None:
    assert stability({"a": 50, "b": 50}, {"a": 50, "b": 50}) == 0
    assert stability({"a": 50, "b": 50}, {"a": 70, "b": 30}) == pytest.approx(
        0.2 * np.log(1.4) - 0.2 * np.log(0.6)
    )
    found = shifts(Counter(a=100, b=100), Counter(a=100, b=10, c=90))
    assert [s.word for s in found] == ["c", "b", "a"]
    assert (found[0].before, found[0].after) == (0, 450)
