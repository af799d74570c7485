"""Settings, addresses and entry points: knows everything, decides nothing."""
