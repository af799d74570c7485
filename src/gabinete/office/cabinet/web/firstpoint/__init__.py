"""The first point of a session, on a page of its own."""
