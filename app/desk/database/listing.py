"""Which jobs a list shows, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select

from .tables import ACTIVE, CANCELLED, DONE, FAILED, File, Job, Kept

_DECIDED = Job.decided >= Job.findings
# State → (what users are told, the condition).
STATES: dict[str, tuple[str, Any]] = {
    "open": ("待审核", and_(Job.state == DONE, Job.decided < Job.findings)),
    "reviewed": ("已审完", and_(Job.state == DONE, _DECIDED, Job.findings > 0, Job.approved == "")),
    "approved": ("已复核", Job.approved != ""),
    "partial": ("未读完", and_(Job.state == DONE, Job.unread > 0)),
    "blank": ("有空表", and_(Job.state == DONE, or_(Job.empty > 0, Job.indicators == 0))),
    "active": ("处理中", Job.state.in_(ACTIVE)),
    "failed": ("未能读取", Job.state.in_((FAILED, CANCELLED))),
}
ORDERS: dict[str, tuple[str, Any]] = {
    "new": ("最新在前", Job.made.desc()),
    "old": ("最早在前", Job.made.asc()),
    "name": ("按名称", Job.name.asc()),
    "low": ("得分低在前", case((Job.score.is_(None), 101.0), else_=Job.score).asc()),
    "high": ("得分高在前", case((Job.score.is_(None), -1.0), else_=Job.score).desc()),
    "left": ("待审多在前", (Job.findings - Job.decided).desc()),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words` are looked for in the names of jobs, files and projects; `mine` is who files are assigned to."""

    words: str = ""
    state: str = ""
    order: str = "new"
    mine: str = ""


ALL = Wanted()


def page_of(wanted: Wanted) -> Select[Job]:
    """The jobs in their order."""
    order = ORDERS.get(wanted.order, ORDERS["new"])[1]
    return select(Job).where(*_conditions(wanted)).order_by(order, Job.id.desc())


def counted(wanted: Wanted) -> Select[int]:
    """How many there are."""
    return select(func.count()).select_from(Job).where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = [STATES[wanted.state][1]] if wanted.state in STATES else []
    for word in wanted.words.split()[:5]:
        names = (
            Job.name.icontains(word, autoescape=True),
            exists().where(File.job == Job.id, File.name.icontains(word, autoescape=True)),
            exists().where(Kept.job == Job.id, Kept.owners.icontains(word, autoescape=True)),
        )
        found.append(or_(*names))
    if wanted.mine:
        found.append(exists().where(File.job == Job.id, File.assigned == wanted.mine))
    return found
