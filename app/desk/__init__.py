"""The review desk: a web page where an evaluator reads findings and decides on them, and the JSON API.

Reading order: `service.py` (what the desk can do), `files.py` and `database/` (what it keeps), `workers.py` (where
documents are read), `review.py` and `places.py` (decisions → reviewed records → pages of a review), `comparing.py` and
`history.py`, `original/` (what stands in a file), `exports/` (where reports are made), `pages/` and `api.py` (what the
browser and programs see), `access/` (who may come in).
"""
