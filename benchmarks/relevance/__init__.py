"""How well the search finds what people judge relevant: `python -m benchmarks.relevance`."""
