"""Checks of plan, completion, money and text against each other."""
