"""Checks of what is copied, repeated or fits every project."""
