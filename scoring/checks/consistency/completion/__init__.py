"""Self-evaluations: completions against targets, points, grades and reasons."""
