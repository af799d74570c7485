"""Calendars of working days."""
