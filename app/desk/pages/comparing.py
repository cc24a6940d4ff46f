"""A job beside an earlier one: the form as it was handed in before, or last year's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ....scoring.results import Scoring
from ..comparing import ADDED, ANSWERED, CHANGED, DROPPED, GONE, LOOK, SAME, STANDS, compare
from ..database.listing import Wanted
from ..database.tables import DONE, Job
from ..packing import groups_of
from ..rendering import desk_of, job_of, render, reviewer_of
from ..review import joined, reviewed_whole
from ..service import Desk

router = APIRouter()
_LOOKED_AT, _OFFERED = 200, 50  # jobs


@router.get("/jobs/{key}/compare")
def comparison(request: Request, key: str, other: Annotated[str, Query(alias="with")] = "") -> HTMLResponse:
    """The job beside another, the one that was chosen before where none is named."""
    desk, job = desk_of(request), job_of(request, key)
    other = other or job.previous
    before = desk.store.job(other) if other.isascii() and other.isalnum() and other != key else None
    found = (
        compare(_reviewed(desk, before), _reviewed(desk, job)) if before and before.state == DONE else None
    )
    return render(
        request,
        "compare.html",
        job=job,
        before=before,
        found=found,
        offered=_earlier(desk, job),
        row_states=(CHANGED, ADDED, GONE, SAME),
        answer_states=(ANSWERED, STANDS, DROPPED, LOOK),
    )


@router.post("/jobs/{key}/compare")
def choose(request: Request, key: str, other: Annotated[str, Form(alias="with")]) -> Response:
    """Remember which job this one is compared with."""
    desk, job = desk_of(request), job_of(request, key)
    before = job_of(request, other)
    if before.id != job.previous:
        desk.store.change(job.id, reviewer_of(request), f"与“{before.name}”对照", previous=before.id)
    return RedirectResponse(f"/jobs/{key}/compare", 303)


def _reviewed(desk: Desk, job: Job) -> Scoring:
    standing, documents = desk.store.ledger.standing(job.id), desk.store.documents(job.id)
    return joined([reviewed_whole(kept.id, desk.load(job, kept.id), standing) for kept in documents])


def _earlier(desk: Desk, job: Job) -> list[tuple[Job, int]]:
    """Other jobs with how many projects they have in common with this one, the likeliest first."""
    own = _owners(desk, job)
    others = [j for j in desk.store.jobs(Wanted(), _LOOKED_AT) if j.state == DONE and j.id != job.id]
    counted = [(j, len(own & _owners(desk, j))) for j in others]
    return sorted(counted, key=lambda pair: -pair[1])[:_OFFERED]


def _owners(desk: Desk, job: Job) -> set[str]:
    return {g.owner for kept in desk.store.documents(job.id) for g in groups_of(kept.groups) if g.owner}
