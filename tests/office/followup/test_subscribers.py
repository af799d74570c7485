"""Who is told of each move, and terms counted again when days are closed."""

from datetime import date

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.actions import acknowledge
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.workflow.actions import add_days
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Grant, NewEnd, NewExtension
from gabinete.office.followup.queries import deadline_explanation
from gabinete.office.followup.states import MATTER_FLOW, MATTER_MOVES_BY_SYSTEM
from gabinete.office.followup.subscribers import LETTERS
from tests.office.followup.stage import NOW, Stage

WHY = {"reason": "Consta en el expediente."}


def told(move: str) -> set[str]:
    return set(Notice.objects.filter(kind=f"followup.{move}").values_list("user__username", flat=True))


def test_letters_speak_only_of_moves_that_exist() -> None:
    assert LETTERS.keys() <= MATTER_FLOW.moves.keys() | set(MATTER_MOVES_BY_SYSTEM)


def test_each_step_tells_whoever_has_to_act_next(stage: Stage) -> None:
    matter = stage.in_state("in_verification")
    stage.move("sofia", "verify_concluded", matter, **WHY)

    assert told("notify") == {"rosa", "ramon"}
    assert told("report_fulfilment") == {"tomas"}
    assert told("accept_fulfilment") == {"sofia"}
    assert told("verify_concluded") == {"rosa", "ramon", "tomas"}
    assert Notice.objects.filter(kind="followup.notify", needs_receipt=True).count() == 2
    assert told("acknowledge") == set()


def test_an_extension_waits_for_whoever_has_the_rank(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "ask_extension", matter, extension=NewExtension(date(2027, 1, 15), "Falta."))
    assert told("ask_extension") == {"tomas"}
    stage.move("tomas", "grant_extension", matter, grant=Grant())
    Notice.objects.all().delete()

    stage.move("rosa", "ask_extension", matter, extension=NewExtension(date(2027, 3, 15), "Falta más."))
    assert told("ask_extension") == {"lucia", "marcos", "elena"}


def test_a_proposed_end_reaches_those_who_may_confirm_it(stage: Stage) -> None:
    stage.move(
        "tomas", "propose_end", stage.in_state("in_progress"), proposal=NewEnd("void", "Ya no procede.")
    )

    assert told("propose_end") == {"elena", "marcos"}


def test_a_message_reaches_the_other_side(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "message", matter, text="¿Basta el plano?")
    assert told("message") == {"tomas"}
    stage.move("tomas", "message", matter, text="No, falta el acuse.")
    assert told("message") == {"tomas", "rosa", "ramon"}


def test_nobody_is_told_of_what_they_may_not_read(stage: Stage) -> None:
    stage.in_state("notified", reserve=4)

    assert told("notify") == {"ramon"}


def test_closing_a_day_moves_the_terms_it_touches_and_only_forward(stage: Stage) -> None:
    running, other = stage.in_state("in_progress"), stage.in_state("in_progress")
    with act(0, "tests.due", at=NOW):
        Matter.objects.filter(pk=other.pk).update(due=date(2026, 11, 27))
    closed = NewDay(
        date(2026, 12, 1),
        "Cierre por mantenimiento",
        DayKind.SUSPENSION,
        "Acuerdo interno",
        Confidence.VERIFIED,
    )
    add_days(stage.actor("marcos"), "prueba", [closed], "Mantenimiento del edificio", NOW)

    running.refresh_from_db()
    other.refresh_from_db()
    assert (running.due, running.original_due, running.calendar_version) == (
        date(2026, 12, 8),
        date(2026, 12, 7),
        2,
    )
    assert other.due == date(2026, 11, 27)
    counted = deadline_explanation(running)
    assert counted is not None
    assert counted.due == running.due
    assert "Se recorre" not in running.log.get(move="recount").text
    assert running.log.get(move="recount").text.startswith(
        "El término se recorre del 7 dic 2026 al 8 dic 2026"
    )
    assert not other.log.filter(move="recount").exists()


@pytest.mark.parametrize("granted", [date(2026, 12, 30), date(2027, 1, 4)])
def test_an_extended_term_moves_only_if_its_own_day_is_closed(stage: Stage, granted: date) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "ask_extension", matter, extension=NewExtension(granted, "Falta."))
    stage.move("tomas", "grant_extension", matter, grant=Grant())
    closed = NewDay(date(2026, 12, 30), "Cierre", DayKind.EXTRAORDINARY, "Acuerdo", Confidence.VERIFIED)
    add_days(stage.actor("marcos"), "prueba", [closed], "Cierre de año", NOW)

    assert Matter.objects.get(pk=matter.pk).due == (date(2026, 12, 31) if granted == closed.date else granted)


def test_the_acuse_of_a_notice_is_that_of_its_matter(stage: Stage) -> None:
    matter = stage.in_state("notified")
    notice = Notice.objects.get(kind="followup.notify", user__username="rosa")

    acknowledge(notice.user_id, notice.pk, NOW)

    matter.refresh_from_db()
    assert (matter.state, matter.acknowledged_by_id) == ("in_progress", notice.user_id)


def test_who_only_takes_part_acknowledges_the_notice_and_not_the_matter(stage: Stage) -> None:
    matter = stage.in_state("notified", co_ids=(stage.cast.unit("SIDUR").pk,))
    notice = Notice.objects.get(kind="followup.notify", user__username="ivan")

    acknowledge(notice.user_id, notice.pk, NOW)

    matter.refresh_from_db()
    notice.refresh_from_db()
    assert (matter.state, notice.received_at) == ("notified", NOW)


def test_the_acuse_of_a_matter_settles_its_notice(stage: Stage) -> None:
    stage.move("rosa", "acknowledge", stage.in_state("notified"))

    notice = Notice.objects.get(kind="followup.notify", user__username="rosa")
    assert notice.received_at is not None
    assert notice.seen_at is not None
