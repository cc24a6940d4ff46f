"""The reviewed reports of a job: `making.py` (what they hold) runs in a process of its own (`running.py`)."""
