"""Settings, addresses and the assembly of the API."""
