"""Other people's files: read with their faults, previewed, and written all or none."""

import csv
import io
from datetime import date, datetime

import pytest
from xlsxwriter import Workbook

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput
from gabinete.office.followup import actions
from gabinete.office.followup.exchange import (
    HEADINGS,
    Defaults,
    clean,
    date_in,
    export_rows,
    preview,
    read_table,
    write_csv,
    write_xlsx,
)
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries import Filters
from tests.office.followup.stage import NOW, TODAY, Stage

CSV = "Folio;Acuerdo;Responsable;Fecha límite;Medio de verificación\nGL/2026/9-1;Limpiar el pozo de Ures;CEA;18/12/2026;Acta\n"
DEFAULTS = Defaults(issued_on=TODAY, means="Oficio", source="tablero.csv", calendar_code="prueba")


def sheet(fill) -> bytes:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    fill(book.add_worksheet(), book)
    book.close()
    return file.getvalue()


def test_a_tracker_becomes_matters_only_when_confirmed(stage: Stage) -> None:
    looked = preview(read_table(CSV.encode(), "tablero.csv"), DEFAULTS)
    assert not Matter.objects.exists()

    made = actions.register_many(stage.actor("lucia"), looked.orders, NOW)
    assert [(m.folio, m.lead_id, m.term_on, m.means_of_verification) for m in made] == [
        ("GL/2026/09-01", stage.cast.unit("CEA").pk, date(2026, 12, 18), "Acta")
    ]


def test_one_refused_row_leaves_nothing_written(stage: Stage) -> None:
    orders = preview(read_table(CSV.encode(), "t.csv"), DEFAULTS).orders

    with pytest.raises(BadInput, match="ya existe"):
        actions.register_many(stage.actor("lucia"), [*orders, *orders], NOW)
    assert not Matter.objects.exists()


def test_latin_1_is_read_and_said(stage: Stage) -> None:
    table = read_table(
        "Instrucción,Dependencia\nAtender a «Ñuñú»,CEA\n".encode("cp1252", "replace"), "viejo.csv"
    )

    assert table.rows[0].cells["text"] == "Atender a «Ñuñú»"
    assert table.notes == ("El archivo no estaba en UTF-8; se leyó como Latin-1.",)


def test_two_header_rows_merged_cells_and_dates_as_text_are_understood(stage: Stage) -> None:
    def fill(ws, book) -> None:
        ws.merge_range(0, 0, 0, 4, "SEGUIMIENTO DE COMPROMISOS 2026", book.add_format())
        ws.merge_range(1, 2, 1, 3, "Fecha", book.add_format())
        ws.write_row(2, 0, ["No.", "Compromiso", "inicio", "límite", "Responsable"])
        ws.write_row(
            3, 0, [1, "Rehabilitar el pozo", "2 de marzo de 2026", "18-dic-2026", "Comisión Estatal del Agua"]
        )
        ws.write_row(4, 0, [2, "Entregar el padrón", 46083, "pronto", "Los marcianos"])

    looked = preview(read_table(sheet(fill), "t.xlsx"), DEFAULTS)
    good, bad = looked.rows
    assert (good.lead, good.due, good.errors, good.new.issued_on) == (
        "CEA",
        date(2026, 12, 18),
        (),
        date(2026, 3, 2),
    )
    assert bad.new is None
    assert bad.errors == (
        "No se entiende la fecha «pronto».",
        "No se reconoce a la responsable: «Los marcianos».",
    )
    assert bad.number == 5


def test_names_on_rows_of_their_own_are_headings_of_those_below() -> None:
    rows = "Tarea ,Inicio,Término\nAlicia Valdez, , \nEnviar invitación,2014-10-20,2014-10-23\n"
    table = read_table(rows.encode(), "t.csv")

    assert [(row.section, row.cells["text"]) for row in table.rows] == [
        ("Alicia Valdez", "Enviar invitación")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vacío"), (b"  \n", "vacío"), (b"a,b\n1,2\n", "encabezados"), (b"PK\x03\x04rubbish", "dañado"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "dañado"), (b"acuerdo\0x", "no es texto"), (b"x" * (21 * 1024 * 1024), "MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_table(content, "t.xlsx")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("18/12/2026", date(2026, 12, 18)), ("2026-12-18T00:00:00", date(2026, 12, 18)), ("1.º de enero de 2027", None),
        ("1 de enero de 2027", date(2027, 1, 1)), ("18 dic 26", date(2026, 12, 18)), ("31/02/2026", None),
        (datetime(2026, 5, 1, 8, 0, tzinfo=OFFICE_ZONE), date(2026, 5, 1)), (3.0, None), ("viernes 18 de diciembre de 2026", date(2026, 12, 18)),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written: object, day: date | None) -> None:
    assert date_in(written) == day


def test_exports_hold_what_the_person_sees_and_no_formula(stage: Stage) -> None:
    stage.registered(title='=HYPERLINK("http://x")')
    stage.registered(lead_id=stage.cast.unit("SIDUR").pk)
    rows = list(export_rows(stage.actor("rosa"), Filters(), TODAY))

    assert rows[0] == HEADINGS
    assert [row[2] for row in rows[1:]] == ['\'=HYPERLINK("http://x")']
    assert rows[1][9] == "sin reporte"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert clean(cell).startswith("'")


def test_files_come_out_whole(stage: Stage) -> None:
    stage.registered()
    rows = list(export_rows(stage.actor("lucia"), Filters(), TODAY))
    text, packed = io.StringIO(), io.BytesIO()

    assert write_csv(rows, text) == write_xlsx(rows, packed) == 1
    assert [tuple(row) for row in csv.reader(io.StringIO(text.getvalue().lstrip("\ufeff")))] == rows
    assert packed.getvalue()[:2] == b"PK"
