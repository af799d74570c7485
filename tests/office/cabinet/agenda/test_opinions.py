"""Opinions asked of agencies: their term, what they stop, who gives them and when they are missed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet.actions.opinions import (
    OpinionGiven,
    ask_opinion,
    give_opinion,
    tell_overdue,
    withdraw_request,
)
from gabinete.office.cabinet.actions.points import withdraw_point
from gabinete.office.cabinet.models import Opinion
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries.opinions import opinions_owed, why_not_presented
from gabinete.office.cabinet.tasks import watch_agendas
from tests.cast import TODAY
from tests.office.cabinet.agenda.stage import agenda, in_state, marcos, points_of, secret
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db
YES = OpinionGiven("favourable")


def asked(room: Room, *acronyms: str, days: int = 5) -> list[Opinion]:
    point = points_of(agenda(room, called=True))[0]
    units = [room.cast.unit(a).pk for a in acronyms or ("SABG",)]
    return ask_opinion(room.lucia, point.pk, units, "¿Procede?", days, NOW)


def test_the_term_runs_in_business_days_from_the_day_after(room: Room) -> None:
    opinion = asked(room)[0]

    assert opinion.due == date(2026, 11, 27)  # asked on Friday 20 November
    assert (
        Notice.objects.filter(kind="cabinet.opinion", needs_receipt=True, user=room.cast.sofia).count() == 1
    )


def test_a_unit_is_asked_once_however_often_the_form_is_sent(room: Room) -> None:
    opinion = asked(room)[0]

    again = ask_opinion(room.lucia, opinion.point_id, [opinion.unit_id, room.cast.unit("SH").pk], "", 9, NOW)

    assert [one.unit.acronym for one in again] == ["SH"]
    assert Opinion.objects.get(pk=opinion.pk).due == opinion.due


def test_a_pending_opinion_stops_its_point_until_it_is_given_or_its_term_goes_by(room: Room) -> None:
    opinion = asked(room)[0]
    session, point = opinion.point.session, opinion.point_id

    assert why_not_presented(session, TODAY)[point].startswith("Falta la opinión de SABG (tiene hasta el 27")
    assert point in why_not_presented(session, opinion.due)
    assert why_not_presented(session, opinion.due + timedelta(days=1)) == {}
    give_opinion(room.cast.actor("sofia"), opinion.pk, YES, NOW)
    assert why_not_presented(session, TODAY) == {}


def test_an_overdue_opinion_is_told_once_and_may_still_be_given(room: Room) -> None:
    opinion = asked(room)[0]
    late = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert tell_overdue(datetime(2026, 11, 28, 3, 0, tzinfo=UTC)) == 0  # still the 27th in Hermosillo

    assert (tell_overdue(late), tell_overdue(late)) == (1, 0)

    told = Notice.objects.filter(title__startswith="Venció la opinión")
    assert {n.user.username for n in told} == {"sofia", "lucia"}
    assert [row.is_late for row in opinions_owed(room.cast.actor("sofia"), late.date())] == [True]
    assert give_opinion(room.cast.actor("sofia"), opinion.pk, YES, late).verdict == "favourable"


def test_the_worker_tells_and_closes_every_hour(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(room)
    monkeypatch.setenv("GABINETE_NOW", "2026-12-01T09:00")

    watch_agendas(timestamp=0)

    assert Opinion.objects.get().overdue_told_at is not None


def test_an_opinion_is_corrected_over_what_was_seen(room: Room) -> None:
    opinion, sofia = asked(room)[0], room.cast.actor("sofia")
    give_opinion(sofia, opinion.pk, YES, NOW)

    assert give_opinion(sofia, opinion.pk, YES, NOW).version == 2, "the same form sent twice"
    with pytest.raises(Stale):
        give_opinion(sofia, opinion.pk, OpinionGiven("against", "Hay conflicto", version=1), NOW)
    again = give_opinion(sofia, opinion.pk, OpinionGiven("against", "Hay conflicto", version=2), NOW)

    assert (again.verdict, again.version) == ("against", 3)


@pytest.mark.parametrize(
    "given",
    [
        OpinionGiven(""),
        OpinionGiven("remarks"),
        OpinionGiven("against", " "),
        OpinionGiven("favourable", "x" * 20_001),
    ],
)
def test_an_opinion_that_says_nothing_is_refused(room: Room, given: OpinionGiven) -> None:
    opinion = asked(room)[0]

    with pytest.raises(BadInput, match="No se guardó nada"):
        give_opinion(room.cast.actor("sofia"), opinion.pk, given, NOW)


@pytest.mark.parametrize("days", [0, 61, -1])
def test_an_impossible_term_asks_nobody(room: Room, days: int) -> None:
    point = points_of(agenda(room))[0]

    with pytest.raises(BadInput, match="de 1 a 60 días hábiles"):
        ask_opinion(room.lucia, point.pk, [room.cast.unit("SH").pk], "", days, NOW)


def test_once_the_point_has_an_outcome_no_opinion_is_taken(room: Room) -> None:
    opinion = asked(room)[0]
    withdraw_point(room.lucia, opinion.point_id, 1, "Se retira", NOW)

    with pytest.raises(RuleBroken, match="ya tiene resultado"):
        give_opinion(room.cast.actor("sofia"), opinion.pk, YES, NOW)
    assert tell_overdue(NOW + timedelta(days=90)) == 0
    in_state(opinion.point.session, "held")
    with pytest.raises(IllegalMove):
        give_opinion(room.cast.actor("sofia"), opinion.pk, YES, NOW)


def test_a_restricted_point_is_asked_only_of_whom_it_names(room: Room) -> None:
    session = agenda(room)
    point = secret(room, session, "ramon")

    with pytest.raises(RuleBroken, match="no nombra a nadie de SIDUR"):
        ask_opinion(room.lucia, point.pk, [room.cast.unit("SIDUR").pk], "", 5, NOW)
    opinion = ask_opinion(room.lucia, point.pk, [room.cast.unit("CEA").pk], "", 5, NOW)[0]

    assert {n.user.username for n in Notice.objects.filter(kind="cabinet.opinion")} == {"ramon"}
    assert not Notice.objects.filter(title__contains=point.title).exists()
    for name in ("rosa", "marcos", "tomas"):
        assert not rights.visible_opinions(room.cast.actor(name)).exists()
    with pytest.raises(NotFound):
        give_opinion(room.cast.actor("rosa"), opinion.pk, YES, NOW)
    tell_overdue(NOW + timedelta(days=30))
    assert not Notice.objects.filter(user=room.cast.rosa, kind="cabinet.opinion").exists()


def test_a_request_nobody_answered_is_withdrawn_and_an_answer_is_kept(room: Room) -> None:
    one, two = asked(room, "SABG", "CEA")
    by_unit = {o.unit.acronym: o for o in (one, two)}
    give_opinion(room.cast.actor("rosa"), by_unit["CEA"].pk, YES, NOW)

    withdraw_request(room.lucia, by_unit["SABG"].pk, NOW)
    with pytest.raises(RuleBroken, match="se conserva"):
        withdraw_request(room.lucia, by_unit["CEA"].pk, NOW)

    assert Opinion.objects.get().unit.acronym == "CEA"


EVERYBODY = (
    "elena",
    "marcos",
    "lucia",
    "tomas",
    "rosa",
    "ramon",
    "ivan",
    "sofia",
    "ana",
    "nadia",
    "berta",
    "saul",
    "olga",
)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_unit_that_was_asked_answers_and_only_managers_ask(room: Room, name: str) -> None:
    opinion, actor = asked(room)[0], room.cast.actor(name)

    def refused(write: Callable[[], object]) -> bool:
        try:
            write()
        except GabineteError as error:
            return isinstance(error, NotAllowed | NotFound)
        return False

    assert refused(lambda: give_opinion(actor, opinion.pk, YES, NOW)) == (name != "sofia")
    manages = name in {"lucia", "marcos"}
    sh = [room.cast.unit("SH").pk]
    assert refused(lambda: ask_opinion(actor, opinion.point_id, sh, "", 5, NOW)) == (not manages)
    assert refused(lambda: withdraw_request(actor, opinion.pk, NOW)) == (not manages)


@pytest.mark.parametrize("name", EVERYBODY)
def test_policy_and_queryset_say_the_same_of_every_opinion(room: Room, name: str) -> None:
    session = agenda(room, called=True)
    open_point, hidden = points_of(session)[0], secret(room, in_state(session, "planned"), "ramon", "elena")
    for point in (open_point, hidden):
        ask_opinion(room.lucia, point.pk, [room.cast.unit("CEA").pk], "", 5, NOW)
    actor = room.cast.actor(name)

    seen = set(rights.visible_opinions(actor).values_list("pk", flat=True))

    every = Opinion.objects.select_related("point__session")
    assert seen == {one.pk for one in every if rights.may_view_opinion(actor, one)}
    assert set(rights.opinions_to_give(actor).values_list("pk", flat=True)) == {
        one.pk for one in every if rights.may_answer_opinion(actor, one)
    }


def test_a_chief_not_named_cannot_ask_about_a_restricted_point(room: Room) -> None:
    point = secret(room, agenda(room), "elena")

    with pytest.raises(NotFound):
        ask_opinion(marcos(room), point.pk, [room.cast.unit("SH").pk], "", 5, NOW)
