"""Names that were glued together, cut off or lost characters."""
