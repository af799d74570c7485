"""The directory of units and people, the table of permissions, and one's own account."""
