"""Bodies, sessions and their minutes."""
