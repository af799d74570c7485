"""Matters from other people's files."""

from gabinete.office.followup.exchange.cells import date_in, term_in
from gabinete.office.followup.exchange.importing import Defaults, ImportPreview, ImportRow, preview
from gabinete.office.followup.exchange.tables import Table, read_table

__all__ = [
    "Defaults",
    "ImportPreview",
    "ImportRow",
    "Table",
    "date_in",
    "preview",
    "read_table",
    "term_in",
]
