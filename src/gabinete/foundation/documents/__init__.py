"""Files: content-addressed, typed by content, never trusted."""
