"""Decisions: only ever added. The last one on a finding counts, so who decided what and when stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from .tables import OPEN, OWN, Decision, Event, Job, now
from .troubles import GoneError

_TEXTS = ("message", "suggestion", "types", "vague", "boilerplate", "severity", "opinion", "field")


class StaleError(Exception):
    """A decision was made on a page that others have overtaken; `last` is what was decided meanwhile."""

    def __init__(self, last: Decision | None) -> None:
        super().__init__(last)
        self.last = last


class Ledger:
    """The decisions in a database. Whoever writes holds its job until the end: two never decide at once."""

    def __init__(self, session: sessionmaker[Session]) -> None:
        self._session = session

    def decide(self, decisions: Sequence[Decision], seen: int | None = None) -> None:
        """Add decisions on one job. `seen` is the id of the one that stood when they were made, 0 for none.

        Raises StaleError when another stands meanwhile; None: whatever stands. GoneError: the job was deleted.
        """
        with self._session.begin() as session:
            hold(session, decisions[0].job)
            for decision in decisions if seen is not None else ():
                last = _last(session, decision)
                if seen != (last.id if last is not None and last.state != OPEN else 0):
                    session.expunge_all()
                    raise StaleError(last)
            session.add_all(decisions)
            _settle(session, decisions[0].job)

    def decide_open(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Add those of the decisions on one job that are about what is still open; which those are."""
        with self._session.begin() as session:
            hold(session, decisions[0].job)
            found = session.scalars(select(Decision).where(Decision.id.in_(_latest(decisions[0].job))))
            closed = {d.about for d in found if d.state != OPEN}
            taken = [d for d in decisions if d.about not in closed]
            session.add_all(taken)
            if taken:
                _settle(session, decisions[0].job)
            return taken

    def approve(self, job: str, who: str, text: str, seen: int | None = None) -> None:
        """Note that `who` approves the job, and `text` as an event. `seen` is the id of the newest decision that was
        there when the page was made (`newest`). Raises StaleError when more was decided since; None: whatever was."""
        with self._session.begin() as session:
            hold(session, job)
            last = session.get(Decision, session.scalar(_newest(job)) or 0)
            if seen is not None and seen != (last.id if last else 0):
                session.expunge_all()
                raise StaleError(last)
            session.execute(update(Job).where(Job.id == job).values(approved=who, approved_at=now()))
            session.add(Event(job=job, who=who, made=now(), text=text))

    def newest(self, job: str) -> int:
        """The id of the newest decision on a job, 0 where there is none."""
        with self._session() as session:
            return session.scalar(_newest(job)) or 0

    def undo(self, job: str, who: str) -> tuple[list[Decision], int]:
        """Take back what `who` decided last, all of it where that was at one stroke: the decisions that were taken
        back, and how many were not, because others have decided since."""
        mine = (Decision.job == job, Decision.who == who, Decision.undoes == 0)
        undone = select(Decision.undoes).where(Decision.job == job, Decision.undoes > 0)
        with self._session.begin() as session:
            hold(session, job)
            newest = select(Decision).where(*mine, Decision.id.not_in(undone)).order_by(Decision.id.desc())
            last = session.scalar(newest.limit(1))
            if last is None:
                return [], 0
            found = [last]
            if last.batch:
                found = list(session.scalars(newest.where(Decision.batch == last.batch)))
            pasts = _pasts(session, job, found)
            taken = [d for d in found if _standing(pasts[d.about]) is d]
            session.add_all([_back(d, pasts[d.about], who) for d in taken])
            if len(taken) < len(found):  # not to be met again at the next undo
                session.add_all(_void(d, who) for d in found if d not in taken)
            if taken:
                _settle(session, job)
            return taken, len(found) - len(taken)

    def standing(self, job: str) -> dict[tuple[int, int, str], Decision]:
        """What counts now: (document, indicator, finding) → the last decision, those taken back left out. One that
        was restored is that of who made it, not of who took the later one back."""
        with self._session() as session:
            found = list(session.scalars(select(Decision).where(Decision.id.in_(_latest(job)))))
            session.expunge_all()
            standing = {d.about: d for d in found if d.state != OPEN}
            restored = [d for d in standing.values() if d.undoes]
            pasts = _pasts(session, job, restored) if restored else {}
            for decision in restored:
                if first := _standing(pasts[decision.about]):
                    decision.who, decision.made = first.who, first.made
            return standing

    def history(self, job: str, about: tuple[int, int, str] | None = None) -> list[Decision]:
        """All decisions on a job, or on one finding, newest first."""
        found = select(Decision).where(Decision.job == job, Decision.finding.not_like("?%"))
        found = found.order_by(Decision.id.desc())
        if about:
            same = zip((Decision.document, Decision.indicator, Decision.finding), about, strict=True)
            found = found.where(*(column == value for column, value in same))
        with self._session() as session:
            return list(session.scalars(found))

    def events(self, job: str) -> list[Event]:
        """What was done to a job as a whole, newest first."""
        with self._session() as session:
            return list(session.scalars(select(Event).where(Event.job == job).order_by(Event.id.desc())))


def hold(session: Session, job: str) -> None:
    """Writing first holds off all others until the end, in every database. Raises GoneError."""
    held = session.execute(update(Job).where(Job.id == job).values(id=job))
    if not held.rowcount:  # type: ignore[attr-defined]
        raise GoneError


def _same(decision: Decision) -> Any:
    """The condition for decisions on the same."""
    return (
        (Decision.job == decision.job)
        & (Decision.document == decision.document)
        & (Decision.indicator == decision.indicator)
        & (Decision.finding == decision.finding)
    )


def _last(session: Session, decision: Decision) -> Decision | None:
    return session.scalar(select(Decision).where(_same(decision)).order_by(Decision.id.desc()).limit(1))


def _pasts(
    session: Session, job: str, decisions: Sequence[Decision]
) -> dict[tuple[int, int, str], list[Decision]]:
    """All that was ever decided on what these are about, oldest first."""
    same = (Decision.job == job) & Decision.finding.in_({d.finding for d in decisions})
    found: dict[tuple[int, int, str], list[Decision]] = {}
    for decision in session.scalars(select(Decision).where(same).order_by(Decision.id)):
        found.setdefault(decision.about, []).append(decision)
    return found


def _standing(past: Sequence[Decision]) -> Decision | None:
    """The decision that stands after these; one that was restored by taking back others is itself."""
    last = past[-1] if past else None
    while last is not None and last.undoes:
        last = _before(past, last.undoes)
    return last


def _before(past: Sequence[Decision], number: int) -> Decision | None:
    return next((d for d in reversed(past) if d.id < number), None)


def _back(decision: Decision, past: Sequence[Decision], who: str) -> Decision:
    """The decision that restores what stood before `decision`."""
    before = _before(past, decision.id)
    texts = {name: getattr(before, name) for name in _TEXTS} if before else {}
    return _about(decision, who, state=before.state if before else OPEN, undoes=decision.id, **texts)


def _void(decision: Decision, who: str) -> Decision:
    """Only says that `decision` can't be taken back any more: it stands on nothing that is shown."""
    return _about(decision, who, finding=f"?{decision.id}", state=OPEN, undoes=decision.id)


def _about(decision: Decision, who: str, **values: Any) -> Decision:
    same = {name: getattr(decision, name) for name in ("job", "document", "indicator", "finding")}
    return Decision(**{**same, **values}, who=who, made=now())


def _settle(session: Session, job: str) -> None:
    """Count what is decided; a second reader's word does not hold for what was changed after it."""
    session.flush()
    wanted = (Decision.id.in_(_latest(job)), Decision.state != OPEN)
    own = Decision.finding.in_(("", *OWN))
    decided = session.scalar(select(func.count()).select_from(Decision).where(*wanted, ~own))
    held = session.get(Job, job)
    if held is not None:
        held.decided = decided or 0
        if held.approved:
            text = f"复核后又有改动，{held.approved} 的复核不再有效"
            held.approved, held.approved_at = "", None
            session.add(Event(job=job, who="", made=now(), text=text))


def _newest(job: str) -> Any:
    return select(func.max(Decision.id)).where(Decision.job == job)


def _latest(job: str):  # type: ignore[no-untyped-def]  # the type of a select can't be said shortly
    return (
        select(func.max(Decision.id))
        .where(Decision.job == job)
        .group_by(Decision.document, Decision.indicator, Decision.finding)
    )
