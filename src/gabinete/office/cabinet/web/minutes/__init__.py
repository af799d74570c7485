"""Pages of the built minutes of a session: versions, observations, extracts, and the Word templates of a body."""
