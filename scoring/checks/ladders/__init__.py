"""Checks of 优 良 中 差 tiers."""
