"""Where things are: areas, names of places, locations."""
