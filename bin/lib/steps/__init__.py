"""The steps of the bootstrap, one file each. Standard library only."""
