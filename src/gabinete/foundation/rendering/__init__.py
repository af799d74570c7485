"""PDF, Word and spreadsheets from data."""
