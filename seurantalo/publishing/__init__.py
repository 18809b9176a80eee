"""The life of a published thing."""
