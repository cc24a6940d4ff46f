"""Goals, calculations and what is said to be reached already against the indicators."""
