"""Blocks → records: find every indicator table and every indicator sentence in a document."""

from __future__ import annotations

from .survey import find_indicators, survey

__all__ = ["find_indicators", "survey"]
