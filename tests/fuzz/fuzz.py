"""Coverage-guided fuzzing (atheris): python tests/fuzz/fuzz.py text|html|targets [--minutes N] [--corpus FOLDER].

An input that breaks a property is written to `findings/TARGET/` and ends the run: mend the parser, keep the
file (pytest replays it), start again. `--corpus` keeps what reached new code, so that the next run goes on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
LONGEST = {"text": 8192, "html": 8192, "targets": 400}


def main() -> None:
    """Fuzz one target; the exit code is 77 after a finding."""
    options = argparse.ArgumentParser(description="覆盖率引导的模糊测试")
    options.add_argument("target", choices=sorted(LONGEST))
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--corpus", type=Path)
    chosen = options.parse_args()
    with atheris.instrument_imports(include=["zhibiao.nlp"]):
        # Readers are imported where they are used; here they must be seen to be instrumented.
        import zhibiao.nlp.readers.web.html
        import zhibiao.nlp.targets  # noqa: F401
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    from properties import PROPERTIES
    from seeds import dictionary, seeds

    with tempfile.TemporaryDirectory() as folder:
        corpus = chosen.corpus or Path(folder, "corpus")
        start, words = Path(folder, "seeds"), Path(folder, "words")
        findings = HERE / "findings" / chosen.target
        for made in (corpus, start, findings):
            made.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(chosen.target)):
            (start / str(number)).write_bytes(seed)
        words.write_text(dictionary(chosen.target), encoding="ascii")
        settings = {
            "max_total_time": round(chosen.minutes * 60),
            "max_len": LONGEST[chosen.target],
            "dict": words,
            "artifact_prefix": f"{findings}/",
            "timeout": 30,
            "rss_limit_mb": 2048,
            "print_final_stats": 1,
        }
        flags = [f"-{key}={value}" for key, value in settings.items()]
        atheris.Setup([sys.argv[0], *flags, str(corpus), str(start)], PROPERTIES[chosen.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
