"""Reports that are workbooks: the scored one, and the one that review firms hand over."""
