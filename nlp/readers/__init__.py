"""Bytes → blocks, nothing else: one folder a family of formats."""
