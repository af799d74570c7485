"""Home pages, navigation and global search."""
