"""What was spent against what was planned, line by line of a self-evaluation's head."""
