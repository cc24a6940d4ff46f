"""Checks of what a project's set of indicators lacks."""
