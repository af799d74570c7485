"""Tables in Word keep the widths they were given, and fill the width of the text."""

import io
from datetime import UTC, datetime

import docx
from docx.oxml.ns import qn

from gabinete.foundation.rendering.tree import Cell, Column, Document, Table
from gabinete.foundation.rendering.word import word

COLUMNS = (Column("Folio", 1.0), Column("Asunto", 4.0), Column("Avance", 1.0, numeric=True))


def printed() -> docx.document.Document:
    rows = [[Cell("GL/2026/1"), Cell("Rehabilitar el pozo\x07 3"), Cell("40 %")]]
    made_at = datetime(2026, 11, 20, tzinfo=UTC)
    document = Document(
        "Informe", "Todos", "INF/1", made_at, "https://x", "Oficina", (Table("Uno.", COLUMNS, rows),)
    )
    return docx.Document(io.BytesIO(word(document)))


def test_columns_share_the_width_of_the_text_as_asked() -> None:
    page = printed()
    section, table = page.sections[0], page.tables[0]
    widths = [int(cell.width) for cell in table.rows[1].cells]
    text = section.page_width - section.left_margin - section.right_margin
    assert [round(width / widths[0]) for width in widths] == [1, 4, 1]
    assert 0.99 < sum(widths) / text <= 1


def test_header_repeats_and_rows_do_not_break_between_pages() -> None:
    rows = printed().tables[0]._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_what_xml_forbids_is_left_out() -> None:
    assert printed().tables[0].cell(1, 1).text == "Rehabilitar el pozo 3"
