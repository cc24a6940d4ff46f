"""The pages of the desk. Fragments (asked for with the header X-Fragment) are parts of them.

`listing.py` (jobs), `reviewing.py` (a page of a review), `deciding.py` (decisions on it), `originals.py` (what stands in
the file), `people.py` (history, assignment, approval), `comparing.py` (a job beside an earlier one), `downloads.py`.
"""

from fastapi import APIRouter

from . import comparing, deciding, downloads, listing, originals, people, reviewing

router = APIRouter(include_in_schema=False)
# The last has the most general addresses.
for part in (listing, downloads, comparing, originals, people, deciding, reviewing):
    router.include_router(part.router)
