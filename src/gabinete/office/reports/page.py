"""What a report shows on screen: the same words and numbers as on paper, with the first rows of each list."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from gabinete.foundation.rendering.stored import as_data
from gabinete.foundation.rendering.tree import Block, Cell, Chart, Document, Table

SCREEN_ROWS = 10
"""Rows of a list on screen; its figure opens the others."""


def page_of(document: Document, left_out: int) -> dict[str, Any]:
    """Return the document as it is kept to be shown again.

    Args:
        left_out: matters above the ceiling of reserve of the report.
    """
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "organisation": document.organisation,
        "seal": document.seal,
        "left_out": left_out,
        "blocks": as_data([_on_screen(block) for block in document.blocks]),
    }


def on_screen(table: Table) -> Table:
    """Return a table as it is on screen: links inside the system, the first rows when a figure opens the rest."""
    shown = table.rows[:SCREEN_ROWS] if table.ref else table.rows
    return replace(table, rows=[[_inside(cell) for cell in row] for row in shown])


def _on_screen(block: Block) -> Block:
    if isinstance(block, Chart):
        return replace(block, table=on_screen(block.table))
    return on_screen(block) if isinstance(block, Table) else block


def _inside(cell: Cell) -> Cell:
    """Return the cell leading to the same page on whatever name the server has today."""
    return replace(cell, href=urlsplit(cell.href).path) if cell.href else cell
