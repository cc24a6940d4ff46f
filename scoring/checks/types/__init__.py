"""Checks of the class that an indicator is filed under."""
