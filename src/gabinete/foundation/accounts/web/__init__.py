"""Signing in and keeping one's own account."""
