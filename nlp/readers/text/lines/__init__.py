"""Lines of a text → lines with each row of a table in one."""
