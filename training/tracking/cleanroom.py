"""Load the registered model where nothing but its own requirements is installed, and predict with it.

`python -m zhibiao.training.tracking.cleanroom models:/zhibiao@champion` makes a virtual environment, installs what
was logged with the model, loads it there as a pyfunc and prints its predictions as JSON lines. It takes
some minutes and needs a package index, so it is a command of its own and no test of the suite.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

_PROBE = """\
import json, sys
import pandas as pd
import mlflow
records = pd.DataFrame(json.loads(sys.argv[2]))
found = mlflow.pyfunc.load_model(sys.argv[1]).predict(records)
assert len(found) == len(records), (len(found), len(records))
import zhibiao
print("package:", zhibiao.__file__, file=sys.stderr)
print(found.to_json(orient="records", lines=True, force_ascii=False).strip())
"""
_ROWS = (
    {"name": "机耕道硬化里程", "value": "≥6.4公里"},
    {"name": "受益农户满意度", "value": "较高"},
    {"name": "提供优质服务", "value": "提供优质服务"},
)
# A name alone, an empty row, and one table for two projects: comparing them takes a library of its own.
EXAMPLES = (
    *({"project": f"{town}镇机耕道硬化", **row} for town in ("青坪", "白石") for row in _ROWS),
    {"project": "", "name": "村级网格员培训覆盖率", "value": ""},
    {"project": "", "name": "", "value": ""},
)


def predict_in_clean_room(address: str, folder: Path) -> str:
    """The predictions, as JSON lines, of the model at `address` in an environment made in `folder`.

    The environment has only the model's logged requirements; zhibiao itself travels with the model. Raises
    CalledProcessError when installing, loading or predicting fails.
    """
    import mlflow

    from .runs import tracking_uri

    mlflow.set_tracking_uri(tracking_uri())
    model = mlflow.artifacts.download_artifacts(address, dst_path=str(folder / "model"))
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    wanted = str(Path(model) / "requirements.txt")
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", wanted]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    # Neither this checkout nor its libraries may help: another folder, no PYTHONPATH, isolated mode.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [str(python), "-I", "-c", _PROBE, model, json.dumps(EXAMPLES)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment)
    return done.stdout


def main(address: str) -> None:
    """Print the predictions of the model at `address`."""
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(predict_in_clean_room(address, Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "models:/zhibiao@champion")
