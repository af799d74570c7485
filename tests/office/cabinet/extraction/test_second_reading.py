"""What the learnt scorer adds to the rules, what it leaves alone, and that its weights are those of its traits."""

import csv
from datetime import date
from importlib import resources

import pytest

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction import Draft, extract
from gabinete.office.cabinet.extraction.engine import document_of
from gabinete.office.cabinet.extraction.layout import blocks_of
from gabinete.office.cabinet.extraction.learned import VERSION, probability, sigmoid, weights_of_traits
from gabinete.office.cabinet.extraction.traits import traits_of, units_of

SESSION = date(2026, 5, 4)
DIRECTORY = Directory.load()
BEFORE = """MINUTA DE LA REUNIÓN DE SEGUIMIENTO DEL PROGRAMA DE CAMINOS
Hermosillo, Sonora, 4 de mayo de 2026

Se reunieron en la sala de juntas el personal de la dependencia y los representantes de los municipios de la sierra. El director expuso los avances del programa y mostró las cifras del trimestre: se han rehabilitado 46 kilómetros y la inversión alcanzó los 31 millones de pesos. Los presentes comentaron el retraso que causaron las lluvias y la falta de maquinaria en dos de los tramos.

"""
AFTER = """

Durante 2025 se atendieron cuatro tramos y se benefició a doce mil habitantes. El alcalde agradeció el apoyo recibido y recordó que el camino llevaba diez años sin mantenimiento. Los vecinos manifestaron su inconformidad por el polvo que levantan los camiones de la mina. No habiendo más asuntos que tratar, se dio por terminada la reunión a las 13:40 horas del mismo día.
"""


def drafts(text: str) -> list[Draft]:
    return extract(text, session_date=SESSION, directory=DIRECTORY)


@pytest.mark.parametrize(
    ("said", "text", "due"),
    [
        (
            "- Oficio a la CFE para mover los postes, a más tardar el 20 de mayo",
            "Oficio a la CFE para mover los postes",
            date(2026, 5, 20),
        ),
        (
            "Antes del 20 de mayo, conseguir la maquinaria que falta en el tramo de Yécora.",
            "Conseguir la maquinaria que falta en el tramo de Yécora",
            date(2026, 5, 20),
        ),
        (
            "Por último, hablar con los ejidatarios a fin de liberar el derecho de vía antes del 30 de junio.",
            "Hablar con los ejidatarios a fin de liberar el derecho de vía",
            date(2026, 6, 30),
        ),
    ],
)
def test_order_that_no_rule_takes_is_drafted_in_a_whole_document(said: str, text: str, due: date) -> None:
    (found,) = drafts(BEFORE + said + AFTER)
    assert (found.text, found.due) == (text, due)
    assert 0.5 <= found.confidence < 0.9


def test_quote_of_what_the_scorer_adds_is_the_sentence_as_given() -> None:
    said = "Antes del 20 de mayo, conseguir la maquinaria que falta en el tramo de Yécora."
    given = BEFORE + said + AFTER
    (found,) = drafts(given)
    assert given[found.start : found.end] == found.quote
    assert found.quote == said


def test_narrative_alone_gives_nothing() -> None:
    assert drafts(BEFORE + AFTER) == []


def test_plain_order_is_not_doubted_wherever_it_stands() -> None:
    (found,) = drafts(BEFORE + "Se instruye a la SIDUR a publicar la convocatoria." + AFTER)
    assert (found.text, found.units) == ("Publicar la convocatoria", ["SIDUR"])


def test_petition_is_given_nothing_by_the_scorer() -> None:
    asks = "A quien corresponda: por medio de la presente solicitamos su apoyo.\n\n"
    assert drafts(asks + BEFORE + "Antes del 20 de mayo, conseguir la maquinaria que falta." + AFTER) == []


def test_few_lines_are_left_as_the_rules_read_them() -> None:
    assert drafts("Antes del 20 de mayo, conseguir la maquinaria que falta en el tramo de Yécora.") == []


def test_what_the_scorer_finds_again_is_not_drafted_twice() -> None:
    once = "Se instruye a la SIDUR a conseguir la maquinaria que falta en el tramo de Yécora antes del 20 de mayo."
    again = "\n\nConseguir la maquinaria que falta en el tramo de Yécora antes del 20 de mayo."
    assert [found.units for found in drafts(BEFORE + once + again + AFTER)] == [["SIDUR"]]


@pytest.mark.parametrize(
    "table",
    [
        "Nombre | Cargo | Dependencia\nLic. Ana Ruiz Soto | Directora de Planeación | SIDUR\nIng. Pedro Gámez | Jefe de departamento | CEA",
        "Obra | Municipio | Inversión | Avance\nRehabilitación del camino | Yécora | $4,500,000.00 | 62 %\nConstrucción de puente | Soyopa | $12,300,000.00 | 15 %",
        "Evento | Fecha | Sede\nFeria del libro | 12 de junio de 2026 | Hermosillo\nTorneo de beisbol | 3 de julio de 2026 | Navojoa",
        "Proveedor | Concepto | Monto | Fecha de pago\nConstructora del Mayo | Estimación 3 del puente | $230,000.00 | 4 de abril de 2026",
    ],
    ids=["people", "figures", "events", "payments"],
)
def test_table_of_something_else_gives_nothing(table: str) -> None:
    assert drafts(BEFORE + table + AFTER) == []


def chances(text: str) -> list[float]:
    document = document_of(text, session_date=SESSION, directory=DIRECTORY)
    units = [unit for block in blocks_of(document.prepared) for unit in units_of(document, block)]
    return [probability(traits_of(document, unit)) for unit in units]


def test_chances_are_the_same_each_time_and_between_nothing_and_certainty() -> None:
    text = BEFORE + "La SIDUR enviará el padrón antes del 20 de mayo." + AFTER
    assert chances(text) == chances(text)
    assert all(0 < chance < 1 for chance in chances(text))
    assert max(chances(text)) > 10 * min(chances(text))


def test_sum_of_any_size_is_a_probability() -> None:
    assert (sigmoid(-1e9), sigmoid(0), sigmoid(1e9)) == (pytest.approx(0), 0.5, pytest.approx(1))


def test_weights_are_of_the_traits_that_the_code_gives() -> None:
    told = resources.files("gabinete.office.cabinet.extraction").joinpath("order_weights.csv")
    rows = dict(csv.reader(told.read_text(encoding="utf-8").splitlines()))
    assert rows["(version)"] == VERSION
    listed = "ACUERDOS\n\nSe acordó enviar lo siguiente:\n- Enviar oficios y publicar el padrón\n- Visita"
    document = document_of(BEFORE + listed + AFTER, session_date=SESSION, directory=DIRECTORY)
    units = [unit for block in blocks_of(document.prepared) for unit in units_of(document, block)]
    given = {trait.split("=")[0] for unit in units for trait in traits_of(document, unit)}
    assert {trait.split("=")[0] for trait in weights_of_traits() if trait != "(bias)"} <= given
    assert len(told.read_bytes()) < 300_000
