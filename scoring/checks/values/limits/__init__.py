"""Bounds, signs, ranges and spellings of numbers."""
