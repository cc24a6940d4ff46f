"""Checks, findings, score and advice."""
