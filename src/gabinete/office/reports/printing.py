"""A situation report in each format; the same numbers in all of them."""

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Literal

from gabinete.foundation.rendering.pdf import pdf
from gabinete.foundation.rendering.sheet import Page, Value, workbook
from gabinete.foundation.rendering.tree import Document
from gabinete.foundation.rendering.word import word
from gabinete.kernel.confidence import confidence_label
from gabinete.office.followup.states import MATTER_FLOW
from gabinete.office.reports.document import CHANGE_WORDS, Writer
from gabinete.office.reports.selections import select

Format = Literal["pdf", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "xlsx")
MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def produce(
    document: Document, writer: Writer, kind: Format, progress: Callable[[int], None] | None = None
) -> bytes:
    """Return the file; equal reports give equal bytes in every format."""
    if kind == "pdf":
        return pdf(document)
    if kind == "docx":
        return word(document)
    out = io.BytesIO()
    workbook(_pages(document, writer), out, title=document.title, made_at=document.made_at, progress=progress)
    return out.getvalue()


def digest(content: bytes) -> str:
    """Return the fingerprint of a file (SHA-256, hexadecimal)."""
    return hashlib.sha256(content).hexdigest()


def file_name(document: Document, kind: Format) -> str:
    """Return a name that sorts and says what it is."""
    return f"{document.reference.replace('/', '-')}-situacion.{kind}"


def _pages(document: Document, writer: Writer) -> list[Page]:
    """Return the pages of the workbook: summary with sources, every matter, every change."""
    note = f"{document.title}. {document.subtitle}. {document.reference}. Celda vacía: sin reporte o sin dato; nunca cero."
    summary = Page(
        "Resumen",
        [("Clave", 8), ("Cifra", 14), ("Qué dice", 34), ("Cobertura", 12), ("Registro", 60)],
        _figures(writer),
        note,
    )
    columns = [
        ("Folio", 16), ("Asunto", 60), ("Responsable", 14), ("Estado", 22), ("Situación", 14), ("Explicación", 48),
        ("Vence", 12), ("Término original", 14), ("Prórrogas", 10), ("Avance reportado %", 12), ("Avance aceptado %", 12),
        ("Confianza", 12), ("Cerrado el", 12), ("Registro", 50),
    ]  # fmt: skip
    matters = Page("Asuntos", columns, _matters(writer), note)
    changed = Page(
        "Cambios",
        [("Cambio", 26), ("Folio", 16), ("Asunto", 60), ("Responsable", 14)],
        _changes(writer),
        note,
    )
    return [summary, matters, changed]


def _figures(writer: Writer) -> Iterator[list[Value]]:
    """Yield the figures with where they come from."""
    for ref, figure in writer.ledger:
        covered = figure.coverage.spanish if figure.coverage else None
        yield [
            ref,
            figure.value,
            f"{figure.label} {f'({figure.unit})' if figure.unit else ''}".strip(),
            covered,
            figure.record,
        ]


def _matters(writer: Writer) -> Iterator[list[Value]]:
    """Yield every matter of the report, by term."""
    root = writer.base.split("/informes/")[0]
    for m, _ in writer.it.lines:
        yield [
            m.folio, m.title, writer.it.units.get(m.lead_id), MATTER_FLOW.states[m.state].label, m.light.name.spanish,
            m.light.sentence, m.due, m.original_due, m.extension_count, m.reported_percent, m.accepted_percent,
            confidence_label(m.confidence), m.closed_on, f"{root}/asuntos/{m.id}/",
        ]  # fmt: skip


def _changes(writer: Writer) -> Iterator[list[Value]]:
    """Yield every change since the compared cut."""
    for name, _, label in CHANGE_WORDS:
        if not writer.it.counts[f"change:{name}"]:
            continue
        for m in select(f"change:{name}", writer.it.changed):
            yield [label, m.folio, m.title, writer.it.units.get(m.lead_id)]
