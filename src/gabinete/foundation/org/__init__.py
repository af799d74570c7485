"""Institutions, units, positions and who holds them."""
