"""The desk's database: `tables.py` (what is kept), `store.py` (reading and writing it), `upgrade.py` (databases of
other versions), `troubles.py` (what can go wrong with it, in Chinese)."""
