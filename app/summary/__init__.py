"""Questions about a scored archive: `questions.py` asks them, the others show the answers."""
