"""PTV, the Finnish Service Catalogue: public services, read from files or its open API."""
