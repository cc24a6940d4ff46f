"""Scanned forms to measure recognition with: invented, drawn, stamped, printed badly and scanned askew."""
