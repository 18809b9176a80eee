"""Seurantalo: what a country's associations do, told once and found by everybody."""
