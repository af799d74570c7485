"""How administrative Spanish orders, agrees, lends terms and votes, and what it only tells."""

from datetime import date

import pytest

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction import extract

SESSION = date(2026, 5, 4)
DIRECTORY = Directory.load()


def told(text: str) -> list[tuple[str, list[str], date | None]]:
    found = extract(text, session_date=SESSION, directory=DIRECTORY)
    return [(draft.text, draft.responsible, draft.due) for draft in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("El titular del Ejecutivo instruyó a la SIDUR a concluir la obra a más tardar el 31 de julio y a la CEA a tener listo el pozo antes de que termine agosto.",
         [("Concluir la obra", ["SIDUR"], date(2026, 7, 31)), ("Tener listo el pozo", ["CEA"], date(2026, 8, 31))]),
        ("La Secretaría de Educación y Cultura y el Instituto Sonorense de Infraestructura Educativa rehabilitarán cuarenta planteles antes del 30 de junio.",
         [("Rehabilitar cuarenta planteles", ["Secretaría de Educación y Cultura", "Instituto Sonorense de Infraestructura Educativa"], date(2026, 6, 30))]),
        ("Se instruye a la Sindicatura a elaborar el contrato y recabar las firmas antes del 30 treinta de junio de 2026 dos mil veintiséis.",
         [("Elaborar el contrato y recabar las firmas", ["Sindicatura"], date(2026, 6, 30))]),
        ("Se otorga un plazo de 15 días hábiles a la Dirección de Catastro para actualizar los planos.",
         [("Actualizar los planos", ["Dirección de Catastro"], date(2026, 5, 25))]),
        ("Se establece como fecha límite el 15 de mayo para que las dependencias entreguen sus programas operativos.",
         [("Entregar sus programas operativos", ["dependencias"], date(2026, 5, 15))]),
        ("Instrúyase a la Dirección Jurídica para que presente la denuncia correspondiente.",
         [("Presentar la denuncia correspondiente", ["Dirección Jurídica"], None)]),
        ("El director se comprometió, ante los vecinos, a concluir la calle en tres semanas.",
         [("Concluir la calle", ["director"], date(2026, 5, 25))]),
        ("La Secretaría de Hacienda deberá, dentro de los 30 días naturales siguientes, publicar los lineamientos.",
         [("Publicar los lineamientos", ["Secretaría de Hacienda"], date(2026, 6, 3))]),
        ("Se pidió al área jurídica una opinión por escrito antes del 20 de mayo.",
         [("Entregar una opinión por escrito", ["área jurídica"], date(2026, 5, 20))]),
        ("Queda pendiente por parte de la SSP el reporte de vehículos asegurados.",
         [("Entregar el reporte de vehículos asegurados", ["SSP"], None)]),
        ("Se resolvió que sea la Comisión de Hacienda quien dictamine el crédito en un plazo de diez días.",
         [("Dictaminar el crédito", ["Comisión de Hacienda"], date(2026, 5, 14))]),
        ("El gobierno estatal destinará 30 millones de pesos a medicamentos, anunció el secretario de Salud.",
         [("Destinar 30 millones de pesos a medicamentos", ["gobierno estatal"], None)]),
        ("El Secretario se disculpó y manifestó que va a asignar una cuadrilla exclusiva a la colonia a partir del primero de agosto.",
         [("Asignar una cuadrilla exclusiva a la colonia", ["Secretario"], date(2026, 8, 1))]),
        ("“Vamos a entregar 10 mil becas antes del 30 de junio”, dijo la alcaldesa.",
         [("Entregar 10 mil becas", ["alcaldesa"], date(2026, 6, 30))]),
        ("El Presidente somete a consideración la autorización para contratar un crédito por 12 millones; discutido que fue, se aprueba por unanimidad de los presentes.",
         [("Contratar un crédito por 12 millones", [], None)]),
        ("Anunció que la próxima semana enviará a la Comisión Estatal del Agua a revisar el pozo de Masiaca.",
         [("Enviar a la Comisión Estatal del Agua a revisar el pozo de Masiaca", ["Comisión Estatal del Agua"], date(2026, 5, 15))]),
    ],
)  # fmt: skip
def test_sentence_gives_what_who_and_when(sentence, expected):
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "El presidente de la junta de usuarios dijo que está cansado. Pidió que el SENAMHI comparta el pronóstico.",
        "Los vocales recordaron el acuerdo CT-04, que instruyó actualizar el manual, ya concluido.",
        "Agregó que en esa reunión se acordó que los alcaldes envíen sus propuestas.",
        "El municipio debe aspirar a tener 1.8 policías por cada mil habitantes.",
        "El gobierno municipal no va a escatimar esfuerzos para atender a los adultos mayores.",
        "Conforme al artículo 33 de la Ley, el Ayuntamiento deberá revisar cada año sus reglamentos.",
        "De aprobarse la iniciativa, los municipios tendrán que destinar 2% a la cultura.",
        "El registro estará abierto del 5 al 20 de mayo y los interesados deberán presentar su CURP.",
        "La empresa Cervecera informó que invertirá 90 millones de dólares y que contratará a 300 personas.",
        "La Presidenta señaló que la Comisión Estatal del Agua ofreció aportar el sesenta por ciento de la obra.",
    ],
)
def test_sentence_that_only_tells_gives_nothing(sentence):
    assert told(sentence) == []


def test_who_presides_orders_with_the_verb_alone_in_a_verbatim_record():
    record = "EL C. PRESIDENTE MUNICIPAL: A ver, arquitecto Galindo, présteles la máquina a los de Ecología. Y al ingeniero Parra, que me levante un acta esta semana."
    assert [(what, who) for what, who, _ in told(record)] == [
        ("Prestarles la máquina a los de Ecología", ["arquitecto Galindo"]),
        ("Levantar un acta", ["ingeniero Parra"]),
    ]


def test_courtesies_of_who_presides_order_nothing():
    assert (
        told("EL C. PRESIDENTE MUNICIPAL: Permítame, regidor. Díganos, licenciada, explíquenos el punto.")
        == []
    )


def test_street_named_after_a_day_is_no_date():
    assert told(
        "Se autoriza a la Presidenta a suscribir el convenio de drenaje de la colonia 14 de Enero."
    ) == [("Suscribir el convenio de drenaje de la colonia 14 de Enero", ["Presidenta"], None)]


def test_how_long_a_loan_lasts_is_no_due_date():
    assert (
        told("Se autoriza entregar en comodato el predio La Loma, por un periodo de 33 años.")[0][2] is None
    )


def test_second_verb_of_an_order_is_worded_as_the_first():
    order = "El Presidente Municipal indicó a la Directora de Obras Públicas que realice una inspección y presente un reporte el viernes."
    assert told(order) == [
        (
            "Realizar una inspección y presentar un reporte",
            ["Directora de Obras Públicas"],
            date(2026, 5, 8),
        )
    ]


def test_wish_addressed_to_nobody_is_no_agreement():
    assert told("El alcalde agradeció el respaldo y pidió que se considere a los proveedores locales.") == []
