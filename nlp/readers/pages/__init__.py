"""Pages of placed characters and rules (PDF, OFD) → tables and paragraphs."""
