"""Values that are words: placeholders, copies, trends, slogans, several targets in one cell."""
