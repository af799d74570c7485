"""Gabinete: the working system of the office beside a head of government."""

__version__ = "0.1.0"
