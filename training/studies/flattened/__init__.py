"""Tables flattened to text in every way an extractor does it: the right answer is known, and it can be measured."""
