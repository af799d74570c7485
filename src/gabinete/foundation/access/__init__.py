"""Roles, permissions and who may see what."""
