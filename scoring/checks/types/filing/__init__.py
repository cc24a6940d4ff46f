"""Filed under a class that the name contradicts."""
