"""Tables as people really send them."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from gabinete.delivery.cli.matters_import import COLUMNS, day_of, term_of
from gabinete.delivery.cli.tables import read_table
from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import Term, TermUnit

NEEDED = ("text", "lead")


def test_csv_in_latin_1_with_a_title_above_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(
        "PODER EJECUTIVO;;\nAcuerdo;Dependencia;Verificación\nAtender a la niñez;DIF;Acta\n;;\n".encode(
            "cp1252"
        )
    )
    rows = read_table(file, COLUMNS, NEEDED)
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (3, {"text": "Atender a la niñez", "lead": "DIF", "means": "Acta"})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_any_encoding_keeps_its_letters(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("texto,unidad\nÑandú «“😀”»,SEC\n", encoding=encoding)
    assert read_table(file, COLUMNS, NEEDED)[0].cells["text"] == "Ñandú «“😀”»"


def test_workbook_with_two_heading_rows_merged_cells_and_dates_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "Seguimiento de acuerdos")
        sheet.write_row("A2", ["Acuerdo", "Dependencia", "Fecha", "Fecha"])
        sheet.write_row("A3", ["", "responsable", "de emisión", "límite"])
        sheet.write_row("A4", ["Publicar el padrón", "OM"])
        sheet.write_datetime("C4", date(2026, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write("D4", "31/03/2026")
        sheet.write_formula("A5", '="Entregar "&"obra"', None, "Entregar obra")
        sheet.write("B5", "SIDUR")
    first, second = read_table(file, COLUMNS, NEEDED)
    assert dict(first.cells) == {
        "text": "Publicar el padrón",
        "lead": "OM",
        "issued_on": date(2026, 3, 2),
        "term": "31/03/2026",
    }
    assert second.cells["text"] == "Entregar obra"


def test_table_without_its_headings_says_which_are_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("uno,dos\n1,2\n")
    with pytest.raises(BadInput, match="texto, responsable"):
        read_table(file, COLUMNS, NEEDED)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 roto", b"\x00" * 100])
def test_damaged_workbook_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="hoja de cálculo"):
        read_table(file, COLUMNS, NEEDED)


def test_dates_are_taken_as_people_write_them() -> None:
    assert day_of("2026-03-31") == day_of("31/03/2026") == day_of("31-3-2026") == date(2026, 3, 31)
    for bad in ("31/02/2026", "marzo", "03/31/2026"):
        with pytest.raises(BadInput, match="no es una fecha"):
            day_of(bad)


def test_terms_are_taken_as_people_write_them() -> None:
    assert term_of("15 días hábiles") == Term(15, TermUnit.BUSINESS)
    assert term_of("30 días naturales") == term_of("30 DIAS") == Term(30, TermUnit.CALENDAR)
    assert term_of("2 meses") == Term(2, TermUnit.MONTHS)
    assert term_of("Sin plazo") == Term.none()
    assert term_of(date(2027, 1, 5)) == Term(0, TermUnit.FIXED, date(2027, 1, 5))
    with pytest.raises(BadInput):
        term_of("nunca")
