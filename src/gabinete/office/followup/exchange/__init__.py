"""Matters from and to other people's files."""

from gabinete.office.followup.exchange.exporting import HEADINGS, clean, export_rows, write_csv, write_xlsx
from gabinete.office.followup.exchange.importing import Defaults, ImportPreview, ImportRow, preview
from gabinete.office.followup.exchange.tables import Table, date_in, read_table

__all__ = [
    "HEADINGS",
    "Defaults",
    "ImportPreview",
    "ImportRow",
    "Table",
    "clean",
    "date_in",
    "export_rows",
    "preview",
    "read_table",
    "write_csv",
    "write_xlsx",
]
