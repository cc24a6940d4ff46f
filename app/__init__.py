"""Front doors: the command line and what it prints."""
