"""Changes and norms that need something to compare with; dates that say nothing."""
