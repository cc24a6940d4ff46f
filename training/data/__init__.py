"""Rows: the corpus, a user's own labels, weak labels, and texts made from them."""
