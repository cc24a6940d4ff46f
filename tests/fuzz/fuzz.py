"""Coverage-guided fuzzing (atheris): python -m tests.fuzz.fuzz TARGET [--minutes N] [--corpus FOLDER].

Targets: text, html and targets are mutated byte by byte, docx, xlsx, pdf, ofd and image by structure (`mutators`).

An input that breaks a property is written to `findings/TARGET/` and ends the run: mend the parser, keep the
file (pytest replays it), start again. `--corpus` keeps what reached new code, so that the next run goes on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

HERE = Path(__file__).resolve().parent
LONGEST = {"text": 8192, "html": 8192, "targets": 400} | dict.fromkeys(
    ("docx", "xlsx", "pdf", "ofd", "image"), 400_000
)


def main() -> None:
    """Fuzz one target; the exit code is 77 after a finding."""
    options = argparse.ArgumentParser(description="覆盖率引导的模糊测试")
    options.add_argument("target", choices=sorted(LONGEST))
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--corpus", type=Path)
    chosen = options.parse_args()
    with atheris.instrument_imports(include=["zhibiao.nlp"]):
        # Readers are imported where they are used; here they must be seen to be instrumented.
        import zhibiao.nlp.readers.excel.workbook
        import zhibiao.nlp.readers.ofd.document
        import zhibiao.nlp.readers.pdf.document
        import zhibiao.nlp.readers.scan.picture
        import zhibiao.nlp.readers.web.html
        import zhibiao.nlp.readers.word.docx
        import zhibiao.nlp.targets  # noqa: F401
    from .mutators import MUTATORS
    from .properties import PROPERTIES
    from .seeds import dictionary, seeds

    with tempfile.TemporaryDirectory() as folder:
        corpus = chosen.corpus or Path(folder, "corpus")
        start, words = Path(folder, "seeds"), Path(folder, "words")
        findings = HERE / "findings" / chosen.target
        for made in (corpus, start, findings):
            made.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(chosen.target)):
            (start / str(number)).write_bytes(seed)
        settings: dict[str, object] = {
            "max_total_time": round(chosen.minutes * 60),
            "max_len": LONGEST[chosen.target],
            "artifact_prefix": f"{findings}/",
            "timeout": 30,
            "rss_limit_mb": 2048,
            "print_final_stats": 1,
        }
        if known := dictionary(chosen.target):  # an empty one is refused
            words.write_text(known, encoding="ascii")
            settings["dict"] = words
        flags = [f"-{key}={value}" for key, value in settings.items()]
        mutate = MUTATORS.get(chosen.target)
        own = {}
        if mutate is not None:

            def changed(data: bytes, longest: int, seed: int) -> bytes:
                made = mutate(data, Random(seed))
                return made if len(made) <= longest else data

            own = {"custom_mutator": changed}
        atheris.Setup([sys.argv[0], *flags, str(corpus), str(start)], PROPERTIES[chosen.target], **own)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
