"""How much a project is to deliver: quantities that are shares, sums, or too few for the money."""
