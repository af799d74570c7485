"""What the outside touches; composition only."""
