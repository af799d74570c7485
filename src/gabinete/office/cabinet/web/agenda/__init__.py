"""Doors of the order of the day: the editor, one point, positions, opinions, the member's folder."""
