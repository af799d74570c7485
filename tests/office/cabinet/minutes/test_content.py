"""What the minutes say of what happened, and what changed between two of them; no database."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gabinete.office.cabinet.rules.minutes_content import content_of, lines_of, same_minutes, section_choices
from gabinete.office.cabinet.rules.minutes_diff import changes_between, words_between
from gabinete.office.cabinet.rules.minutes_facts import (
    AgreedFacts,
    Attendee,
    Ballots,
    PointFacts,
    SessionFacts,
    Signer,
    Stay,
)
from gabinete.office.cabinet.rules.minutes_fields import minutes_fields
from gabinete.office.cabinet.rules.paper_fields import FIELDS

PEOPLE = (
    Attendee("CEA", "Comisión Estatal del Agua", "Ramón Encinas", "Vocal", "titular", "remota", present=True, stays=(Stay("10:37", "11:42", 1, 2),)),
    Attendee("SSA", "Salud", "", "Titular de Salud", "ausente", "", present=False),
    Attendee("", "", "Noé Siqueiros", "Rector", "invitado", "presencial", present=False, stays=(Stay("10:12"),)),
)  # fmt: skip
POINTS = (
    PointFacts(
        1, "Abasto", "de acuerdo", "CEA", outcome="acordado", resolution="Se aprueba.", notes="Se dijo algo.",
        ballots=(Ballots("a favor", ("CEA", "SH")), Ballots("se abstiene", ("SSA",))),
    ),
    PointFacts(2, "Proveedores", "de acuerdo", is_restricted=True, outcome="acordado", notes="Secreto", text="Secreto"),
)  # fmt: skip
AGREED = (
    AgreedFacts("GL/2026/07-01", "Presentar el calendario.", "Acuerdo", "CEA", "Agua", ("SH",), "10 días", "Oficio", 1),
    AgreedFacts("GL/2026/07-02", "Secreto", "Acuerdo", "SIDUR", "Obras", (), "Sin plazo", "Oficio", 2, is_restricted=True),
)  # fmt: skip
FACTS = SessionFacts(
    organisation="Oficina", body="Gabinete Legal", body_code="GL", of_body="del Gabinete Legal", chair="Gobernadora",
    name="7.ª sesión ordinaria", reference="GL/2026/07", date="jueves 19 de noviembre de 2026", short_date="19 de noviembre",
    modality="mixta", place="Palacio", opened="10:12", closed="12:00", seats=2, needed=2, quorum_rule="la mitad más uno",
    people=PEOPLE, points=POINTS, agreed=AGREED, signers=(Signer("Paz Luna", "Subsecretaria"),), seal="ab" * 32,
)  # fmt: skip


def told(facts: SessionFacts) -> str:
    return "\n".join(
        line for section in content_of(facts)["sections"] for line in [section["title"], *lines_of(section)]
    )


def test_minutes_tell_quorum_people_votes_outcomes_and_agreements() -> None:
    said = told(FACTS)

    for phrase in (
        "En Palacio, siendo las 10:12 horas del jueves 19 de noviembre de 2026",
        "CEA · Ramón Encinas, Vocal · Titular (remota) · de 10:37 a 11:42",
        "Se registró la presencia de 1 de 2 integrantes.",
        "Durante este punto, a las 10:37 horas, se incorporó Ramón Encinas, Vocal (CEA).",
        "Votación: 2 a favor (CEA y SH); 1 se abstiene (SSA)",
        "Resultado: Acordado",
        "Resolución: Se aprueba.",
        "GL/2026/07-01 · Presentar el calendario. · CEA, con SH · 10 días",
        "se dio por concluida la sesión a las 12:00 horas",
        "Paz Luna · Subsecretaria",
    ):
        assert phrase in said


def test_minutes_say_of_a_restricted_point_only_that_it_exists() -> None:
    said = told(FACTS) + str(minutes_fields(FACTS))

    assert "Punto 2. Punto reservado" in said
    assert "1 acuerdo de un punto reservado consta por separado" in said
    assert "Secreto" not in said
    assert "Proveedores" not in said
    assert "GL/2026/07-02" not in said


def test_minutes_of_a_session_without_quorum_say_why() -> None:
    said = told(replace(FACTS, without_quorum="La emergencia no admitía espera."))

    assert "sin quórum, lo que se hace constar: La emergencia" in said


def test_minutes_of_an_empty_session_are_still_minutes() -> None:
    bare = replace(FACTS, people=(), points=(), agreed=(), signers=(), opened="", closed="", place="")

    said = told(bare)

    assert "No se tomó lista de asistencia." in said
    assert "En esta sesión no se tomaron acuerdos." in said
    assert said.splitlines()[1].startswith("El jueves 19 de noviembre")


def test_minutes_fill_every_field_of_their_template_and_no_other() -> None:
    names = {field.name for field in FIELDS["minutes"]} - {"version", "motivo_version"}

    assert set(minutes_fields(FACTS)) == names


def test_the_seal_does_not_make_other_minutes() -> None:
    assert same_minutes(content_of(FACTS), content_of(replace(FACTS, seal="cd" * 32)))
    assert not same_minutes(content_of(FACTS), content_of(replace(FACTS, closed="12:01")))


def test_sections_can_be_named_by_who_observes() -> None:
    keys = [key for key, _title in section_choices(content_of(FACTS))]

    assert keys == [
        "sesion", "asistencia", "quorum", "orden", "punto-1", "punto-2", "acuerdos", "cierre", "firmas",
    ]  # fmt: skip
    assert max(len(key) for key in keys) <= 60


def test_changes_show_each_word_that_came_and_went_by_section() -> None:
    after = replace(
        FACTS, points=(replace(POINTS[0], resolution="Se aprueba por sectores.", notes=""), POINTS[1])
    )

    changed = {c.key: c for c in changes_between(content_of(FACTS), content_of(after))}

    point = changed["punto-1"]
    assert (point.state, point.added, point.removed) == ("changed", 2, 3)
    assert [c.key for c in changed.values() if c.state != "same"] == ["punto-1"]


def test_changes_show_sections_that_came_and_went_where_they_stood() -> None:
    third = PointFacts(3, "Otro", "informativo")
    before, after = content_of(replace(FACTS, points=(*POINTS, third))), content_of(FACTS)

    gone = changes_between(before, after)
    come = changes_between(after, before)

    assert [c.key for c in gone][4:8] == ["punto-1", "punto-2", "punto-3", "acuerdos"]
    assert [c.state for c in gone if c.key == "punto-3"] == ["removed"]
    assert [c.state for c in come if c.key == "punto-3"] == ["added"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_compared_give_back_both_lines(old: str, new: str) -> None:
    runs = words_between(old, new)

    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
