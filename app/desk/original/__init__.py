"""The original beside the findings: `drawing.py` (what stands in a file, in a process of its own), `placing.py` (in
which cell a finding stands), `showing.py` (a stretch of it as the page shows it)."""
