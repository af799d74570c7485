"""Who answers when it is not said beside the verb, and when, in the words of minutes and press notes."""

from datetime import date

import pytest

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction import extract
from gabinete.office.cabinet.extraction.dues import Moment, find_dues
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.people import people_in
from gabinete.office.cabinet.extraction.sentences import sentence_spans

SESSION = date(2026, 5, 4)
DIRECTORY = Directory.load()


def owners(text: str) -> list[list[str]]:
    found = extract(text, session_date=SESSION, directory=DIRECTORY)
    return [draft.responsible for draft in found]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Acuerdos:\n1. Alimentación para el Bienestar abrirá ventanilla en Guasave.", ["Alimentación para el Bienestar"]),
        ("Acuerdos:\n1. Las comunidades se comprometen a no realizar medidas de fuerza.", ["comunidades"]),
        ("Acuerdos:\n1. PC NL pone grúa de apoyo en la carretera.", ["PC NL"]),
        ("Se autoriza la transferencia de recursos al componente sanitario, debiendo el Coordinador Ejecutivo realizar el trámite.", ["Coordinador Ejecutivo"]),
        ("Se acuerda devolver el expediente a la Comisión de Desarrollo Urbano para que presente nuevo dictamen.", ["Comisión de Desarrollo Urbano"]),
        ("Se instruye remitir el acta al Congreso del Estado, por conducto del C. Secretario del Ayuntamiento.", ["Secretario del Ayuntamiento"]),
        ("Las partes convinieron instalar una mesa técnica permanente, integrada por la SIDUR y la CEA.", ["SIDUR", "CEA"]),
        ("Ah, y Mary (Sahuaripa) se ofreció a preparar la guía rápida de rectificación de actas.", ["Mary (Sahuaripa)"]),
        ("La rectora giró instrucciones al abogado general para que informe por escrito a las denunciantes.", ["abogado general"]),
    ],
)  # fmt: skip
def test_owner_is_found_wherever_the_sentence_names_it(text, who):
    assert owners(text) == [who]


def test_official_pointed_back_to_is_told_by_name():
    text = "Valdivia Ochoa recordó lo invertido en escuelas.\n\nEl funcionario se comprometió a pagar el adeudo el 15 de mayo."
    assert owners(text) == [["Valdivia Ochoa"]]


def test_what_goes_on_after_a_name_is_no_part_of_it():
    found = owners(
        "Se instruye a la Tesorería.\nEL CONCEJO POR UNANIMIDAD RESUELVE: aprobar el proyecto de Ordenanza."
    )
    assert all("UNANIMIDAD" not in name for names in found for name in names)


def test_what_is_approved_is_of_the_body_that_meets():
    text = "ACTA DE LA SESIÓN DEL CONSEJO UNIVERSITARIO\n\nPor unanimidad se aprueba el calendario escolar 2026-2027."
    assert owners(text) == [["Consejo Universitario"]]


def test_attendants_listed_one_a_line_are_known_by_their_first_name():
    found = people_in(
        "Asistentes\n- Ing. Hernán Villarreal (SMPU)\n- Arq. Paola Sepúlveda (SIMEPRODE)\n\n1. Tema\n"
    )
    assert {"Hernán", "Paola"} <= found


def test_hour_before_a_capital_ends_the_sentence():
    text = "Se entrega antes de las 2 p.m. Asimismo se revisa."
    assert [text[slice(*span)] for span in sentence_spans(text, 0, len(text))] == [
        "Se entrega antes de las 2 p.m.",
        "Asimismo se revisa.",
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("enviará una brigada durante la semana del 14 de septiembre", date(2026, 9, 18)),
        ("depositará a más tardar en la quincena del 15 de junio", date(2026, 6, 15)),
        ("designar enlace máx. 3 días hábiles", date(2026, 5, 7)),
        ("responder dentro del plazo de 10 días hábiles", date(2026, 5, 18)),
        ("entregará la próxima sesión un mapa", None),
        ("restringir el paso hasta que se emita el dictamen", None),
        ("enviar la agenda con 48 horas de anticipación", None),
        ("presentarlo en la sesión de junio", None),
    ],
)
def test_words_that_say_when_are_read(words, day):
    assert [due.day for due in find_dues(fold(words), Moment(SESSION))] == [day]


def test_second_duty_of_a_sentence_falls_due_with_the_first():
    text = "El director se comprometió a notificar el cambio al consejo dentro de los cinco días hábiles siguientes y a subir la documentación al sistema."
    found = extract(text, session_date=SESSION, directory=DIRECTORY)
    assert [draft.due for draft in found] == [date(2026, 5, 11), date(2026, 5, 11)]
