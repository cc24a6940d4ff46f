"""Values whose unit or kind does not fit what is counted."""
