"""Three sessions of one table: the first point writes itself, and nobody edits it."""

from datetime import date, timedelta

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet import states
from gabinete.office.cabinet.models import AgendaItem, FirstPointTold
from gabinete.office.cabinet.queries.first_point import first_point_of, next_attention
from gabinete.office.cabinet.queries.first_point_told import FirstPoint
from gabinete.office.cabinet.queries.followed import followed_of
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Grant, Judgement, NewExtension, Origin
from tests.office.cabinet.firstpoint.table import FIRST, SECOND, THIRD, Table, at

pytestmark = pytest.mark.django_db


def titles(point: FirstPoint | None, group: str) -> list[str]:
    assert point is not None
    return [line.title for line in point.lines if line.group == group]


def why(point: FirstPoint | None, matter: Matter) -> str:
    assert point is not None
    return next(line.why for line in point.lines if line.matter_id == matter.pk)


@pytest.fixture
def told(table: Table) -> tuple[Table, dict[str, Matter], FirstPoint, FirstPoint]:
    """The table after its second session, with what it saw then and what it will see in the third."""
    first = table.session(FIRST, states.RECORDED)
    m = {
        "late": table.matter("Entregar el tabulador de sanciones", FIRST, date(2026, 10, 26)),
        "asks": table.matter("Concluir el expediente del acueducto", FIRST, date(2026, 12, 20)),
        "done": table.matter("Publicar la convocatoria de guardavidas", FIRST, date(2026, 12, 18)),
        "quiet": table.matter("Integrar la comisión de archivos", FIRST, date(2027, 4, 30)),
        "silent": table.matter("Instalar la mesa de tarifas", FIRST, date(2027, 5, 30), report_every_days=5),
        "fails": table.matter("Reparar el cárcamo de Empalme", FIRST, date(2027, 2, 26)),
    }
    table.report(m["asks"], date(2026, 10, 20), 30)
    table.do(
        "rosa", "ask_extension", m["asks"], at(date(2026, 10, 28)),
        extension=NewExtension(date(2027, 1, 29), "Falta el dictamen federal."),
    )  # fmt: skip
    table.do("tomas", "judge_confidence", m["fails"], at(date(2026, 10, 29)), judgement=Judgement(2))
    second = table.session(SECOND)
    seen = first_point_of(table.actor(), second, at(SECOND, 9))
    table.hold(second)

    table.do("lucia", "grant_extension", m["asks"], at(date(2026, 11, 9)), grant=Grant())
    for key in ("fails", "asks", "quiet"):
        table.report(m[key], date(2026, 11, 20), 60)
    proof = table.stage.report(100, proof=True)
    table.do("rosa", "report_fulfilment", m["done"], at(date(2026, 11, 10)), report=proof)
    table.do("tomas", "accept_fulfilment", m["done"], at(date(2026, 11, 11)))
    table.do("sofia", "verify_concluded", m["done"], at(date(2026, 11, 12)), reason="Consta la publicación.")
    third = first_point_of(table.actor(), table.session(THIRD), at(THIRD, 9))
    assert seen is not None
    assert third is not None
    assert first.pk < second.pk
    return table, m, seen, third


def test_second_session_is_told_what_waits_what_is_late_silent_and_may_fail(told) -> None:
    _table, m, seen, _third = told

    assert titles(seen, "decide") == [m["asks"].title]
    assert why(seen, m["asks"]).startswith(
        "La dependencia pide prórroga hasta el 29 ene 2027: corresponde concederla o negarla"
    )
    assert titles(seen, "overdue") == [m["late"].title]
    assert why(seen, m["late"]).startswith("Venció hace 5 días hábiles")
    assert titles(seen, "risk") == [m["fails"].title]
    assert "la Oficina lo juzga «improbable»" in why(seen, m["fails"])
    assert titles(seen, "silent") == [m["done"].title, m["quiet"].title, m["silent"].title]
    assert "reporte" in why(seen, m["silent"])
    assert seen.since == ("1.ª del 5 oct 2026", FIRST)


def test_third_session_is_told_what_changed_since_the_second_and_what_was_carried(told) -> None:
    _table, m, _seen, third = told

    assert third.since == ("2.ª del 3 nov 2026", SECOND)
    assert m["done"].title in titles(third, "changed")
    assert why(third, m["done"]) == "Reportó el cumplimiento, pasó a verificación y se verificó concluido."
    assert "Se concedió prórroga hasta el 29 ene 2027" in why(third, m["asks"])
    assert "va en 3 sesiones sin cerrarse: 1.ª del 5 oct 2026, 2.ª del 3 nov 2026 y esta" in why(
        third, m["late"]
    )
    assert third.lines[0].matter_id == m["late"].pk


def test_progress_is_told_as_it_was_the_last_time_and_only_when_nothing_graver_is(table: Table) -> None:
    held = table.session(SECOND)
    goes = table.matter("Instalar la mesa de tarifas", FIRST, date(2027, 5, 28))
    fails = table.matter("Reparar el cárcamo de Empalme", FIRST, date(2027, 2, 26))
    table.hold(held)
    for matter in (goes, fails):
        for day, percent in ((10, 20), (11, 35), (12, 40)):
            table.report(matter, date(2026, 11, day), percent)
    table.do("tomas", "judge_confidence", fails, at(date(2026, 11, 13)), judgement=Judgement(2))

    point = first_point_of(table.actor(), table.session(THIRD), at(THIRD, 9))

    assert "reportó 40 %" in why(point, goes).lower()
    assert "35 %" not in why(point, goes)
    assert "reportó" not in why(point, fails)


def test_figures_say_of_how_many_and_silence_is_never_zero(told) -> None:
    _table, m, seen, _third = told
    line = next(line for line in seen.lines if line.matter_id == m["silent"].pk)

    assert line.reported == "sin reporte"
    assert seen.coverage.spanish == "1/6"
    assert seen.attention == 6
    assert " 0 %" not in " ".join(line.why for line in seen.lines)


def test_minutes_show_what_the_table_saw_whatever_happened_later(told) -> None:
    table, m, seen, _third = told
    second = FirstPointTold.objects.select_related("session__body").get().session

    kept = first_point_of(table.actor(), second, at(THIRD, 18))

    assert kept is not None
    assert kept.is_kept
    assert kept.told_at == at(SECOND, 11)
    assert [(line.folio, line.group, line.why) for line in kept.lines] == [
        (line.folio, line.group, line.why) for line in seen.lines
    ]
    printed = str(followed_of(second, at(THIRD, 18)))
    assert m["asks"].folio in printed
    assert "pide prórroga hasta el 29 ene 2027" in printed


def test_opening_twice_keeps_what_was_kept_first(told) -> None:
    table, _m, _seen, _third = told
    second = FirstPointTold.objects.select_related("session__body").get().session
    before = FirstPointTold.objects.get().content

    with act(table.actor().user_id, "tests.resume", at=at(SECOND, 15)):
        type(second).objects.filter(pk=second.pk).update(state=states.CALLED)
    table.open(second)

    assert FirstPointTold.objects.get().content == before


def test_session_that_took_place_without_being_opened_here_has_no_first_point(table: Table) -> None:
    assert first_point_of(table.actor(), table.session(FIRST, states.RECORDED), at(SECOND)) is None


def test_agency_is_told_only_of_its_own_and_counts_nothing_else(told) -> None:
    table, m, _seen, _third = told
    second = FirstPointTold.objects.select_related("session__body").get().session
    upcoming = table.session(THIRD + timedelta(days=28))
    other = table.matter("Pavimentar el acceso a Ures", FIRST, FIRST, lead_id=table.cast.unit("SIDUR").pk)

    kept = first_point_of(table.actor("ivan"), second, at(THIRD))
    now = first_point_of(table.actor("ivan"), upcoming, at(THIRD))

    assert kept is not None
    assert now is not None
    assert kept.is_empty
    assert kept.quiet is None
    assert [line.matter_id for line in now.lines] == [other.pk]
    assert sum(n for n, _backed in now.counts.values()) == 1
    assert m["late"].title not in str(now)


def test_session_looked_back_to_is_not_named_to_whom_may_not_know_of_it(told) -> None:
    table, _m, _seen, _third = told
    second = FirstPointTold.objects.select_related("session__body").get().session
    first = second.body.sessions.order_by("held_on").first()
    with act(0, "tests.reserve", at=at(SECOND)):
        type(second).objects.filter(pk=first.pk).update(reserve=4)

    member, printed = first_point_of(table.actor("rosa"), second, at(THIRD)), followed_of(second, at(THIRD))
    chief = first_point_of(table.actor("marcos"), second, at(THIRD))

    assert member is not None
    assert printed is not None
    assert chief is not None
    assert (member.since, printed.since) == (None, "")
    assert chief.since == ("1.ª del 5 oct 2026", FIRST)


def test_what_was_reserved_later_is_no_longer_shown_nor_printed(told) -> None:
    table, m, _seen, _third = told
    second = FirstPointTold.objects.select_related("session__body").get().session
    with act(0, "tests.reserve", at=at(THIRD)):
        Matter.objects.filter(pk=m["late"].pk).update(reserve=4)

    analyst = first_point_of(table.actor("tomas"), second, at(THIRD))

    assert analyst is not None
    assert m["late"].title not in str(analyst)
    assert titles(analyst, "overdue") == []
    assert m["late"].title not in str(followed_of(second, at(THIRD)))
    assert m["late"].title in str(first_point_of(table.actor("marcos"), second, at(THIRD)))


def test_matters_of_a_point_that_another_table_sent_are_its_own_too(table: Table, told) -> None:
    _table, _m, _seen, _third = told
    away = table.matter("Ordenar el padrón de usuarios", FIRST, FIRST, origin=_origin("GX"))
    sent = table.point(table.session(FIRST, states.RECORDED), "Padrón de usuarios")
    upcoming = table.session(THIRD + timedelta(days=28))
    with act(0, "tests.send", at=at(FIRST)):
        minutes = sent.session.minutes.create(text="", uploaded_at=at(FIRST), uploaded_by=table.cast.lucia)
        minutes.drafts.create(position=1, point=sent, kind="agreement", text="x", matter=away, confidence=1)
        AgendaItem.objects.create(session=upcoming, position=9, title="Padrón de usuarios", sent_from=sent)

    point = first_point_of(table.actor(), upcoming, at(THIRD))

    assert away.pk in {line.matter_id for line in point.lines}


def test_topic_in_three_sessions_without_decision_is_said_with_its_sessions(table: Table) -> None:
    for day, title in (
        (FIRST, "Tarifas de agua potable"),
        (SECOND, "Revisión de las tarifas del agua potable"),
    ):
        table.point(table.session(day, states.RECORDED), title, outcome="deferred")
    third = table.session(THIRD)
    table.point(third, "Tarifa de agua potable para la sierra")

    point = first_point_of(table.actor(), third, at(THIRD, 9))

    assert [topic.sentence for topic in point.topics] == [
        "Va en 3 sesiones sin resolverse: 1.ª del 5 oct 2026, 2.ª del 3 nov 2026 y esta."
    ]


def test_restricted_point_names_no_topic_to_whoever_is_not_named(table: Table) -> None:
    points = [
        table.point(table.session(day, states.RECORDED), "Compra del hangar", outcome="deferred")
        for day in (FIRST, SECOND)
    ]
    third = table.session(THIRD)
    points.append(table.point(third, "Compra del hangar"))
    with act(0, "tests.restrict", at=at(THIRD)):
        for point in points:
            point.is_restricted = True
            point.save()
            point.readers.add(table.cast.marcos)

    assert first_point_of(table.actor(), third, at(THIRD)).topics == ()
    assert len(first_point_of(table.actor("marcos"), third, at(THIRD)).topics) == 1
    assert "hangar" not in str(followed_of(third, at(THIRD)))
    table.open(third)
    assert first_point_of(table.actor(), third, at(THIRD, 14)).topics == ()
    assert len(first_point_of(table.actor("marcos"), third, at(THIRD, 14)).topics) == 1


def test_first_page_counts_what_the_next_session_deserves(told) -> None:
    table, _m, _seen, third = told

    session, n = next_attention(table.actor(), THIRD)

    assert session.held_on == THIRD
    assert n == third.attention
    assert next_attention(table.actor("tomas"), THIRD) is None
    assert next_attention(table.actor("rosa"), THIRD) is None


def test_first_point_asks_eight_questions_whatever_it_finds(told, django_assert_max_num_queries) -> None:
    table, _m, _seen, _third = told
    upcoming, kept = table.session(THIRD + timedelta(days=28)), FirstPointTold.objects.get().session_id
    actor = table.actor()
    second = type(upcoming).objects.select_related("body").get(pk=kept)

    with django_assert_max_num_queries(8):
        first_point_of(actor, upcoming, at(THIRD))
    with django_assert_max_num_queries(8):
        first_point_of(actor, second, at(THIRD))
    with django_assert_max_num_queries(5):
        next_attention(actor, THIRD)


def _origin(code: str) -> Origin:
    return Origin("session", "Otro gabinete", code, 1, "La Gobernadora")
