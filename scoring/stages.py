"""Which stage of the review a document is for: forms with completions are self-evaluations, others declarations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from .config import PROFILES, Config, profile_config

AUTO = "auto"
CHOICES = {AUTO: "自动判断", **PROFILES}  # what can be asked for, as its readers call it
_BLANK = re.compile(r"[-/\\—–―_*.·、\s]*")
LEVEL = re.compile(r"(?<!完成|完工|竣工|进度|执行|支付|拨付|支出|覆盖|增长|到位|开工|提高|下降)率$|满意度$")
_SOME = 5  # one row in so many with a completion makes a document a self-evaluation


def stage_of(records: Sequence[Indicator]) -> str:
    """`selfcheck` where a fair share of the rows report a completion, that of the year or of a part of it, else
    `declaration`: what is monitored was approved, as what is evaluated was.

    >>> stage_of([Indicator("清淤长度", "12公里", actual="13公里")]), stage_of([Indicator("清淤长度", "12公里")])
    ('selfcheck', 'declaration')
    """
    rows = [r for r in records if not r.narrative]
    reported = sum(not _BLANK.fullmatch(r.actual) or r.points is not None for r in rows)
    return "selfcheck" if reported * _SOME >= max(len(rows), 1) else "declaration"


def formal(records: Sequence[Indicator]) -> list[Indicator]:
    """The records, with what prose says of a project as the rows of its form where a document has no table."""
    tabled = {r.source for r in records if not r.narrative}
    return [
        replace(r, narrative=False) if r.narrative and r.owner_id and r.source not in tabled else r
        for r in records
    ]


def comparable(record: Indicator) -> Indicator:
    """The record without what can't be compared yet: until December no amount is missed, but a rate that does not grow
    with the work (完好率) may be too low all the same where the form does not say what is expected."""
    if not record.interim:
        return record
    if not record.forecast and LEVEL.search(fold(record.name)):
        return replace(record, points=None)
    return replace(record, actual="", points=None, so_far=record.actual)


def main_stage(stages: Iterable[str]) -> str:
    """The stage of most documents, `declaration` where there is none.

    >>> main_stage(["selfcheck", "declaration", "selfcheck"]), main_stage([])
    ('selfcheck', 'declaration')
    """
    counted = Counter(s for s in stages if s in PROFILES)
    return counted.most_common(1)[0][0] if counted else "declaration"


@dataclass(frozen=True, slots=True)
class Stages:
    """The settings that apply: `default`, but for the forms and documents that are at another stage.

    `forms` is by source and id of the project ('' for the document as a whole).
    """

    default: Config
    forms: Mapping[tuple[str, str], Config] = field(default_factory=dict)

    def of(self, source: str, owner: str = "") -> Config:
        """The settings of a form, else of its document."""
        return self.forms.get((source, owner)) or self.forms.get((source, "")) or self.default

    def codes_on(self, codes: Iterable[str]) -> frozenset[str]:
        """Those of the checks that are on anywhere."""
        configs = {id(c): c for c in (self.default, *self.forms.values())}.values()
        return frozenset(code for code in codes if any(config.is_on(code) for config in configs))


def stages_of(
    profile: str, config: Config | Mapping[str, Config] | None, records: Sequence[Indicator]
) -> Stages:
    """The settings of each form among records: `config`, or that of `profile`, or (`auto`) of the stage that each
    form is at by itself. A form counts, not its file: declarations are bound together with self-evaluations.

    Raises ConfigError for an unknown profile.
    """

    def of_stage(stage: str) -> Config:
        return config[stage] if isinstance(config, Mapping) and stage in config else profile_config(stage)

    if isinstance(config, Config):
        return Stages(config)
    if profile != AUTO:
        return Stages(of_stage(profile))
    by_form: dict[tuple[str, str], list[Indicator]] = {}
    for record in records:
        by_form.setdefault((record.source, record.owner_id), []).append(record)
        if record.owner_id:
            by_form.setdefault((record.source, ""), []).append(record)
    forms = {key: of_stage(stage_of(rows)) for key, rows in by_form.items()}
    return Stages(of_stage(stage_of(records)), forms)
