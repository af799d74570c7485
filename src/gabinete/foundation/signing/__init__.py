"""Signing PDFs with the Mexican e.firma (PAdES) and telling whether a signed PDF can be trusted. Knows no office."""
