"""The page frame and its components."""
