"""The Spark engine: the same work as the local one's, on the machines of a cluster.

The driver looks, compares and commits as in any run. A task gets shards, scores them with the local
engine (one worker, so that a file that hangs or kills is dealt with in the same way), writes parts
into the scratch folder and returns what they are called; only what the driver hears of is committed, so
that a task that dies and is tried again, or runs twice, leaves nothing lost and nothing doubled. Archive
and output must be folders that all machines see under the same path.

Package and model travel as an archive of their own (`SparkContext.addArchive`, unpacked on every machine:
the models are plain files, which can't be read from within a zip); the machines need Python with the
package's requirements. The master is that of `spark-submit` or PYSPARK_SUBMIT_ARGS, else this machine.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ...nlp.extras import lacking
from .errors import BatchError
from .pool import Done, run_pool
from .settings import BatchSettings
from .work import Job

if TYPE_CHECKING:
    import pandas as pd

_PACKAGE = Path(__file__).resolve().parents[2]
_PARTS = ("__init__.py", "nlp", "models", "scoring")
_DEFAULT_MASTER = "local[*]"
_ATTEMPTS = 4  # of a task, on this machine as on a cluster
_TASKS = 4  # per core and wave
_SHARDS = 4  # per task
_FULL = ("No space left on device", "Disk quota exceeded")


def run_spark(
    shards: Iterator[list[Job]],
    root: bytes,
    scratch: Path,
    settings: BatchSettings,
    workers: int,
    tick: Callable[[int], None] = lambda at_work: None,
) -> Iterator[Done]:
    """`run_pool` on Spark, wave by wave, so that neither memory nor loss grows with the archive.

    Raises BatchError naming what to install, or what Spark says.
    """
    del tick  # Spark tells of whole waves only
    session, ours = _session(workers)
    try:
        with TemporaryDirectory(prefix="zhibiao-") as folder:
            name = f"zhibiao-{uuid4().hex[:12]}"
            package = pack(settings, Path(folder) / f"{name}.zip")
            session.sparkContext.addArchive(f"{package}#{name}")
            payload = pickle.dumps((settings, os.path.abspath(root), scratch.resolve()))  # noqa: PTH100
            task, cores = task_of(name, payload), session.sparkContext.defaultParallelism
            while wave := list(islice(shards, cores * _TASKS * _SHARDS)):
                yield from _scored(session, wave, min(len(wave), cores * _TASKS), task)
    except (BatchError, OSError):
        raise
    except Exception as error:  # Spark's own errors have no common class
        raise _explained(error) from error
    finally:
        if ours:
            session.stop()


def _scored(session: Any, wave: list[list[Job]], tasks: int, task: Callable[[Any], Any]) -> list[Done]:
    rows = [(pickle.dumps(shard),) for shard in wave]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of pandas 3, which works here
        given = session.sparkContext.parallelize(rows, tasks).toDF("shard binary")
        return [pickle.loads(row["done"]) for row in given.mapInPandas(task, "done binary").collect()]


def task_of(name: str, payload: bytes) -> Callable[[Any], Any]:
    """What a task runs. It travels by value and imports the package from the archive called `name`."""
    module = __name__

    def task(batches: Any) -> Any:
        import importlib
        import sys

        from pyspark import SparkFiles

        home = SparkFiles.get(name)
        if home not in sys.path:
            sys.path.insert(0, home)
        yield from importlib.import_module(module).score_batches(batches, home, payload)

    return task


def score_batches(batches: Iterator[pd.DataFrame], home: str, payload: bytes) -> Iterator[pd.DataFrame]:
    """Score the pickled shards in the column `shard`; a pickled `Done` for each in `done`."""
    import pandas as pd

    settings, root, scratch = pickle.loads(payload)
    if settings.folder:
        settings = replace(settings, folder=str(Path(home) / "model"))
    shards = (pickle.loads(shard) for batch in batches for shard in batch["shard"])
    for done in run_pool(shards, root, scratch, settings, 1):
        yield pd.DataFrame({"done": [pickle.dumps(done)]})


def pack(settings: BatchSettings, target: Path) -> Path:
    """A zip with the package (no models) and the chosen model in `model/`; also for `--archives`."""
    top = __name__.partition(".")[0]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for part in _PARTS:
            for path in _files(_PACKAGE / part):
                inside = path.relative_to(_PACKAGE)
                if "artefacts" not in inside.parts:
                    file.write(path, Path(top) / inside)
        if settings.folder:
            for path in _files(Path(settings.folder)):
                file.write(path, Path("model") / path.relative_to(settings.folder))
    return target


def _files(root: Path) -> list[Path]:
    paths = [root] if root.is_file() else sorted(root.rglob("*"))
    return [p for p in paths if p.is_file() and "__pycache__" not in p.parts]


def _session(workers: int) -> tuple[Any, bool]:
    """The session in force, or a new one; True when it is ours to stop."""
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BatchError(f"{lacking('--engine spark ', error)}此外还要装 Java 17。") from error
    active = SparkSession.getActiveSession()
    if active is not None:
        return active, False
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise BatchError(
            "--engine spark 需要 Java 17：请安装（如 apt install openjdk-17-jre-headless），或设好 JAVA_HOME。"
        )
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if "PYSPARK_SUBMIT_ARGS" not in os.environ:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # this machine alone: no name to look up
    SparkContext._ensure_initialized()
    builder = SparkSession.builder.appName("zhibiao batch").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if (SparkConf().get("spark.master") or _DEFAULT_MASTER) == _DEFAULT_MASTER:
        builder = builder.master(f"local[{workers},{_ATTEMPTS}]")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")  # what fails is said below, once
    return session, True


def _explained(error: Exception) -> Exception:
    text = str(error)
    if any(said in text for said in _FULL):
        return OSError(errno.ENOSPC, "No space left on device")
    lines = [line.strip() for line in text.splitlines() if "Error" in line] or [type(error).__name__]
    return BatchError(f"Spark 任务失败（{lines[-1][:200]}）：请查看 Spark 的日志后用同一命令继续。")
