"""Checks of how a target value is written and whether it can be checked."""
