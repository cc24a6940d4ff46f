"""The form around an indicator table in a text: labels with their answers, goals, sums of money."""
