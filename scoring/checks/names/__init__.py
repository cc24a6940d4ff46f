"""Checks of what an indicator is called."""
