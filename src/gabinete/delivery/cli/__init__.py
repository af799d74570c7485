"""The gabinete command."""
