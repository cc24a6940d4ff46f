"""Which column a cell of a flattened table belongs to, learned from the corpus."""
