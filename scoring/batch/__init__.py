"""Scoring an archive of any size: a folder tree in, Parquet tables out, to be continued at any moment.

`run.py` is the course of a run, `files.py` what there is, `state.py` what is done, `work.py` one file,
`parts.py` the tables; `pool.py` and `spark.py` are the two engines.
"""
