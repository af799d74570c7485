"""Signing minutes, by hand or with the e.firma, and checking any signed PDF."""
