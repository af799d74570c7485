"""One document tree, three kinds of paper, the same words in all of them."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gabinete.foundation.rendering.charts import stacked_bars
from gabinete.foundation.rendering.pdf import pdf
from gabinete.foundation.rendering.sheet import Page, clean_text, workbook
from gabinete.foundation.rendering.tree import (
    Bar,
    BarPart,
    Cell,
    Chart,
    Column,
    Document,
    FigureCell,
    FigureRow,
    Heading,
    Paragraph,
    Table,
)
from gabinete.foundation.rendering.word import word
from gabinete.kernel.errors import BadInput

MADE = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOSTILE = "#let x = 1; $ <b> \\ «ñ» *no* \u202e=1+1"


def a_document(text: str = "Entregar el proyecto") -> Document:
    table = Table("Dos asuntos.", [Column("Folio"), Column("Asunto", 3), Column("Avance", numeric=True)], [
        [Cell("GL/2026/07-01", href="http://127.0.0.1:8000/asuntos/1/"), Cell(text), Cell("sin reporte")],
        [Cell("GL/2026/07-02"), Cell("Vencido", light="overdue"), Cell("90 %")],
    ])  # fmt: skip
    chart = Chart(
        "CEA concentra los vencidos.", [Bar("CEA", [BarPart("overdue", 3), BarPart("on_time", 5)])], table
    )
    return Document(
        title="Informe de situación",
        subtitle="Todos los asuntos",
        reference="INF/2026/0001",
        made_at=MADE,
        address="http://127.0.0.1:8000/informes/1/",
        organisation="Oficina del Ejecutivo",
        blocks=[
            Paragraph("Dos asuntos vigentes.", "lead"),
            FigureRow([FigureCell("2", "vigentes", "F-001")]),
            Heading("Listas"),
            chart,
        ],
        ledger=[
            (
                "F-001",
                "2",
                "vigentes",
                "Gabinete; corte al 22 nov 2026.",
                "http://127.0.0.1:8000/informes/1/cifras/F-001/",
            )
        ],
        seal="ab" * 32,
    )


@pytest.mark.parametrize("printer", [pdf, word])
def test_equal_documents_give_equal_bytes(printer) -> None:
    assert printer(a_document()) == printer(a_document())


@pytest.mark.parametrize("printer", [pdf, word])
def test_different_documents_give_different_bytes(printer) -> None:
    assert printer(a_document("otro")) != printer(a_document("uno"))


def test_pdf_is_tagged_declares_its_standard_and_language() -> None:
    reader = PdfReader(io.BytesIO(pdf(a_document())))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a pypdf boolean object
    assert str(root["/Lang"]).startswith("es")
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_pdf_prints_hostile_text_as_text() -> None:
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(a_document(HOSTILE)))).pages)

    assert "#let x = 1" in " ".join(told.split())


def test_pdf_names_the_source_of_each_figure_and_the_seal() -> None:
    told = " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(a_document()))).pages).split()
    )

    assert "F-001" in told
    assert "corte al 22 nov 2026" in told
    assert "abababab" in told


def test_word_holds_the_same_table_and_marks_its_header() -> None:
    read = WordDocument(io.BytesIO(word(a_document())))
    rows = [[cell.text for cell in row.cells] for row in read.tables[1].rows]

    assert rows[1] == ["GL/2026/07-01", "Entregar el proyecto", "sin reporte"]
    assert "tblHeader" in read.tables[1]._tbl.xml


def test_word_gives_the_chart_an_alternative_text() -> None:
    with zipfile.ZipFile(io.BytesIO(word(a_document()))) as package:
        assert 'descr="CEA concentra los vencidos."' in package.read("word/document.xml").decode()


def test_word_drops_characters_that_would_break_the_file() -> None:
    assert WordDocument(io.BytesIO(word(a_document("uno\x00\x0bdos")))).tables


def test_word_says_when_the_template_is_not_a_document(tmp_path, monkeypatch) -> None:
    broken = tmp_path / "plantilla.docx"
    broken.write_bytes(b"no es un docx")
    monkeypatch.setenv("GABINETE_WORD_TEMPLATE", str(broken))

    with pytest.raises(BadInput, match=r"plantilla de Word «plantilla\.docx»"):
        word(a_document())


def test_sheet_keeps_formulas_as_text_and_nothing_as_nothing() -> None:
    content = io.BytesIO()
    page = Page("Hoja", [("A", 10), ("B", 10), ("C", 10)], [["=1+1", None, date(2026, 11, 22)]])
    workbook([page], content, title="x", made_at=MADE)
    content.seek(0)
    rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()

    assert rows[1] == ["=1+1", "", date(2026, 11, 22)]
    with zipfile.ZipFile(content) as package:
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@SUM", "\t=1"])
def test_clean_text_defuses_formulas(text: str) -> None:
    assert clean_text(text) == f"'{text}"


def test_clean_text_leaves_words_alone() -> None:
    assert clean_text("Río Sonora = agua") == "Río Sonora = agua"


def test_chart_escapes_labels_and_says_each_part() -> None:
    svg = stacked_bars([Bar("<CEA>", [BarPart("overdue", 3)])], alt='"tres"')

    assert "&lt;CEA&gt;" in svg
    assert "<title>Vencido: 3</title>" in svg


def test_chart_of_nothing_is_still_a_picture() -> None:
    assert stacked_bars([Bar("CEA", [])], alt="nada").startswith("<svg")
