"""Versioned JSON for programs."""
