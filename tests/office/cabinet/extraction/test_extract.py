"""What is an agreement, whose, for when; and what is not."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gabinete.foundation.org.directory import Directory
from gabinete.kernel.days import DayCalendar
from gabinete.office.cabinet.extraction import Draft, extract
from gabinete.office.cabinet.extraction.export import as_json

SESSION = date(2026, 11, 19)
DIRECTORY = Directory.load()
SAMPLES = sorted((Path(__file__).parents[4] / "bench" / "minutes").glob("*.txt"))


def drafts(text: str, **options) -> list[Draft]:
    return extract(text, session_date=options.pop("session_date", SESSION), directory=DIRECTORY, **options)


def only(text: str) -> Draft:
    found = drafts(text)
    assert len(found) == 1, [draft.text for draft in found]
    return found[0]


def test_instruction_gives_text_unit_and_date_apart():
    draft = only(
        "Se instruye a la SIDUR a reparar el alumbrado del bulevar Solidaridad en un plazo de 15 días hábiles."
    )
    assert draft.text == "Reparar el alumbrado del bulevar Solidaridad"
    assert (draft.kind, draft.responsible, draft.units) == ("instruccion", ["SIDUR"], ["SIDUR"])
    assert (draft.due, draft.term, draft.due_text) == (
        date(2026, 12, 10),
        (15, "business"),
        "en un plazo de 15 días hábiles",
    )
    assert draft.warnings == []


@pytest.mark.parametrize(
    ("sentence", "text", "units"),
    [
        (
            "El Gobernador instruyó al Secretario de Hacienda a liberar los recursos del fondo.",
            "Liberar los recursos del fondo",
            ["SH"],
        ),
        (
            "El Gobernador giró instrucciones a la Secretaría de Bienestar para que depure el padrón de becas.",
            "Depurar el padrón de becas",
            ["SEBIEN"],
        ),
        (
            "El mandatario instruyó a la Comisión Estatal del Agua concluir el acueducto norte.",
            "Concluir el acueducto norte",
            ["CEA"],
        ),
        (
            "Se acordó que la Secretaría de Salud elabore el programa de vacunación.",
            "Elaborar el programa de vacunación",
            ["SSA"],
        ),
        (
            "Se acuerda convocar a una reunión técnica con la CFE.",
            "Convocar a una reunión técnica con la CFE",
            [],
        ),
        (
            "La titular del SESESP se comprometió a entregar el reporte del fondo.",
            "Entregar el reporte del fondo",
            ["SESESP"],
        ),
        (
            "La SAGARHPA deberá publicar las reglas de operación.",
            "Publicar las reglas de operación",
            ["SAGARHPA"],
        ),
        (
            "La Secretaría de Gobierno presentará el informe de avances.",
            "Presentar el informe de avances",
            ["SEGOB"],
        ),
        (
            "Se solicita a la Oficialía Mayor que remita los contratos vigentes.",
            "Remitir los contratos vigentes",
            ["OM"],
        ),
        (
            "Se encomienda a la SEC la elaboración del calendario de visitas.",
            "Elaborar el calendario de visitas",
            ["SEC"],
        ),
        ("Quedó en que la Dirección de Transporte enviará la base de datos.", "Enviar la base de datos", []),
        (
            "Se aprueba por unanimidad la celebración del convenio con la universidad.",
            "Celebrar el convenio con la universidad",
            [],
        ),
        (
            "Queda a cargo de la Secretaría de Gobierno el envío de las invitaciones.",
            "Enviar las invitaciones",
            ["SEGOB"],
        ),
        (
            "Se turna a la Comisión de Obras la solicitud del ejido.",
            "Turnar a la Comisión de Obras la solicitud del ejido",
            [],
        ),
        (
            "Por instrucciones del Gobernador, la SIDUR iniciará la rehabilitación del puente.",
            "Iniciar la rehabilitación del puente",
            ["SIDUR"],
        ),
        ("Publíquese el presente acuerdo en el Boletín Oficial.", None, None),
        ("SE INSTRUYE A LA OFICIALIA MAYOR PARA QUE REVISE LOS CONTRATOS.", "Revisar los contratos", ["OM"]),
    ],
)
def test_performative_sentence_becomes_an_infinitive(sentence, text, units):
    if text is None:
        assert [draft.text for draft in drafts(f"ACUERDOS\n\nPRIMERO.- {sentence}")] == [
            "Publicar el presente acuerdo en el Boletín Oficial"
        ]
        return
    draft = only(sentence)
    assert (draft.text, draft.units) == (text, units)


@pytest.mark.parametrize(
    "text",
    [
        "Se aprobó por unanimidad el orden del día.",
        "Se dio lectura al acta de la sesión anterior, la cual fue aprobada por unanimidad.",
        "Se pasó lista de asistencia y se declaró el quórum legal.",
        "No habiendo otro asunto que tratar, se dio por concluida la sesión a las 12:15 horas.",
        "El Secretario informó que se realizaron 214 operativos y se entregaron 38 mil apoyos.",
        "Un vecino propuso que se elimine el estacionamiento; la propuesta no prosperó.",
        "Se agradeció la asistencia de los presentes.",
        "Con fundamento en la ley, que establece que las dependencias deberán conducir sus actividades en forma programada.",
        "El objetivo general es mejorar la movilidad de la zona metropolitana.",
        "Orden del día\n1. Lista de asistencia.\n2. Acuerdos.\n3. Clausura.",
        "Asistentes:\n- Titular de la Secretaría de Hacienda\n- Titular de la SIDUR",
        "Actividades realizadas durante 2025:\n- Actualización del padrón.\n- Publicación de tres libros.",
        "El ejercicio no se aprobó y no se acordó modificar el reglamento.",
        "Solicitamos a usted gire sus apreciables instrucciones a fin de que se atienda nuestra petición y se rehabilite el camino.",
    ],
)
def test_procedure_reports_proposals_and_petitions_give_nothing(text):
    assert [draft.text for draft in drafts(text)] == []


def test_items_under_a_heading_take_responsible_and_date_from_their_tails():
    found = drafts(
        "Acuerdos:\n1. Convocar a la mesa con la CFE. Responsable: Comisión de Energía. Fecha: 04/12/2026.\n2. Entregar el padrón (Oficialía Mayor, 10 de diciembre).\n3. SEBIEN: mandar la matriz corregida (viernes 27 de noviembre)"
    )
    assert [(draft.text, draft.units, draft.due) for draft in found] == [
        ("Convocar a la mesa con la CFE", ["CEES"], date(2026, 12, 4)),
        ("Entregar el padrón", ["OM"], date(2026, 12, 10)),
        ("Mandar la matriz corregida", ["SEBIEN"], date(2026, 11, 27)),
    ]


def test_table_rows_give_one_agreement_each():
    found = drafts(
        "| No. | Acuerdo | Responsable | Fecha |\n|---|---|---|---|\n| 1 | Entregar el padrón de escuelas | ISIE | 04/12/2026 |\n| 2 | Fumigar los planteles de la costa | Secretaría de Salud | Pendiente |"
    )
    assert [(draft.text, draft.units, draft.due) for draft in found] == [
        ("Entregar el padrón de escuelas", ["ISIE"], date(2026, 12, 4)),
        ("Fumigar los planteles de la costa", ["SSA"], None),
    ]


def test_labelled_lines_make_one_agreement():
    draft = only(
        "COMPROMISOS\nActividad: Compartir el manual con las entidades de la mesa\nResponsable: Secretaría de Hacienda\nFecha: 04/12/2026"
    )
    assert (draft.text, draft.units, draft.due) == (
        "Compartir el manual con las entidades de la mesa",
        ["SH"],
        date(2026, 12, 4),
    )


def test_what_will_be_done_is_taken_and_what_was_done_is_not():
    text = "Actividades realizadas durante 2026:\n- Actualización del padrón.\n\nAsimismo, se presentaron los proyectos que se estarán realizando para el año 2027:\n- Rehabilitación del Teatro del Pueblo.\n- Creación del archivo sonoro."
    assert [(draft.text, draft.due) for draft in drafts(text)] == [
        ("Rehabilitar el Teatro del Pueblo", date(2027, 12, 31)),
        ("Crear el archivo sonoro", date(2027, 12, 31)),
    ]


def test_different_actions_are_split_and_share_the_date():
    found = drafts(
        "Se instruye a la Secretaría de Bienestar a depurar el padrón de becas y entregar el listado definitivo antes del 14 de diciembre."
    )
    assert [draft.text for draft in found] == ["Depurar el padrón de becas", "Entregar el listado definitivo"]
    assert {draft.due for draft in found} == {date(2026, 12, 14)}


def test_list_inside_a_sentence_gives_one_agreement_an_item():
    found = drafts(
        "En virtud de lo anterior, se conviene: 1) la SIDUR elaborará el dictamen técnico en 10 días; 2) Hacienda validará la suficiencia presupuestal, y 3) la Contraloría dará acompañamiento al proceso."
    )
    assert [(draft.text, draft.units) for draft in found] == [
        ("Elaborar el dictamen técnico", ["SIDUR"]),
        ("Validar la suficiencia presupuestal", ["SH"]),
        ("Dar acompañamiento al proceso", ["SABG"]),
    ]


def test_columns_set_apart_by_spaces_are_a_table():
    found = drafts(
        "Compromiso                        Responsable            Fecha de entrega\nEnviar informe de gestión         Secretaría de Salud    30/12/2026\nAjustar el cronograma de cursos   SEC                    15 de diciembre"
    )
    assert [(draft.text, draft.units, draft.due) for draft in found] == [
        ("Enviar informe de gestión", ["SSA"], date(2026, 12, 30)),
        ("Ajustar el cronograma de cursos", ["SEC"], date(2026, 12, 15)),
    ]


def test_verbs_that_share_an_object_stay_together():
    assert (
        only("Acuerdos\n- Oficina del Ejecutivo: preparar formato de ficha y circularlo").text
        == "Preparar formato de ficha y circularlo"
    )


def test_two_orders_in_a_sentence_keep_their_own_responsible_and_date():
    first, second = drafts(
        "El gobernador instruyó a la CEA concluir el acueducto antes del 15 de diciembre, y pidió al secretario de Hacienda que agilice los pagos a proveedores."
    )
    assert (first.units, first.due) == (["CEA"], date(2026, 12, 15))
    assert (second.units, second.due) == (["SH"], None)


def test_shared_task_names_the_lead_first():
    draft = only("La CEA, en coordinación con la SIDUR, integrará el expediente técnico de la presa.")
    assert draft.units == ["CEA", "SIDUR"]
    assert any(warning.startswith("varios_responsables") for warning in draft.warnings)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Se acuerda publicar la convocatoria el 4 de diciembre.", "sin_responsable"),
        ("Se instruye a la SIDUR a publicar la convocatoria.", "sin_fecha"),
        ("Se instruye a la SIDUR a publicar la convocatoria a la brevedad.", "fecha_imprecisa"),
        (
            "Se instruye a la SIDUR a publicar la convocatoria a más tardar el 4 de enero de 2026.",
            "fecha_pasada",
        ),
        ("Se instruye a la Dirección de Parques a publicar la convocatoria.", "unidad_desconocida"),
        ("Se instruye a la SIDUR a impulsar la movilidad.", "verbo_debil"),
    ],
)
def test_wording_is_warned_about_in_spanish(sentence, code):
    warning = next(warning for warning in only(sentence).warnings if warning.startswith(f"{code}: "))
    assert warning.endswith(".")


def test_threshold_decides_what_is_shown():
    text = "“Vamos a seguir trabajando por las familias”, dijo."
    assert drafts(text) == []
    assert drafts(text, threshold=0.1) != []


def test_card_closed_by_dashes_is_stepped_over_and_offsets_refer_to_the_whole_text():
    text = "FUENTE: boletín\nNOTA: se instruye a la SEC a publicar todo\n---\n\nSe instruye a la SIDUR a **reparar** el alumbra-\ndo del parque."
    draft = only(text)
    assert draft.text == "Reparar el alumbrado del parque"
    assert text[draft.start : draft.end] == draft.quote
    assert "SIDUR" in draft.quote


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_quotes_are_where_they_say(path):
    text = path.read_text(encoding="utf-8")
    for draft in drafts(text, session_date=None, threshold=0.0):
        assert text[draft.start : draft.end] == draft.quote
        assert 0 <= draft.confidence <= 1
        assert draft.text[0] == draft.text[0].upper()


def test_json_has_exactly_the_agreed_shape():
    told = json.loads(
        json.dumps(as_json(None, drafts("Se instruye a la SIDUR a reparar la calle en tres semanas.")))
    )
    assert list(told) == ["agreements"]
    assert list(told["agreements"][0]) == [
        "text",
        "kind",
        "responsible",
        "units",
        "due",
        "due_text",
        "confidence",
        "quote",
        "start",
        "end",
        "warnings",
    ]
    assert told["agreements"][0]["due"] == "2026-12-10"
    assert as_json("acta.txt", [])["file"] == "acta.txt"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "se instruye a la SIDUR ",
                "que ",
                "a más tardar el 31 de junio ",
                "Acuerdos:\n",
                "1. ",
                "| a | b |\n",
                "“",
                "(",
                "y entregar ",
                "presentará ",
                "\u202e",
                "\n\n",
                "12/13/2026 ",
                "en 99999 días hábiles ",
                "😀 ",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_text_breaks_the_reader(text):
    for draft in drafts(text, threshold=0.0):
        assert text[draft.start : draft.end] == draft.quote


def test_long_repetitive_text_takes_time_in_proportion():
    began = process_time()
    drafts("la dirección que se presentará y, en su caso, (a) , el comité de la comisión " * 1500)
    assert process_time() - began < 20  # a guard against runaway patterns, not a benchmark


def test_business_days_are_counted_with_the_calendar_given() -> None:
    text = "Se acordó que la CEA entregue el proyecto en un plazo de tres días hábiles."
    session = date(2026, 11, 18)
    closed = DayCalendar("De la oficina", 1, {date(2026, 11, 19): "Suspensión"}, "sonora")

    dues = [
        extract(text, session_date=session, directory=DIRECTORY, days=days)[0].due for days in (None, closed)
    ]

    assert dues == [date(2026, 11, 23), date(2026, 11, 24)]
