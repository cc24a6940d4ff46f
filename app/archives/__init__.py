"""More that is asked of scored archives: a query in SQL (`sql.py`), what two of them differ in (`diff.py`), and what
their columns mean (`schema.py`)."""
