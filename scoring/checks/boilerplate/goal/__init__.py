"""Goals and plans that are copied or say nothing."""
