"""What people hand in reads as it looks."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gabinete.foundation.documents.reading import read_text
from gabinete.foundation.documents.reading.ocr import is_available
from tests.foundation.documents.reading.makers import W, docx, odt, paragraph, pdf

NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
STYLES = f'<w:styles {W}><w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style></w:styles>'


def test_docx_keeps_headings_numbers_and_order():
    body = (
        paragraph("Acuerdos", '<w:pStyle w:val="T1"/>')
        + paragraph("Entregar el padrón.", NUMBERED)
        + paragraph("Publicar la convocatoria.", NUMBERED)
        + paragraph("Sin más asuntos.")
    )
    read = read_text(docx(body, word__numbering=NUMBERING, word__styles=STYLES), "minuta.docx")
    assert read.kind == "docx"
    assert read.text.splitlines() == [
        "# Acuerdos",
        "1. Entregar el padrón.",
        "2. Publicar la convocatoria.",
        "Sin más asuntos.",
    ]


def test_docx_tables_become_rows_with_bars():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Acuerdo", "Responsable"))
    read = read_text(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "minuta.docx")
    assert "| Acuerdo | Responsable |" in read.text


def test_docx_leaves_out_deleted_text_and_keeps_inserted_text():
    body = "<w:p><w:del><w:r><w:delText>viejo</w:delText></w:r></w:del><w:ins><w:r><w:t>nuevo</w:t></w:r></w:ins></w:p>"
    assert read_text(docx(body), "a.docx").text == "nuevo\n"


def test_odt_reads_headings_lists_and_tables():
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
    )
    body = (
        '<text:h text:outline-level="2">Compromisos</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>Entregar<text:s text:c="1"/>listado.</text:p></text:list-item></text:list>'
        "<table:table><table:table-row><table:table-cell><text:p>SEC</text:p></table:table-cell>"
        "<table:table-cell><text:p>4 de mayo</text:p></table:table-cell></table:table-row></table:table>"
    )
    text = read_text(odt(body, styles), "minuta.odt").text
    assert [line for line in text.splitlines() if line] == [
        "## Compromisos",
        "1. Entregar listado.",
        "| SEC | 4 de mayo |",
    ]


def test_pdf_with_text_is_read_with_its_pages():
    read = read_text(
        pdf(["Se instruye a la SIDUR a reparar el alumbrado", "a más tardar el 30 de noviembre de 2026."]),
        "minuta.pdf",
    )
    assert (read.kind, read.pages) == ("pdf", 1)
    assert "a más tardar el 30 de noviembre" in read.text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_the_encodings_offices_use(encoding):
    assert (
        read_text("Se acordó reparar el camión del señor Núñez.\n".encode(encoding), "nota.txt").text
        == "Se acordó reparar el camión del señor Núñez.\n"
    )


def test_direction_marks_and_nulls_are_taken_away():
    assert read_text("pa\u202egar\u200b hoy\u2066 mismo\n".encode(), "nota.txt").text == "pagar hoy mismo\n"


def test_a_path_is_read_like_its_bytes(tmp_path: Path):
    path = tmp_path / "nota.md"
    path.write_text("# Acuerdos\n", encoding="utf-8")
    assert read_text(path).kind == "md"


@pytest.mark.skipif(
    not is_available() or shutil.which("pdftoppm") is None,
    reason="no OCR installed: apt install tesseract-ocr tesseract-ocr-spa poppler-utils",
)
def test_a_scan_is_recognised_and_says_so(tmp_path: Path):
    source = tmp_path / "a.pdf"
    source.write_bytes(
        pdf(["ACUERDOS", "La Secretaria de Salud entregara el inventario", "el 30 de noviembre de 2026"])
    )
    subprocess.run(
        ["pdftoppm", "-r", "200", "-png", "-singlefile", str(source), str(tmp_path / "scan")], check=True
    )
    read = read_text(tmp_path / "scan.png")
    assert read.kind == "image"
    assert "inventario" in read.text
    assert "reconocimiento óptico" in read.notes[0]
