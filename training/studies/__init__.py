"""Studies of the corpus and of the reader."""
