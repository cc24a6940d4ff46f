"""Which stage of the review a document is for: forms with completions are self-evaluations, others declarations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..nlp.record import Indicator
from .config import PROFILES, Config, profile_config

AUTO = "auto"
CHOICES = {AUTO: "自动判断", **PROFILES}  # what can be asked for, as its readers call it
_BLANK = re.compile(r"[-/\\—–―_*.·、\s]*")
_SOME = 5  # one row in so many with a completion makes a document a self-evaluation


def stage_of(records: Sequence[Indicator]) -> str:
    """`selfcheck` where a fair share of the rows report a completion, else `declaration`.

    >>> stage_of([Indicator("清淤长度", "12公里", actual="13公里")]), stage_of([Indicator("清淤长度", "12公里")])
    ('selfcheck', 'declaration')
    """
    rows = [r for r in records if not r.narrative]
    reported = sum(not _BLANK.fullmatch(r.actual) or r.points is not None for r in rows)
    return "selfcheck" if reported * _SOME >= max(len(rows), 1) else "declaration"


def main_stage(stages: Iterable[str]) -> str:
    """The stage of most documents, `declaration` where there is none.

    >>> main_stage(["selfcheck", "declaration", "selfcheck"]), main_stage([])
    ('selfcheck', 'declaration')
    """
    counted = Counter(s for s in stages if s in PROFILES)
    return counted.most_common(1)[0][0] if counted else "declaration"


def settings_of(
    profile: str, config: Config | Mapping[str, Config] | None, records: Sequence[Indicator]
) -> Config:
    """The settings for a document with these records: `config`, or that of the stage; `profile` `auto` finds
    the stage. Raises ConfigError for an unknown profile."""
    if isinstance(config, Config):
        return config
    stage = stage_of(records) if profile == AUTO else profile
    return config[stage] if config and stage in config else profile_config(stage)
