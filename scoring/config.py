"""Settings: profiles of the stages, and a TOML file that changes checks, severities, words and weights.

    [checks]
    select = ["V", "C03"]     # only these codes, or all that begin like these, are reported
    ignore = ["V15"]          # codes, or beginnings of codes, that are not reported
    [severity]
    V29 = "P2"                # another severity
    [weights]
    V29 = 0.5                 # a finding of this check costs half
    [costs]
    P1 = 25                   # points that a finding of this severity costs
    [dimensions]
    "完整性" = 20              # share of a dimension; the four are put in proportion
    [words]
    placeholder = ["另行通知"]  # words added to a list of scoring/lexicons

The profiles are files of the same form in `scoring/profiles`; what a stage changes about one check stands with
the check (`Check.profiles`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from .findings import SEVERITIES, Finding
from .lexicons import Lexicons, lexicon_names
from .registry import DIMENSIONS, OFF, all_checks, check_of

PROFILES = {"declaration": "编报审核", "selfcheck": "自评复核", "disclosure": "公开检查"}
# Set by what sessions of a model, reading blind as reviewers, gave rows on which findings of a severity stand, right
# or wrong: about 20, 50, 60 and 85 of 100.
COSTS = {"P0": 66.0, "P1": 36.0, "P2": 24.0, "P3": 6.0}


class ConfigError(Exception):
    """A settings file can't be used. `str(error)` is a Chinese sentence with file, line and key."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force. `select` and `ignore` are codes or beginnings of codes (none selected: all);
    `severity` (or `off`) and `weights` are by check code, `costs` by severity, `dimensions` by dimension (adding up to 100)."""

    profile: str = "declaration"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    costs: Mapping[str, float] = field(default_factory=lambda: dict(COSTS))
    dimensions: Mapping[str, float] = field(default_factory=lambda: dict(DIMENSIONS))
    words: Lexicons = field(default_factory=Lexicons, compare=False)

    def is_on(self, code: str) -> bool:
        """Whether findings of this check are reported."""
        if code.startswith(self.ignore) or self.severity.get(code) == OFF:
            return False
        return not self.select or code.startswith(self.select)

    def adjust(self, finding: Finding) -> Finding:
        """The finding at the severity in force; one that a check itself has lowered is never raised."""
        wanted = self.severity.get(finding.code)
        if wanted is None or finding.extraction or wanted == finding.severity:
            return finding
        check = check_of(finding.code)
        if check and finding.severity > check.severity:
            wanted = max(wanted, finding.severity)
        kept = check and check.keeps_cost and wanted == check.profiles.get(self.profile)
        return replace(finding, severity=wanted, costs=finding.severity if kept else "")


@lru_cache(maxsize=8)
def profile_config(profile: str) -> Config:
    """The settings of a profile. Raises ConfigError for an unknown one."""
    if profile not in PROFILES:
        known = "、".join(f"{key}（{name}）" for key, name in PROFILES.items())
        raise ConfigError(f"没有名为“{profile}”的审核阶段：请用 {known}。")
    path = resources.files(__package__).joinpath("profiles", f"{profile}.toml")
    staged = {c.code: c.profiles[profile] for c in all_checks() if profile in c.profiles}
    base = Config(profile=profile, severity=staged)
    return _apply(base, path.read_text(encoding="utf-8"), f"profiles/{profile}.toml")


def chosen(config: Config, select: str, ignore: str) -> Config:
    """`config` with codes, or beginnings of codes, selected and ignored (`V,C03`); '' changes nothing.

    Raises ConfigError for a beginning that no check has.
    """
    wanted, unwanted = (tuple(c.strip() for c in codes.split(",") if c.strip()) for codes in (select, ignore))
    for code in (*wanted, *unwanted):
        if not is_known(code):
            raise ConfigError(f"没有编号以“{code}”开头的检查，全部编号见 zhibiao checks。")
    return replace(config, select=wanted or config.select, ignore=config.ignore + unwanted)


def is_known(beginning: object) -> bool:
    """Whether a text is the code of a check or the beginning of one."""
    return isinstance(beginning, str) and any(c.code.startswith(beginning) for c in all_checks() if beginning)


def load_config(path: str | Path, profile: str = "declaration") -> Config:
    """The settings of a profile changed by a TOML file.

    Raises ConfigError, a Chinese sentence that names file, line and key, for a file that can't be read, a
    mistake in TOML, an unknown key or a value that does not fit.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}：无法读取设置文件，请检查路径，并另存为 UTF-8 编码。") from error
    return _apply(profile_config(profile), text, str(path))


def _apply(base: Config, text: str, source: str) -> Config:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        where = f"第 {at[1]} 行" if at else "文件末尾"
        raise ConfigError(f"{source} {where}：不是合法的 TOML，请检查引号、等号和方括号。") from error
    return _Reader(source, text).read(base, data)


class _Reader:
    """Checks every key and value of a settings file, and knows in which line each stands."""

    def __init__(self, source: str, text: str) -> None:
        self._source, self._lines = source, _key_lines(text)

    def fail(self, table: str, key: str, said: str) -> ConfigError:
        line = (
            self._lines.get((table, key)) or self._lines.get((table, "")) or self._lines.get(("", table), 1)
        )
        name = f"{table}.{key}" if table and key else table or key
        return ConfigError(f"{self._source} 第 {line} 行，{name}：{said}")

    def read(self, base: Config, data: Mapping[str, Any]) -> Config:
        readers = {
            "checks": self._checks,
            "severity": self._severity,
            "weights": self._weights,
            "costs": self._costs,
            "dimensions": self._dimensions,
            "words": self._words,
        }
        config = base
        for table, content in data.items():
            if table not in readers:
                raise self.fail("", table, f"没有这一项，可用的有 {'、'.join(readers)}。")
            if not isinstance(content, dict):
                raise self.fail("", table, f"应写成一节，如 [{table}]。")
            config = readers[table](config, content)
        return config

    def _checks(self, config: Config, content: Mapping[str, Any]) -> Config:
        for key, value in content.items():
            if key not in ("select", "ignore"):
                raise self.fail("checks", key, "没有这一项，可用的有 select、ignore。")
            if not isinstance(value, list):
                raise self.fail("checks", key, '应是检查编号的列表，如 ["V15", "N16"]。')
            for code in value:
                if not is_known(code):
                    raise self.fail("checks", key, f"没有编号为“{code}”的检查，全部编号见 zhibiao checks。")
        select = tuple(content.get("select", config.select))
        return replace(config, select=select, ignore=config.ignore + tuple(content.get("ignore", ())))

    def _severity(self, config: Config, content: Mapping[str, Any]) -> Config:
        for code, value in content.items():
            self._known_code("severity", code, code)
            if value not in (*SEVERITIES, OFF):
                raise self.fail(
                    "severity", code, f"级别“{value}”不对，请用 {'、'.join((*SEVERITIES, OFF))}。"
                )
        return replace(config, severity={**config.severity, **content})

    def _weights(self, config: Config, content: Mapping[str, Any]) -> Config:
        for code, value in content.items():
            self._known_code("weights", code, code)
            self._number("weights", code, value)
        return replace(config, weights={**config.weights, **content})

    def _costs(self, config: Config, content: Mapping[str, Any]) -> Config:
        for key, value in content.items():
            if key not in SEVERITIES:
                raise self.fail("costs", key, f"没有这个级别，请用 {'、'.join(SEVERITIES)}。")
            self._number("costs", key, value)
        return replace(config, costs={**config.costs, **content})

    def _dimensions(self, config: Config, content: Mapping[str, Any]) -> Config:
        for key, value in content.items():
            if key not in DIMENSIONS:
                raise self.fail("dimensions", key, f"没有这个维度，请用 {'、'.join(DIMENSIONS)}。")
            self._number("dimensions", key, value)
        merged = {**config.dimensions, **content}
        total = sum(merged.values())
        if total <= 0:
            raise self.fail("dimensions", "", "四个维度的分值不能都是 0。")
        return replace(config, dimensions={k: v * 100.0 / total for k, v in merged.items()})

    def _words(self, config: Config, content: Mapping[str, Any]) -> Config:
        extra = dict(config.words.extra)
        for key, value in content.items():
            if key not in lexicon_names():
                raise self.fail(
                    "words", key, f"没有这个词表，可用的有 {'、'.join(sorted(lexicon_names()))}。"
                )
            if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
                raise self.fail("words", key, '应是词语的列表，如 ["视情况", "另行通知"]。')
            extra[key] = (*extra.get(key, ()), *(w.strip() for w in value))
        return replace(config, words=Lexicons(extra))

    def _known_code(self, table: str, key: str, code: object) -> None:
        if not isinstance(code, str) or all(c.code != code for c in all_checks()):
            raise self.fail(table, key, f"没有编号为“{code}”的检查，全部编号见 zhibiao checks。")

    def _number(self, table: str, key: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
            raise self.fail(table, key, f"“{value}”不对，应是不小于 0 的数。")


def _key_lines(text: str) -> dict[tuple[str, str], int]:
    """The line of each (table, key) as written; tables stand under (table, '') and ('', table)."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*+\[\s*+[\"']?([^\]\"'\s]++)[\"']?\s*+\]", line):
            table = head[1]
            lines.setdefault((table, ""), number)
            lines.setdefault(("", table), number)
        elif pair := re.match(r"\s*+[\"']?([^=\"'#\s]++)[\"']?\s*+=", line):
            lines.setdefault((table, pair[1]), number)
    return lines
