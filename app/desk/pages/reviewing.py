"""A page of a review: a project with its findings, and what stands above it; whole or in the parts that changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ....nlp.location import Location
from ..database.tables import DONE, Job
from ..exports.making import ANNOTATED, FORMATS
from ..packing import Group, Opened
from ..phrases import phrases_for
from ..places import Place, heads_of, places_of
from ..rendering import desk_of, fragment, job_of, render
from ..review import Card, card, facts
from ..service import Desk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that others have overtaken: on which finding of which item, what they decided (a sentence), and what
    was sent (`mine`)."""

    number: int
    finding: str
    said: str
    mine: Mapping[str, str]


@router.get("/jobs/{key}")
def review(request: Request, key: str, g: int = 0) -> Response:
    """One project of a job with its findings; `g` is its number, without it the first with open ones."""
    found = job_of(request, key)
    if found.state != DONE:
        return RedirectResponse("/", 303)
    if found.score is None and found.indicators:  # of a version that kept no scores
        desk = desk_of(request)
        desk.rescore(found, [d.id for d in desk.store.documents(key)])
    return review_page(request, found, g)


def review_page(
    request: Request, job: Job, g: int, status: int = 200, conflict: Conflict | None = None
) -> HTMLResponse:
    """The whole page."""
    desk = desk_of(request)
    files = desk.store.files(job.id)
    problems = [f"{f.name}：{f.note}" for f in files if f.note]
    problems += [f"{d.source}：{p}" for d in desk.store.documents(job.id) for p in json.loads(d.problems)]
    values = _values(desk, job, g, conflict)
    takes_comments = any(f.stored and f.name.lower().endswith(ANNOTATED) for f in files)
    offered = {key: row for key, row in FORMATS.items() if takes_comments or key != "comments"}
    return render(request, "review.html", status, problems=problems[:50], offered=offered, **values)


def review_parts(
    desk: Desk, job: Job, g: int, numbers: Collection[int] | None = None, conflict: Conflict | None = None
) -> HTMLResponse:
    """The parts of page `g` that change with the decisions: of its cards those of `numbers`, or all."""
    values = _values(desk, job, g, conflict, numbers)
    return HTMLResponse(fragment("decided.html", **values), 409 if conflict else 200)


def _values(
    desk: Desk, job: Job, g: int, conflict: Conflict | None, numbers: Collection[int] | None = None
) -> dict[str, Any]:
    decisions = desk.store.ledger.standing(job.id)
    places = list(places_of(desk, job, decisions))
    if not 1 <= g <= len(places):
        g = next((p.number for p in places if p.open), 1)
    here = places[g - 1] if places else None
    values: dict[str, Any] = {"cards": [], "heads": [], "facts": [], "start": None}
    if here is not None:
        document = desk.open(job, here.kept.id)
        shown = [i for i in here.group.indicators if numbers is None or i in numbers]
        cards: list[Card] = [
            card(here.kept.id, i, document.scored(i), decisions, document.config) for i in shown
        ]
        values = {
            "cards": cards,
            "heads": heads_of(document, here, decisions),
            "facts": facts(document.passages, here.group.owner_id or here.group.owner),
            "start": _start(document, here.group),
        }
    return {
        **values,
        "conflict": conflict,
        "job": job,
        "places": places,
        "here": here,
        "decided": sum(p.decided for p in places),
        "next": _next(places, here),
        "phrases": phrases_for(desk.settings.data),
    }


def _start(document: Opened, group: Group) -> Location | None:
    """Where a page begins in the original."""
    if group.indicators:
        return document.scored(group.indicators[0]).record.location
    return next((p.location for p in document.document().projects if p.id == group.owner_id), None)


def _next(places: list[Place], here: Place | None) -> int:
    """The number of the next place with open findings after `here`, 0 where there is none."""
    at = here.number if here else 0
    return next((p.number for p in [*places[at:], *places[: max(0, at - 1)]] if p.open), 0)
