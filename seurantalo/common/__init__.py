"""Text, time, HTTP and columns that every room shares."""
