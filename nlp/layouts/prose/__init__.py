"""Indicators in running text: outlines of classes, clauses, what a clause states (layout L6)."""
