"""Finding: the index, Finnish words, facets, pages."""
