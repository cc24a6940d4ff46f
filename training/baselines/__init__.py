"""Linear heads on words, characters, hashed n-grams or sentence vectors."""
