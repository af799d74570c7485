"""Other people's files: read with their faults, and previewed with what is wrong in each row."""

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions
from gabinete.office.followup.exchange import Defaults, date_in, files, preview, read_table, term_in
from gabinete.office.followup.models import Matter
from tests.office.followup.stage import NOW, TODAY, Stage

CSV = "Folio;Acuerdo;Responsable;Fecha límite;Medio de verificación\nGL/2026/9-1;Limpiar el pozo de Ures;CEA;18/12/2026;Acta\n"
DEFAULTS = Defaults(issued_on=TODAY, means="Oficio", source="tablero.csv", calendar_code="prueba")


def sheet(fill) -> bytes:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    fill(book.add_worksheet(), book)
    book.close()
    return file.getvalue()


def rows_of(text: str, **changes: object):
    given = {"issued_on": TODAY, "means": "Oficio", "source": "t.csv", "calendar_code": "prueba", **changes}
    return preview(read_table(text.encode(), "t.csv"), Defaults(**given)).rows


def test_a_tracker_becomes_matters_only_when_confirmed(stage: Stage) -> None:
    looked = preview(read_table(CSV.encode(), "tablero.csv"), DEFAULTS)
    assert not Matter.objects.exists()

    made = actions.register_many(stage.actor("lucia"), looked.orders, NOW)
    assert [(m.folio, m.lead_id, m.term_on, m.means_of_verification) for m in made] == [
        ("GL/2026/09-01", stage.cast.unit("CEA").pk, date(2026, 12, 18), "Acta")
    ]


def test_latin_1_is_read_and_said() -> None:
    table = read_table(
        "PODER EJECUTIVO,\nInstrucción,Dependencia\nAtender a «Ñuñú»,CEA\n".encode("cp1252"), "viejo.csv"
    )

    assert [(row.number, row.cells["text"]) for row in table.rows] == [(3, "Atender a «Ñuñú»")]
    assert table.notes == ("El archivo no estaba en UTF-8; se leyó como Latin-1.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_encoding_and_delimiter_keeps_its_letters(encoding: str, delimiter: str) -> None:
    text = f"texto{delimiter}unidad\nÑandú «“😀”»{delimiter}SEC\n"
    assert read_table(text.encode(encoding), "a.csv").rows[0].cells["text"] == "Ñandú «“😀”»"


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
    assert (good.errors, good.new.lead_id) == ((), stage.cast.unit("CEA").pk)
    assert (good.new.issued_on, good.new.term.on) == (date(2026, 3, 2), date(2026, 12, 18))
    assert (bad.new, bad.number) == (None, 5)
    plain, named = bad.errors
    assert plain.startswith("No se entiende el plazo «pronto»")
    assert named == "No se reconoce a la responsable: «Los marcianos»."


def test_headings_split_over_two_rows_are_joined_and_formulas_count_by_their_value() -> None:
    def fill(ws, book) -> None:
        ws.merge_range("A1:D1", "Seguimiento de acuerdos", book.add_format())
        ws.write_row("A2", ["Acuerdo", "Dependencia", "Fecha", "Fecha"])
        ws.write_row("A3", ["", "responsable", "de emisión", "límite"])
        ws.write_row("A4", ["Publicar el padrón", "OM"])
        ws.write_datetime("C4", date(2026, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
        ws.write("D4", "31/03/2026")
        ws.write_formula("A5", '="Entregar "&"obra"', None, "Entregar obra")
        ws.write("B5", "SIDUR")

    first, second = read_table(sheet(fill), "a.xlsx").rows
    assert first.cells == {
        "text": "Publicar el padrón", "responsible": "OM", "issued": date(2026, 3, 2), "due": "31/03/2026",
    }  # fmt: skip
    assert second.cells["text"] == "Entregar obra"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Fecha límite", "due"), ("Fecha compromiso", "due"), ("Fecha del acuerdo", "issued"), ("No. de acuerdo", "folio"),
        ("FECHA DE LA SESIÓN", "issued"), ("Dependencia responsable", "responsible"), ("Quién ordena", "ordered_by"),
        ("Se dará por cumplido con", "means"), ("Procedencia", "origin"), ("Instruye", "ordered_by"),
    ],
)  # fmt: skip
def test_headings_mean_what_people_mean(heading: str, column: str) -> None:
    table = read_table(f"Descripción,{heading}\nLimpiar el pozo,x\n".encode(), "t.csv")
    assert table.columns[column] == heading


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
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "dañado"), (b"acuerdo\0x", "no es texto"), (b"\0" * 100, "no es texto"),
        (b"x" * (61 * 1024 * 1024), "60 MB"), (b"acuerdo,unidad\n" + b"a,b\n" * 250_001, "250,000 renglones"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_table(content, "t.xlsx")


def test_a_sheet_of_libreoffice_is_read_and_its_empty_ends_are_not() -> None:
    def line(*texts: str, repeated: int = 1) -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in texts
        )
        ends = '<table:table-cell table:number-columns-repeated="16000"/>'
        return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}{ends}</table:table-row>'

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    rows = line("Acuerdo", "Unidad") + line("Limpiar el pozo", "CEA") + line(repeated=1_048_000)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    (row,) = read_table(file.getvalue(), "t.ods").rows
    assert (row.number, row.cells) == (2, {"text": "Limpiar el pozo", "responsible": "CEA"})


def test_a_spreadsheet_that_swells_when_opened_is_refused() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "")
        package.writestr("xl/workbook.xml", b"0" * (20 * 1024 * 1024))
    with pytest.raises(BadInput, match="demasiado al abrirse"):
        read_table(file.getvalue(), "t.xlsx")


def test_a_spreadsheet_that_lies_about_its_size_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNPACKED_LIMIT", 1024 * 1024)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (2 * 1024 * 1024))
        package.infolist()[0].file_size = 1000
    with pytest.raises(BadInput, match="se expande"):
        read_table(file.getvalue(), "t.xlsx")


def test_two_cells_at_the_ends_of_a_sheet_do_not_take_the_memory_of_all_between() -> None:
    def fill(ws, book) -> None:
        ws.write("A1", "Acuerdo")
        ws.write("XFD1048576", "x")

    with pytest.raises(BadInput, match="demasiado lejos"):
        read_table(sheet(fill), "t.xlsx")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("18/12/2026", date(2026, 12, 18)), ("2026-12-18T00:00:00", date(2026, 12, 18)), ("31-3-2026", date(2026, 3, 31)),
        ("1.º de enero de 2027", date(2027, 1, 1)), ("1 de enero de 2027", date(2027, 1, 1)), ("46083", date(2026, 3, 2)),
        ("18 dic 26", date(2026, 12, 18)), ("3 de setiembre de 2026", date(2026, 9, 3)), ("31/12/2026 00:00", date(2026, 12, 31)),
        ("31/02/2026", None), ("03/31/2026", None), ("marzo", None), ("", None), (3.0, None), (float("nan"), None),
        (float("inf"), None), (True, None), (46083, date(2026, 3, 2)), ("viernes 18 de diciembre de 2026", date(2026, 12, 18)),
        (datetime(2026, 5, 1, 8, 0, tzinfo=OFFICE_ZONE), date(2026, 5, 1)),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written: object, day: date | None) -> None:
    assert date_in(written) == day


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("15 días hábiles", Term.business(15)), ("1 día hábil", Term.business(1)), ("En 10 (diez) días hábiles.", Term.business(10)),
        ("30 días naturales", Term.calendar(30)), ("30 DIAS", Term.calendar(30)), ("2 semanas", Term.calendar(14)),
        ("2 meses", Term.months(2)), ("1 mes", Term.months(1)), ("1 año", Term.months(12)), ("Sin plazo", Term.none()),
        ("permanente", Term.none()), ("N/A", Term.none()), (date(2027, 1, 5), Term.fixed(date(2027, 1, 5))),
        ("5 de enero de 2027", Term.fixed(date(2027, 1, 5))), ("nunca", None), ("15", None), ("0 días", None),
        ("9999 días", None), ("2 meses hábiles", None),
    ],
)  # fmt: skip
def test_terms_are_read_as_people_write_them(written: object, term: Term | None) -> None:
    assert term_in(written) == term


@pytest.mark.parametrize(
    ("heading", "term"),
    [
        ("Plazo (días hábiles)", Term.business(15)),
        ("Plazo en días", Term.calendar(15)),
        ("Plazo en meses", Term.months(15)),
        ("Plazo", None),
    ],
)
def test_a_bare_number_counts_what_its_heading_says(heading: str, term: Term | None) -> None:
    assert term_in(15.0, heading) == term_in("15", heading) == term


def test_every_column_reaches_the_order(stage: Stage) -> None:
    (row,) = rows_of(
        "Folio,Clase,Síntesis,Acuerdo,Unidad,Fecha,Plazo,Evidencia,Ordena,Origen,Prioridad\n"
        "seg-12/a,Instrucción,El pozo,Limpiar el pozo,Comisión Estatal del Agua,2/3/2026,15 días hábiles,Acta,"
        "La Gobernadora,Gira por Ures,alta\n"
    )
    new = row.new
    assert (new.folio, new.kind, new.title, new.text) == (
        "SEG-12/A",
        "instruction",
        "El pozo",
        "Limpiar el pozo",
    )
    assert (new.lead_id, new.issued_on) == (stage.cast.unit("CEA").pk, date(2026, 3, 2))
    assert (new.term, new.term_text, new.means) == (Term.business(15), "15 días hábiles", "Acta")
    assert (new.origin.kind, new.origin.label, new.origin.ordered_by) == (
        "tour",
        "Gira por Ures",
        "La Gobernadora",
    )
    assert new.priority == 1


def test_running_numbers_are_no_folios(stage: Stage) -> None:
    rows = rows_of("No.,Acuerdo,Unidad\n1,Limpiar,CEA\n2.0,Pintar,CEA\nS/N,Barrer,CEA\n")
    assert [row.new.folio for row in rows] == ["", "", ""]


def test_a_folio_that_exists_or_is_repeated_is_said_in_its_row(stage: Stage) -> None:
    stage.registered(folio="GL/2026/09-01")
    text = "Folio,Acuerdo,Unidad\nGL/2026/9-1,Limpiar,CEA\nX-1,Pintar,CEA\nx-1,Barrer,CEA\n"
    assert [row.errors for row in rows_of(text)] == [
        ("El folio GL/2026/09-01 ya existe o se repite en el archivo.",),
        (),
        ("El folio X-1 ya existe o se repite en el archivo.",),
    ]


def test_several_units_in_a_cell_answer_together_and_it_is_said(stage: Stage) -> None:
    (row,) = rows_of("Acuerdo,Responsables\nLimpiar,CEA y SIDUR\n")
    unit = stage.cast.unit
    assert (row.new.lead_id, row.new.co_ids) == (unit("CEA").pk, (unit("SIDUR").pk,))
    assert row.warnings == ("Nombra a varias unidades: responsable CEA; corresponsables SIDUR.",)


def test_a_unit_that_ended_is_answered_for_by_its_heir(stage: Stage) -> None:
    rows = rows_of("Acuerdo,Unidad\nLimpiar,SCG\nPintar,Secretaría de la Contraloría General\n")
    assert [row.new.lead_id for row in rows] == [stage.cast.unit("SABG").pk] * 2


def test_what_nobody_knows_goes_to_the_usual_unit_when_one_is_given(stage: Stage) -> None:
    text = "Acuerdo,Unidad\nLimpiar,Los marcianos\nPintar,\n"
    said, silent = rows_of(text, lead="SIDUR")
    assert said.new.lead_id == silent.new.lead_id == stage.cast.unit("SIDUR").pk
    assert said.warnings == ("«Los marcianos» no está en el directorio; queda responsable SIDUR.",)
    assert [row.errors for row in rows_of(text)] == [
        ("No se reconoce a la responsable: «Los marcianos».",),
        ("No se reconoce a la responsable.",),
    ]


def test_all_that_is_wrong_in_a_row_is_said_at_once(stage: Stage) -> None:
    (row,) = rows_of("Acuerdo,Unidad,Tipo,Fecha,Término\n,CEA,Ocurrencia,ayer,1/1/2020\n", means="")
    assert row.errors == (
        "No se entiende la fecha «ayer».",
        "No existe la clase «Ocurrencia»: acuerdo, instrucción, compromiso o encargo.",
        "Falta el texto y el medio de verificación.",
    )
    assert row.warnings == ("El término es anterior a la emisión.",)
