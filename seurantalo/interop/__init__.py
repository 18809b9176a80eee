"""Other systems: what we read from them and write for them."""
