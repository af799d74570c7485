"""Calls: answering them with and without an account, following them up, and the calendars to subscribe to."""
