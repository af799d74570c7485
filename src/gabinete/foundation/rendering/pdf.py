"""A document tree as tagged PDF (PDF/UA-1), by typst.

Typst refuses to compile a figure without alternative text under this standard: a free accessibility gate.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gabinete.foundation.rendering.charts import stacked_bars
from gabinete.foundation.rendering.fonts import font_files, font_folder
from gabinete.foundation.rendering.qr import qr_svg
from gabinete.foundation.rendering.tree import (
    Block,
    Chart,
    Document,
    Facts,
    FigureRow,
    Form,
    Heading,
    Paragraph,
    Signatures,
    Table,
)
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import short_date


def pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1; equal documents give equal bytes."""
    import typst  # slow import  # noqa: PLC0415

    fonts = [str(font_folder())] if font_files() else []
    made: bytes = typst.compile(
        str(_template(document.form)),
        format="pdf",
        sys_inputs={"data": json.dumps(_as_data(document), ensure_ascii=False)},
        font_paths=fonts,
        pdf_standards=["ua-1"],
        timestamp=int(document.made_at.timestamp()),
    )
    return made


@cache
def _template(form: Form) -> Path:
    """Return where the typst source is."""
    name = "act" if form == "act" else "document"
    return Path(str(files("gabinete.foundation.rendering").joinpath(f"data/{name}.typ")))


def _as_data(document: Document) -> dict[str, Any]:
    """Return what the template reads."""
    made = document.made_at.astimezone(OFFICE_ZONE)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "organisation": document.organisation,
        "reference": document.reference,
        "address": document.address,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "cut": f"{short_date(made.date())}, {made:%H:%M}",
        "seal": document.seal,
        "qr": qr_svg(document.address),
        "blocks": [_block(block) for block in document.blocks],
        "ledger": [list(row) for row in document.ledger],
    }


def _block(block: Block) -> dict[str, Any]:
    """Return one block as data with its kind under ``is``."""
    match block:
        case Heading():
            return {"is": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"is": "paragraph", "text": block.text, "tone": block.tone}
        case Facts() | Signatures():
            kind = "facts" if isinstance(block, Facts) else "signatures"
            return {"is": kind, "rows": [list(row) for row in block.rows]}
        case FigureRow():
            cells = [{"value": c.value, "label": c.label, "ref": c.ref, "note": c.note} for c in block.cells]
            return {"is": "figures", "cells": cells}
        case Table():
            return {"is": "table", **_table(block)}
        case Chart():
            svg = stacked_bars(block.bars, alt=block.sentence)
            return {"is": "chart", "sentence": block.sentence, "svg": svg, "table": _table(block.table)}


def _table(table: Table) -> dict[str, Any]:
    """Return a table as data."""
    return {
        "caption": table.caption,
        "columns": [{"title": c.title, "share": c.share, "numeric": c.numeric} for c in table.columns],
        "rows": [[{"text": c.text, "light": c.light, "href": c.href} for c in row] for row in table.rows],
    }
