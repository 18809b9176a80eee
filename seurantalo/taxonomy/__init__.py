"""About what and for whom."""
