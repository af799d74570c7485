"""Matters: everything the office sees through to a verified end."""
