"""The review desk: a web page where an evaluator reads findings and decides on them, and the JSON API.

Reading order: `service.py` (what the desk can do), `database/` (what it keeps), `workers.py` (where documents
are read), `review.py` (decisions → reviewed records), `exporting.py` (where reports are made), `pages.py` and
`api.py` (what the browser and programs see), `access/` (who may come in).
"""
