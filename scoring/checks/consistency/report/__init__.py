"""What the sentences of a report say of the year, against the rows of its table."""
