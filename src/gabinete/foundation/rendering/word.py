"""A document tree as Word, on the office's own template when there is one.

The template is any .docx: its styles «Title», «Subtitle», «Heading 1–3», «Normal» and «Table Grid» dress the document,
its header and footer stay. Set ``GABINETE_WORD_TEMPLATE`` to its path.
"""

import io
import os
import zipfile
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from gabinete.foundation.rendering.charts import stacked_bars
from gabinete.foundation.rendering.fonts import font_files
from gabinete.foundation.rendering.tree import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    FigureRow,
    Heading,
    Paragraph,
    Signatures,
    Table,
)
from gabinete.foundation.rendering.word_tables import add_table
from gabinete.kernel.errors import BadInput

EPOCH = (1980, 1, 1, 0, 0, 0)
_LINE = "______________________________"


def word(document: Document) -> bytes:
    """Return the document as .docx; equal documents over the same template give equal bytes.

    Raises:
        BadInput: when the office's template cannot be opened as Word.
    """
    page = open_template()
    page.core_properties.title = f"{document.title} · {document.subtitle}"
    page.core_properties.author = document.organisation
    page.core_properties.language = "es-MX"
    page.core_properties.created = page.core_properties.modified = document.made_at.astimezone(UTC).replace(
        tzinfo=None
    )
    page.add_paragraph(document.organisation.upper())
    page.add_heading(document.title, level=0)
    page.add_paragraph(f"{document.subtitle} · {document.reference}", style=_style(page, "Subtitle"))
    for block in document.blocks:
        _add(page, block)
    _add_ledger(page, document)
    out = io.BytesIO()
    page.save(out)
    return fixed_times(out.getvalue())


def open_template() -> Any:
    """Return an empty Word document on the office's template, else on the library's."""
    import docx  # slow import  # noqa: PLC0415

    path = os.environ.get("GABINETE_WORD_TEMPLATE", "")
    if not path:
        return _with_margins(docx.Document())
    try:
        return docx.Document(str(Path(path)))
    except Exception as error:  # the library raises many kinds for a broken file
        raise BadInput(
            "rendering.template",
            f"No se pudo abrir la plantilla de Word «{Path(path).name}». Nada se perdió: corrija GABINETE_WORD_TEMPLATE o quítela y vuelva a pedir el informe.",
        ) from error


def _with_margins(page: Any) -> Any:
    """Return the library's own page with the margins of an official paper; it comes with those of another country."""
    from docx.shared import Cm  # slow import  # noqa: PLC0415

    for section in page.sections:
        section.left_margin = section.right_margin = section.bottom_margin = Cm(2)
        section.top_margin = Cm(2.2)
    return page


def _style(page: Any, name: str) -> str | None:
    """Return the style when the template has it."""
    return name if name in {style.name for style in page.styles} else None


def _add(page: Any, block: Block) -> None:
    """Append one block."""
    match block:
        case Heading():
            page.add_heading(block.text, level=min(block.level, 3))
        case Paragraph():
            run = page.add_paragraph().add_run(block.text)
            run.bold = block.tone in {"lead", "strong"}
            run.italic = block.tone == "note"
        case Facts() | Signatures():
            _add_pairs(page, block)
        case FigureRow():
            columns = [Column(cell.label) for cell in block.cells]
            told = [Cell(" · ".join(p for p in (f"{c.value} [{c.ref}]", c.note) if p)) for c in block.cells]
            _add_table(page, columns, [told])
        case Table():
            page.add_paragraph(block.caption)
            _add_table(page, block.columns, block.rows)
        case Chart():
            page.add_paragraph().add_run(block.sentence).bold = True
            _add_picture(page, block)
            _add_table(page, block.table.columns, block.table.rows)


def _add_pairs(page: Any, block: Facts | Signatures) -> None:
    """Append each fact as a line that begins with its label in bold, or each signature under its line."""
    for first, second in block.rows:
        if isinstance(block, Signatures):
            page.add_paragraph(f"{_LINE}\n{first}\n{second}")
            continue
        line = page.add_paragraph()
        line.add_run(f"{first}: ").bold = True
        line.add_run(second)


def _add_picture(page: Any, chart: Chart) -> None:
    """Append the chart as a picture with its sentence as alternative text."""
    import resvg_py  # slow import  # noqa: PLC0415
    from docx.shared import Cm  # slow import  # noqa: PLC0415

    svg = stacked_bars(chart.bars, alt=chart.sentence)
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=font_files() or None, zoom=2))
    shape = page.add_picture(io.BytesIO(png), width=Cm(16))
    shape._inline.docPr.set("descr", chart.sentence)  # noqa: SLF001  (the library has no public way to say it)


def _add_table(page: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    add_table(page, columns, rows, _style(page, "Table Grid"))


def _add_ledger(page: Any, document: Document) -> None:
    """Append where each figure comes from, the QR's address and the seal."""
    if document.ledger:
        page.add_heading("De dónde sale cada cifra", level=2)
        columns = [Column("Clave"), Column("Cifra"), Column("Qué dice"), Column("Fuente"), Column("Registro")]
        _add_table(page, columns, [[Cell(text) for text in row] for row in document.ledger])
    page.add_paragraph(f"En pantalla: {document.address}")
    if document.seal:
        page.add_paragraph(f"Raíz del registro de auditoría al corte: {document.seal}")


def fixed_times(content: bytes) -> bytes:
    """Return the same package with the times of its parts fixed, so that equal documents are equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename, EPOCH), source.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
