"""Who may come in: `guard.py` (every request), `tokens.py` (tokens, tries and sessions), `entering.py` (the pages
where one logs in and out), `connections.py` (connections that send nothing)."""
