"""A session from its opening to its matters."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import attendance, capture, room
from gabinete.office.cabinet.actions.entries import entered
from gabinete.office.cabinet.actions.locks import situation_of
from gabinete.office.cabinet.models import AgreementDraft, Attendance, CabinetSession, Minutes, RoomEntry
from gabinete.office.cabinet.policies import may_view_minutes, visible_drafts
from gabinete.office.followup.models import Matter
from tests.cast import Cast
from tests.office.cabinet.sala.scene import BEGIN, Scene, make_scene
from tests.office.followup.stage import make_calendar

pytestmark = pytest.mark.django_db


def test_a_session_does_not_open_without_quorum(scene: Scene) -> None:
    scene.seat("OEE")

    with pytest.raises(IllegalMove) as refused:
        room.open_session(scene.lucia, scene.session_id, scene.mark())

    assert "se necesitan 3" in str(refused.value.data["reasons"])
    assert scene.session.state == "called"


def test_a_session_may_open_without_quorum_only_saying_why(scene: Scene) -> None:
    with pytest.raises(BadInput):
        room.open_without_quorum(scene.lucia, scene.session_id, "  ", scene.mark())

    room.open_without_quorum(scene.lucia, scene.session_id, "Emergencia por el huracán", scene.mark())

    session = scene.session
    assert (session.state, session.opened_without_quorum) == ("open", "Emergencia por el huracán")
    assert session.opened_at == BEGIN


def test_the_record_without_quorum_says_who_came_and_who_did_not(scene: Scene) -> None:
    scene.seat("CEA")

    room.record_no_quorum(scene.lucia, scene.session_id, scene.mark(40))

    assert scene.session.state == "no_quorum"
    listed = dict(Attendance.objects.values_list("seat__unit__acronym", "quality"))
    assert listed == {"OEE": "absent", "CEA": "holder", "SIDUR": "absent", "SSA": "absent"}


def test_with_quorum_nobody_records_that_there_was_none(scene: Scene) -> None:
    for acronym in ("OEE", "CEA", "SIDUR"):
        scene.seat(acronym)

    with pytest.raises(IllegalMove, match="Ya hay quórum"):
        room.record_no_quorum(scene.lucia, scene.session_id, scene.mark())
    with pytest.raises(IllegalMove, match="Ya hay quórum"):
        room.open_without_quorum(scene.lucia, scene.session_id, "Prisa", scene.mark())

    assert scene.session.state == "called"


def test_the_second_call_waits_for_its_hour_and_then_counts_those_present(scene: Scene) -> None:
    scene.seat("OEE")

    with pytest.raises(RuleBroken, match="10:30"):
        attendance.declare_second_call(scene.lucia, scene.session_id, scene.mark(29))
    attendance.declare_second_call(scene.lucia, scene.session_id, scene.mark(30))
    room.open_session(scene.lucia, scene.session_id, scene.mark(31))

    assert scene.session.second_call
    assert scene.session.state == "open"


def test_the_minutes_of_the_room_begin_with_the_session(scene: Scene) -> None:
    scene.open()

    assert Minutes.objects.get().from_room


def test_a_point_ends_when_another_begins(scene: Scene) -> None:
    scene.open()

    room.start_point(scene.lucia, scene.session_id, scene.points[0].pk, scene.mark(1))
    room.start_point(scene.lucia, scene.session_id, scene.points[1].pk, scene.mark(9))

    first = scene.point(1)
    assert (first.started_at, first.ended_at) == (BEGIN + timedelta(minutes=1), BEGIN + timedelta(minutes=9))
    assert scene.session.current_point_id == scene.points[1].pk


def test_an_entry_sent_twice_is_written_once(scene: Scene) -> None:
    scene.open()
    mark = scene.mark(3)

    results = [
        capture.capture(scene.lucia, scene.session_id, scene.points[1].pk, "CEA entregará el proyecto", sent)
        for sent in (mark, replace(mark, now=mark.now + timedelta(minutes=9)))
    ]

    assert results[0] == results[1]
    assert AgreementDraft.objects.count() == 1
    assert RoomEntry.objects.filter(once=mark.once).count() == 1


def test_what_waited_for_its_connection_is_dated_when_it_was_written(scene: Scene) -> None:
    scene.open()

    room.start_point(scene.lucia, scene.session_id, scene.points[0].pk, scene.mark(20, kept=12))

    assert scene.point(1).started_at == BEGIN + timedelta(minutes=8)


def test_nothing_is_dated_before_the_session_opened(scene: Scene) -> None:
    scene.open()

    room.start_point(scene.lucia, scene.session_id, scene.points[0].pk, scene.mark(5, kept=60))

    assert scene.point(1).started_at == BEGIN


def test_two_texts_over_the_same_one_do_not_overwrite_each_other(scene: Scene) -> None:
    scene.open()
    point = scene.points[1].pk
    room.write_text(
        scene.lucia, scene.session_id, point, ("notes", "Hacienda: hay recursos.", ""), scene.mark(1)
    )

    marcos = scene.cast.actor("marcos")
    with pytest.raises(Stale) as refused:
        room.write_text(marcos, scene.session_id, point, ("notes", "Falta la ficha.", ""), scene.mark(2))

    assert refused.value.data["current"] == "Hacienda: hay recursos."
    assert scene.point(2).notes == "Hacienda: hay recursos."
    both = "Hacienda: hay recursos.\nFalta la ficha."
    room.write_text(
        marcos, scene.session_id, point, ("notes", both, "Hacienda: hay recursos."), scene.mark(3)
    )
    assert scene.point(2).notes == both


def test_a_conflict_with_oneself_is_not_blamed_on_somebody_else(scene: Scene) -> None:
    scene.open()
    point, lucia, marcos = scene.points[1].pk, scene.lucia, scene.cast.actor("marcos")
    room.write_text(lucia, scene.session_id, point, ("notes", "En otra pestaña", ""), scene.mark(1))
    room.set_outcome(lucia, scene.session_id, point, "agreed", "", scene.mark(1))

    said = []
    for actor in (lucia, marcos):
        with pytest.raises(Stale) as text:
            room.write_text(actor, scene.session_id, point, ("notes", "En ésta", ""), scene.mark(2))
        with pytest.raises(Stale) as outcome:
            room.set_outcome(actor, scene.session_id, point, "noted", "", scene.mark(2))
        said.append((text.value.message[:13], outcome.value.message[:13]))
    room.defer_rest(lucia, scene.session_id, scene.mark(3))
    with pytest.raises(Stale, match="Otra persona"):
        room.set_outcome(lucia, scene.session_id, scene.points[0].pk, "noted", "", scene.mark(4))

    assert said == [("Usted escribi", "Usted escribi"), ("Otra persona ", "Otra persona ")]


def test_notes_and_resolution_of_a_point_do_not_collide(scene: Scene) -> None:
    scene.open()
    point = scene.points[1].pk

    room.write_text(scene.lucia, scene.session_id, point, ("notes", "Una", ""), scene.mark(1))
    room.write_text(
        scene.cast.actor("marcos"), scene.session_id, point, ("resolution", "Otra", ""), scene.mark(1)
    )

    assert (scene.point(2).notes, scene.point(2).resolution) == ("Una", "Otra")


def test_two_outcomes_of_a_point_are_told_apart(scene: Scene) -> None:
    scene.open()
    point = scene.points[1].pk
    room.set_outcome(scene.lucia, scene.session_id, point, "agreed", "", scene.mark(1))

    with pytest.raises(Stale) as refused:
        room.set_outcome(scene.lucia, scene.session_id, point, "deferred", "", scene.mark(2))
    room.set_outcome(scene.lucia, scene.session_id, point, "agreed", "", scene.mark(2))

    assert refused.value.data["current"] == "agreed"


def test_an_agreement_is_read_as_it_is_typed(scene: Scene) -> None:
    scene.open()
    typed = "Que @Hacienda asegure la suficiencia del tramo 2 en 10 días hábiles, con + oficio de suficiencia"

    capture.capture(scene.lucia, scene.session_id, scene.points[1].pk, typed, scene.mark(5))

    draft = AgreementDraft.objects.get()
    assert draft.lead is not None
    assert (draft.lead.acronym, draft.term_n, draft.term_unit) == ("SH", 10, "business")
    assert draft.text == "Asegurar la suficiencia del tramo 2"
    assert draft.means_of_verification == "Oficio de suficiencia"
    assert draft.point_id == scene.points[1].pk


def test_what_cannot_be_read_is_kept_as_it_was_typed(scene: Scene) -> None:
    scene.open()

    capture.capture(
        scene.lucia, scene.session_id, scene.points[1].pk, "revisar después lo del puente", scene.mark(5)
    )

    assert AgreementDraft.objects.get().text.lower() == "revisar después lo del puente"


def test_deferring_the_rest_leaves_no_point_without_outcome(scene: Scene) -> None:
    scene.open()
    room.set_outcome(scene.lucia, scene.session_id, scene.points[0].pk, "noted", "", scene.mark(1))

    result = room.defer_rest(scene.lucia, scene.session_id, scene.mark(2))

    assert result == {"deferred": 3}
    assert scene.point(1).outcome == "noted"
    assert situation_of(scene.session).points_open == ()


def test_deferring_the_rest_leaves_alone_a_restricted_point_that_was_dealt_with(scene: Scene) -> None:
    scene.open()
    room.start_point(scene.lucia, scene.session_id, scene.points[2].pk, scene.mark(1))

    assert room.defer_rest(scene.lucia, scene.session_id, scene.mark(2)) == {"deferred": 3}
    assert scene.point(3).outcome == ""
    marcos = scene.cast.actor("marcos", scene.session.held_on)
    assert room.defer_rest(marcos, scene.session_id, scene.mark(3)) == {"deferred": 1}


def test_concluding_stops_the_clock_and_counts_the_absent(scene: Scene) -> None:
    scene.open()
    room.start_point(scene.lucia, scene.session_id, scene.points[0].pk, scene.mark(1))

    room.conclude(scene.lucia, scene.session_id, scene.mark(50))

    session = scene.session
    assert (session.state, session.held_at, session.current_point) == (
        "held",
        BEGIN + timedelta(minutes=50),
        None,
    )
    assert scene.point(1).ended_at == session.held_at
    assert Attendance.objects.get(seat=scene.seats["SSA"]).quality == "absent"


def test_a_concluded_session_resumes_only_with_a_reason(scene: Scene) -> None:
    scene.open()
    room.conclude(scene.lucia, scene.session_id, scene.mark(50))

    with pytest.raises(BadInput):
        room.resume(scene.lucia, scene.session_id, "", scene.mark(51))
    room.resume(scene.lucia, scene.session_id, "Faltó un punto", scene.mark(52))

    assert (scene.session.state, scene.session.held_at) == ("open", None)


def test_what_was_missed_is_completed_after_concluding(scene: Scene) -> None:
    scene.open()
    room.conclude(scene.lucia, scene.session_id, scene.mark(50))

    room.set_outcome(scene.lucia, scene.session_id, scene.points[0].pk, "noted", "", scene.mark(60))

    assert scene.point(1).outcome == "noted"
    with pytest.raises(IllegalMove):
        room.start_point(scene.lucia, scene.session_id, scene.points[1].pk, scene.mark(61))


def test_agreements_of_the_room_become_matters_and_the_session_stays_concluded(scene: Scene) -> None:
    scene.open()
    typed = "Que la CEA entregue el proyecto ejecutivo a más tardar el 18 de diciembre de 2026"
    capture.capture(scene.lucia, scene.session_id, scene.points[1].pk, typed, scene.mark(5))
    room.conclude(scene.lucia, scene.session_id, scene.mark(50))
    minutes = Minutes.objects.get()

    confirmed = actions.confirm_minutes(scene.lucia, minutes.pk, minutes.version, scene.mark(60).now)

    matter = Matter.objects.get(pk__in=confirmed.matter_ids)
    assert (matter.lead.acronym, matter.state, str(matter.issued_on)) == ("CEA", "notified", "2026-11-26")
    assert scene.session.state == "held"


def test_agreements_taken_after_registering_begin_other_minutes(scene: Scene) -> None:
    scene.open()
    point = scene.points[1].pk
    typed = "Que la CEA entregue el proyecto ejecutivo a más tardar el 18 de diciembre de 2026"
    capture.capture(scene.lucia, scene.session_id, point, typed, scene.mark(5))
    minutes = Minutes.objects.get()
    actions.confirm_minutes(scene.lucia, minutes.pk, minutes.version, scene.mark(6).now)

    capture.capture(scene.lucia, scene.session_id, point, "Que SIDUR presente el avance", scene.mark(7))

    assert Minutes.objects.count() == 2
    assert Minutes.objects.filter(confirmed_at__isnull=True).get().drafts.count() == 1


def test_the_minutes_of_the_room_are_not_discarded_whole(scene: Scene) -> None:
    scene.open()

    with pytest.raises(RuleBroken):
        actions.discard_minutes(scene.lucia, Minutes.objects.get().pk, scene.mark(9).now)

    assert Minutes.objects.exists()


@pytest.mark.parametrize("who", ["tomas", "rosa", "ramon", "elena", "ana", "nadia", "olga"])
def test_only_whoever_runs_the_session_writes_in_the_room(scene: Scene, who: str) -> None:
    scene.open()
    actor, point = scene.cast.actor(who), scene.points[1].pk
    writes = (
        lambda: room.conclude(actor, scene.session_id, scene.mark(1)),
        lambda: room.start_point(actor, scene.session_id, point, scene.mark(1)),
        lambda: room.set_outcome(actor, scene.session_id, point, "agreed", "", scene.mark(1)),
        lambda: room.defer_rest(actor, scene.session_id, scene.mark(1)),
        lambda: room.write_text(actor, scene.session_id, point, ("notes", "x", ""), scene.mark(1)),
        lambda: capture.capture(actor, scene.session_id, point, "x", scene.mark(1)),
        lambda: attendance.add_guest(actor, scene.session_id, "x", "", scene.mark(1)),
    )

    for write in writes:
        with pytest.raises((NotAllowed, NotFound)):
            write()

    assert not AgreementDraft.objects.exists()
    assert scene.session.state == "open"


def test_a_restricted_point_is_written_only_by_whom_it_names(scene: Scene) -> None:
    scene.open()
    point, marcos = scene.points[2].pk, scene.cast.actor("marcos")
    room.start_point(scene.lucia, scene.session_id, point, scene.mark(1))

    with pytest.raises(NotFound):
        room.set_outcome(scene.lucia, scene.session_id, point, "agreed", "", scene.mark(2))
    with pytest.raises(NotFound):
        capture.capture(scene.lucia, scene.session_id, point, "x", scene.mark(2))
    room.set_outcome(marcos, scene.session_id, point, "agreed", "", scene.mark(2))
    capture.capture(
        marcos, scene.session_id, point, "Que @SH negocie el crédito en 10 días hábiles", scene.mark(3)
    )

    assert scene.point(3).outcome == "agreed"
    draft = AgreementDraft.objects.get()
    assert may_view_minutes(scene.lucia, draft.minutes)
    assert not visible_drafts(scene.lucia).exists()
    assert visible_drafts(marcos).get() == draft


def test_agreements_of_a_restricted_point_are_registered_by_its_readers_as_restricted(scene: Scene) -> None:
    scene.open()
    marcos = scene.cast.actor("marcos")
    typed = "Que @SH negocie el crédito en 10 días hábiles"
    capture.capture(marcos, scene.session_id, scene.points[2].pk, typed, scene.mark(3))
    minutes = Minutes.objects.get()

    with pytest.raises(RuleBroken, match="reservado"):
        actions.confirm_minutes(scene.lucia, minutes.pk, minutes.version, scene.mark(9).now)
    actions.confirm_minutes(marcos, minutes.pk, minutes.version, scene.mark(9).now)

    assert Matter.objects.get().reserve == 3


@pytest.mark.django_db(transaction=True)
def test_what_is_captured_and_what_is_registered_at_once_wait_for_each_other_and_never_both(
    cast: Cast,
) -> None:
    make_calendar("sonora")
    scene = make_scene(cast).open()
    lucia, marcos = scene.lucia, cast.actor("marcos", scene.session.held_on)
    point = scene.points[1].pk
    capture.capture(
        lucia, scene.session_id, point, "Que la CEA entregue el proyecto en 10 días hábiles", scene.mark(1)
    )
    minutes = Minutes.objects.get(session=scene.session_id)

    def register() -> int:
        try:
            edited = minutes.drafts.get()
            actions.edit_draft(marcos, edited.pk, edited.version, {"means_of_verification": "Oficio"}, BEGIN)
            return minutes.pk
        finally:
            connection.close()

    def write(session: CabinetSession) -> None:
        following = pool.submit(register)
        while not _somebody_waits():
            assert not following.done()
        room.room_minutes(lucia, session, BEGIN)

    with ThreadPoolExecutor(1) as pool:
        entered(lucia, scene.session_id, "capture", scene.mark(2), write)

    assert minutes.drafts.get().means_of_verification == "Oficio"


def _somebody_waits() -> bool:
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])
