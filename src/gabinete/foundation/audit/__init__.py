"""Who changed what, when and why; sealed."""
