"""Situation reports whose every figure leads to its record."""
