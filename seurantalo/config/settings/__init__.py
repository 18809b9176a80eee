"""Base, and what development, tests and production override."""
