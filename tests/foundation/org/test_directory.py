"""Units are known by every name people give them, and other governments are not taken for ours."""

import pytest

from gabinete.foundation.org.directory import Directory


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


def acronyms(directory: Directory, text: str) -> list[str]:
    return [match.acronym for match in directory.match(text)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("SAGARHPA", ["SAGARHPA"]),
        ("Sidur", ["SIDUR"]),
        ("S.A.G.A.R.H.P.A.", ["SAGARHPA"]),
        ("Secretaría de Infraestructura y Desarrollo Urbano", ["SIDUR"]),
        ("Secretaría de Educación", ["SEC"]),
        ("secretaria de educacion y cultura", ["SEC"]),
        ("el Secretario de Hacienda", ["SH"]),
        ("la titular de la SEC", ["SEC"]),
        ("la titular de Salud", ["SSA"]),
        ("Oficial Mayor", ["OM"]),
        ("OFICIALIA MAYOR", ["OM"]),
        ("Hacienda", ["SH"]),
        ("la CEA", ["CEA"]),
        ("Comisión de Energía", ["CEES"]),
        ("SEC / ISIE", ["SEC", "ISIE"]),
        ("Secretaría de Gobierno, SIDUR y Hacienda", ["SEGOB", "SIDUR", "SH"]),
        ("DIF Sonora", ["DIF"]),
        ("Coordinador Estatal de Protección Civil", ["CEPC"]),
    ],
)
def test_unit_is_matched_however_it_is_written(directory, written, expected):
    assert acronyms(directory, written) == expected


@pytest.mark.parametrize(
    ("old", "current"),
    [
        ("Contraloría", "SABG"),
        ("SEDESSON", "SEBIEN"),
        ("Secretaría de Desarrollo Social", "SEBIEN"),
        ("Secretaría de Turismo", "SET"),
        ("Secretaría de Economía", "SET"),
        ("SECTUR", "SET"),
        ("Instituto Sonorense de las Mujeres", "SEMUJERES"),
    ],
)
def test_old_name_leads_to_the_unit_in_force(directory, old, current):
    assert acronyms(directory, old) == [current]


@pytest.mark.parametrize(
    "written",
    [
        "IMSS",
        "SEP",
        "SHCP",
        "Secretaría de Hacienda y Crédito Público",
        "Secretaría de Educación Pública",
        "Secretaría de Gobernación",
        "Ayuntamiento de Hermosillo",
        "Secretaría del Ayuntamiento",
        "Secretaría de Salud federal",
        "Secretaría de Salud de Coahuila",
        "Secretaría de Hacienda Distrital",
        "Contraloría Municipal",
        "DIF Hermosillo",
        "DIF Municipal",
        "los vecinos de la colonia",
        "SE INSTRUYE A TODOS",
    ],
)
def test_body_of_another_government_matches_nothing(directory, written):
    assert acronyms(directory, written) == []


def test_everyday_words_inside_a_sentence_are_not_units(directory):
    assert acronyms(
        directory, "mejorar la salud, el trabajo y la economía de las familias con más turismo en la región"
    ) != ["SSA", "STRAB", "SET"]
    assert acronyms(directory, "la atención de la salud de los niños") == []


def test_match_tells_where_it_was_written(directory):
    text = "pidió a la Secretaría de Bienestar el padrón"
    match = directory.match(text)[0]
    assert text[match.start : match.end] == match.as_written == "Secretaría de Bienestar"


def test_misspelt_name_is_recognised_as_a_last_resort(directory):
    match = directory.match("Secretaria de Agricultra, Ganaderia, Recursos Hidraulicos, Pesca y Acuacultura")[
        0
    ]
    assert match.acronym == "SAGARHPA"
    assert match.score < 1


def test_directory_carries_its_verification_and_closes_its_successions(directory):
    assert len(directory.units) > 100
    assert directory.units["SIDUR"].acronym_verified
    assert not directory.units["SH"].acronym_verified
    assert all(unit.successor in directory for unit in directory.units.values() if unit.successor)
    assert all(unit.verification for unit in directory.units.values())


def test_every_alias_names_a_unit_that_exists(directory):
    named = {acronym for entries in directory._phrases.values() for _, acronym, _ in entries if acronym}
    assert named | set(directory._whole.values()) | set(directory._acronyms.values()) <= set(directory.units)
