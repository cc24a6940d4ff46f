"""Renews what is generated, or says what is stale: `make regenerate`, `make regenerate-check` (`ONLY=name` for one).

Everything that a program of ours writes and that is kept in the repository stands in `ALL`, in the order in which one
may depend on another. The cards of the bundled models are not here: `zhibiao train` writes them from what it measured.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import accuracy
import architecture
import blocks

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GUIDE = ROOT / "app" / "guide"
DIGEST = HERE / "pictures.sha256"
# What the pictures show; the words of findings and the figures in them may be older.
SHOWN = (
    "app/desk/templates/*",
    "app/desk/static/*",
    "app/reports/page/*.*",
    "app/guide/shoot.py",
    "data/samples/*",
)


@dataclass(frozen=True)
class Made:
    """Something generated: its files for people, how it is renewed, and why it is stale ('' where it is not; None
    where that is seen elsewhere, which `elsewhere` names)."""

    files: str
    renew: Callable[[], object]
    stale: Callable[[], str] | None = None
    elsewhere: str = ""


def page(path: str, text: Callable[[str], str]) -> Made:
    """A text file that `text` makes of what it holds now."""
    file = ROOT / path

    def old() -> str:
        return file.read_text(encoding="utf-8")

    return Made(
        path,
        lambda: file.write_text(text(old()), encoding="utf-8", newline=""),
        lambda: "" if (now := old()) == text(now) else "differs",
    )


def catalogue(_: str) -> str:
    """Every check with its examples."""
    from zhibiao.app.catalogue import markdown
    from zhibiao.scoring.registry import all_checks

    return markdown(all_checks())


def helps(text: str) -> str:
    """`docs/commands.md` with the help of each command."""
    from click.testing import CliRunner
    from zhibiao.app.cli import main

    def shown(found: re.Match[str]) -> str:
        done = CliRunner().invoke(main, [found[2], "--help"], prog_name="zhibiao", terminal_width=100)
        return f"{found[1]}```text\n{done.output}```\n"

    return re.sub(r"(<!-- help: (\S+) -->\n).*?(?=<!-- end -->)", shown, text, flags=re.DOTALL)


def words(_: str) -> str:
    """The words that the strike-out test leaves over, from the corpus."""
    from tempfile import TemporaryDirectory

    from zhibiao.training.data.corpus import load_corpus
    from zhibiao.training.studies.words import learn

    with TemporaryDirectory() as folder:
        learn(load_corpus(), path := Path(folder) / "words.csv")
        return path.read_text(encoding="utf-8")


def contrast(split: str) -> Callable[[str], str]:
    """The contrast pairs of a split of the corpus, a pair a row."""

    def text(_: str) -> str:
        from zhibiao.training.data.contrast import contrast_text

        return contrast_text(split)

    return text


def library(_: str) -> str:
    """Reference indicators: rows of the corpus that no check has anything to say against."""
    from zhibiao.app.library import library_text
    from zhibiao.training.data.corpus import corpus_digest, load_corpus

    return library_text(load_corpus(), corpus_digest())


def digest() -> str:
    """SHA-256 over the files that the pictures show. Raises FileNotFoundError for a pattern that has none any more: the
    pictures would be fresh for ever."""
    found = {pattern: [*ROOT.glob(pattern)] for pattern in SHOWN}
    if gone := [pattern for pattern, paths in found.items() if not paths]:
        raise FileNotFoundError(f"SHOWN names what is not there: {', '.join(gone)}")
    files = sorted(path for paths in found.values() for path in paths)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def shoot() -> None:
    """Take the guide's pictures, and keep what they were taken of."""
    run("app/guide/shoot.py")
    DIGEST.write_text(f"{digest()}\n", encoding="ascii")


def run(program: str) -> None:
    """Run a program of the repository."""
    subprocess.run([sys.executable, ROOT / program], cwd=ROOT, check=True)


def renew_blocks() -> None:
    """Every page with its console blocks as they print now."""
    for path in blocks.PAGES:
        text = path.read_text(encoding="utf-8")
        if (new := blocks.renewed(text)) != text:
            path.write_text(new, encoding="utf-8")


ALL = {
    **{f"contrast-{s}": page(f"data/contrast/{s}.csv", contrast(s)) for s in ("train", "validation", "test")},
    "words": page("models/words.csv", words),
    "library": page("scoring/library/references.csv", library),
    "catalogue": page("scoring/CATALOGUE.md", catalogue),
    "commands": page("docs/commands.md", helps),
    "architecture": page("docs/architecture.md", architecture.page),
    "accuracy": page("README.md", accuracy.page),
    "pictures": Made(
        "app/guide/*.png",
        shoot,
        lambda: "" if DIGEST.read_text("ascii").strip() == digest() else "taken of an older desk or report",
    ),
    "blocks": Made("README*.md, docs/*.md", renew_blocks, elsewhere="tests/test_readme.py runs them"),
    "notebooks": Made(
        "notebooks/*.ipynb",
        lambda: run("notebooks/refresh.py"),
        elsewhere="make test runs them and compares what they print",
    ),
    "dependencies": Made(
        ".ci/constraints.txt, docs/dependencies.md",
        lambda: run(".ci/dependencies.py"),
        elsewhere="they are of an environment: tests/container/test_dependencies.py",
    ),
}


def main(asked: list[str]) -> int:
    """Renew or check what is asked for, all where nothing is; 1 where something is stale, 2 for a wrong name."""
    check = "--check" in asked
    names = [name for name in asked if name != "--check"]
    if unknown := [name for name in names if name not in ALL]:
        print(f"not generated: {', '.join(unknown)}; there are: {', '.join(ALL)}", file=sys.stderr)
        return 2
    stale = False
    for name in names or ALL:
        made = ALL[name]
        if not check:
            print(f"{name}: {made.files}", file=sys.stderr)
            made.renew()
        elif made.stale is None:
            print(f"{name}: not looked at here ({made.elsewhere})")
        elif why := made.stale():
            stale = True
            print(f"{name}: {made.files} {why}: make regenerate ONLY={name}")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
