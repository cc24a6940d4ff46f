"""What the name, goal and money of a project tell, and no indicator speaks of."""
