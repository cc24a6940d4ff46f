"""Checks of whose level, sector and time a text speaks of."""
