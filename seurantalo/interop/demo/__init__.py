"""The demo: a believable Pohjois-Savo and Kanta-Häme, and a little of everywhere else."""
