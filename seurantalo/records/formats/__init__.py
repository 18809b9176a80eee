"""One pure file for each format."""
