"""The review desk: a web page where an evaluator reads findings and decides on them, and the JSON API.

Reading order: `service.py` (what the desk can do), `store.py` (what it keeps), `workers.py` (where documents
are read), `review.py` (decisions → reviewed records), `pages.py` and `api.py` (what the browser and programs
see), `guard.py` (who may come in).
"""
