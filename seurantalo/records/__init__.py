"""The public shape of things, and its formats."""
