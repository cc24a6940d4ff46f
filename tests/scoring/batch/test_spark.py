"""The Spark engine beside the local one, and the registered model as a Spark function."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from zhibiao.scoring.batch import spark as engine
from zhibiao.scoring.batch.errors import BatchError
from zhibiao.scoring.batch.settings import make_settings

from .helpers import batch, same_tables


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Spark in this process, two cores, a task tried four times."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    own, ours = engine._session(2)
    yield own
    if ours:
        own.stop()


def test_rows_are_those_of_the_local_engine_though_a_task_is_killed(
    session: Any,
    made: tuple[Path, list[str]],
    undisturbed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task_of, flag, origin = engine.task_of, str(tmp_path / "died"), str(tmp_path / "origin")

    def dying(name: str, payload: bytes) -> Callable[[Any], Any]:
        task = task_of(name, payload)

        def once(batches: Any) -> Any:
            import os
            import signal
            import sys
            from pathlib import Path

            for frame in task(batches):  # its part is written, the driver has not heard of it
                if not Path(flag).exists():
                    Path(flag).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
                Path(origin).write_text(str(sys.modules["zhibiao"].__file__))
                yield frame

        return once

    monkeypatch.setattr(engine, "task_of", dying)
    done = batch(made[0], tmp_path / "out", "--engine", "spark", "--workers", 2)
    assert done.returncode == 2
    assert Path(flag).exists()
    assert same_tables(tmp_path / "out", undisturbed)
    assert not any((tmp_path / "out" / ".batch" / "scratch").iterdir())
    # The package came with the job, it was not the one installed here.
    assert "zhibiao-" in Path(origin).read_text()
    # The other engine finds nothing left to do.
    assert "待评分 0 个" in batch(made[0], tmp_path / "out").stderr


def test_a_registered_model_as_a_spark_function(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mlflow = pytest.importorskip("mlflow", reason="mlflow is not installed")
    from zhibiao.app.served import served
    from zhibiao.models.load import ARTEFACTS, load_model
    from zhibiao.nlp.record import Indicator
    from zhibiao.scoring.score import score_records
    from zhibiao.training.tracking.registry import register

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    address = register(ARTEFACTS / "fast", served())
    texts = [("修渠长度", "≥12公里"), ("群众满意度", "≥90%"), ("村容村貌", "明显改善")]
    frame = session.createDataFrame(texts, "name string, value string")

    from pyspark.sql import functions as F

    fields = "type string, type_probability double, vague boolean, findings string, score double"
    predict = mlflow.pyfunc.spark_udf(session, address, result_type=fields, env_manager="local")
    scored = frame.coalesce(1).withColumn("scored", predict(F.struct("name", "value")))
    rows = [row["scored"] for row in scored.collect()]

    expected = score_records([Indicator(n, v) for n, v in texts], load_model("fast"))
    assert [(r["type"], r["vague"], r["score"]) for r in rows] == [
        (e.context.type, e.context.vague, e.score) for e in expected
    ]
    assert [[f["code"] for f in json.loads(r["findings"])] for r in rows] == [
        [f.code for f in e.findings] for e in expected
    ]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run() -> None:
        list(engine.run_spark(iter(()), b"", tmp_path, make_settings("keywords"), 1))

    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if importlib.util.find_spec("pyspark"):
        from pyspark.sql import SparkSession

        monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)
        with pytest.raises(BatchError, match="Java 17"):
            run()
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(BatchError, match=r"zhibiao\[spark\]"):
        run()
