"""Screens of the audit."""
