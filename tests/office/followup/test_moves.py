"""Each move: what it changes, and what it never loses."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, RuleBroken, Stale
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions
from gabinete.office.followup.models import Evidence, Extension, LogEntry, Matter, Report, Review
from gabinete.office.followup.orders import (
    Correction,
    Grant,
    Judgement,
    NewEnd,
    NewExtension,
    NewMilestone,
    NewReport,
    Origin,
    Reassignment,
)
from gabinete.office.followup.queries import deadline_explanation, matter_detail
from tests.office.followup.stage import NOW, TODAY, Stage

WHY = "Consta en el expediente."


def test_folios_follow_each_other_within_their_session(stage: Stage) -> None:
    folios = [stage.registered().folio for _ in range(3)]

    assert folios == ["GL/2026/07-01", "GL/2026/07-02", "GL/2026/07-03"]


def test_an_instruction_outside_a_session_is_numbered_by_year(stage: Stage) -> None:
    matter = stage.registered(kind="instruction", origin=Origin("tour", "Gira por Cananea"))

    assert matter.folio == "INS/2026/0001"


def test_a_folio_is_never_given_twice_even_when_one_was_brought(stage: Stage) -> None:
    stage.registered(folio="GL/2026/07-01")

    assert stage.registered().folio == "GL/2026/07-02"
    with pytest.raises(BadInput, match="no se reutilizan"):
        stage.registered(folio="gl/2026/7-1")


def test_a_move_writes_the_columns_it_changed_and_no_others(stage: Stage) -> None:
    matter = stage.registered()

    with CaptureQueriesContext(connection) as asked:
        notified = stage.move("lucia", "notify", matter)

    (written,) = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "followup_matter"')]
    assert "\"state\" = 'notified'" in written
    assert '"text" =' not in written
    assert '"lead_id" =' not in written
    kept = Matter.objects.get(pk=matter.pk)
    assert all(
        getattr(kept, f.attname) == getattr(notified, f.attname)
        for f in Matter._meta.local_fields
        if not f.generated and f.name != "search"
    )


def test_registering_twice_with_the_same_mark_makes_one_matter(stage: Stage) -> None:
    once = uuid4()

    first, second = stage.registered(once=once), stage.registered(once=once)

    assert first.pk == second.pk
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"means": " "}, {"text": ""}, {"kind": "wish"}, {"priority": 9}, {"report_every_days": 0}]
)
def test_nothing_is_registered_without_what_makes_it_accountable(stage: Stage, wrong: dict) -> None:
    with pytest.raises(RuleBroken):
        stage.registered(**wrong)

    assert not Matter.objects.exists()


def test_a_unit_takes_part_once_and_never_verifies_itself(stage: Stage) -> None:
    cea, sidur = stage.cast.unit("CEA").pk, stage.cast.unit("SIDUR").pk

    with pytest.raises(RuleBroken, match="dos veces"):
        stage.registered(co_ids=(cea,))
    with pytest.raises(RuleBroken, match="distinta"):
        stage.registered(co_ids=(sidur,), verifier_unit_id=sidur)


def test_the_term_is_counted_from_the_notice_and_kept_as_the_original(stage: Stage) -> None:
    matter = stage.in_state("notified")

    assert (matter.due, matter.original_due, matter.term_from) == (
        date(2026, 12, 7),
        date(2026, 12, 7),
        TODAY,
    )
    counted = deadline_explanation(matter)
    assert counted is not None
    assert counted.due == matter.due
    assert sum(line.counted for line in counted.explanation) == 10


def test_a_matter_without_term_never_falls_due(stage: Stage) -> None:
    matter = stage.in_state("notified", term=Term.none())

    assert (matter.due, matter.original_due) == (None, None)
    assert deadline_explanation(matter) is None


def test_a_fixed_date_falls_due_on_that_date(stage: Stage) -> None:
    matter = stage.in_state("notified", term=Term.fixed(date(2026, 12, 18)))

    assert matter.due == date(2026, 12, 18)


def test_acknowledging_writes_down_who_and_when(stage: Stage) -> None:
    matter = stage.in_state("in_progress")

    assert (matter.acknowledged_by_id, matter.acknowledged_at) == (stage.cast.rosa.pk, NOW)


def test_a_report_counts_only_once_accepted(stage: Stage) -> None:
    matter = stage.in_state("in_progress")

    told = stage.move("rosa", "report_progress", matter, report=stage.report(40))
    assert (told.reported_percent, told.accepted_percent) == (40, None)

    accepted = stage.move("tomas", "accept_report", matter)
    assert (accepted.accepted_percent, accepted.accepted_at) == (40, NOW)


def test_a_report_moves_the_next_one_expected(stage: Stage) -> None:
    matter = stage.move("rosa", "report_progress", stage.in_state("in_progress"), report=stage.report())

    assert matter.next_report_on == TODAY + timedelta(days=30)


def test_a_later_report_replaces_the_one_that_waits(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "report_progress", matter, report=stage.report(20))
    stage.move("rosa", "report_progress", matter, report=stage.report(50))

    assert sorted(Report.objects.values_list("percent", "review")) == [
        (20, Review.REPLACED),
        (50, Review.PENDING),
    ]


def test_sending_a_report_twice_keeps_one(stage: Stage) -> None:
    matter, report = stage.in_state("in_progress"), stage.report(30)
    call = {"version": matter.version, "now": NOW, "report": report}

    first = actions.report_progress(stage.actor("rosa"), matter.pk, **call)
    second = actions.report_progress(stage.actor("rosa"), matter.pk, **call)

    assert first.version == second.version
    assert Report.objects.count() == 1


def test_evidence_of_a_returned_report_stops_counting(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "report_progress", matter, report=stage.report(80, proof=True))
    stage.move("tomas", "return_report", matter, reason="Falta la memoria de cálculo.")

    assert Evidence.objects.get().withdrawn
    with pytest.raises(IllegalMove, match="medio de verificación"):
        stage.move("rosa", "report_fulfilment", matter, report=NewReport("Ya está.", 100))


def test_fulfilment_is_refused_without_the_means_of_verification(stage: Stage) -> None:
    matter = stage.in_state("in_progress")

    with pytest.raises(IllegalMove, match="Falta adjuntar el medio de verificación"):
        stage.move("rosa", "report_fulfilment", matter, report=stage.report(100))


def test_nobody_offers_a_document_that_somebody_else_brought(stage: Stage) -> None:
    matter, foreign = stage.in_state("in_progress"), stage.document("ivan").pk

    with pytest.raises(BadInput, match="usted subió"):
        stage.move("rosa", "report_progress", matter, report=NewReport("Avance", 10, (foreign,)))
    assert not Report.objects.exists()


def test_the_office_judges_confidence_on_the_written_scale(stage: Stage) -> None:
    matter = stage.move(
        "tomas", "judge_confidence", stage.in_state("in_progress"), judgement=Judgement(2, "Silencio.")
    )

    assert matter.confidence == 2
    with pytest.raises(RuleBroken, match="1 a 5"):
        stage.move("tomas", "judge_confidence", matter, judgement=Judgement(6))


def test_an_extension_never_loses_the_original_term(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    original = matter.due
    for who, until in (("tomas", date(2027, 1, 15)), ("marcos", date(2027, 2, 26))):
        stage.move("rosa", "ask_extension", matter, extension=NewExtension(until, "Falta el dictamen."))
        matter = stage.move(who, "grant_extension", matter, grant=Grant())

    assert (matter.original_due, matter.due, matter.extension_count) == (original, date(2027, 2, 26), 2)
    assert list(Extension.objects.order_by("pk").values_list("previous_due", flat=True)) == [
        original,
        date(2027, 1, 15),
    ]


def test_the_second_extension_is_beyond_the_rank_of_an_analyst(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "ask_extension", matter, extension=stage.extension(10))
    stage.move("tomas", "grant_extension", matter, grant=Grant())
    stage.move("rosa", "ask_extension", matter, extension=stage.extension(60))

    with pytest.raises(NotAllowed):
        stage.move("tomas", "grant_extension", matter, grant=Grant())
    assert stage.move("elena", "grant_extension", matter, grant=Grant()).extension_count == 2


def test_a_denied_extension_leaves_the_term_and_says_why(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "ask_extension", matter, extension=stage.extension())
    after = stage.move("tomas", "deny_extension", matter, reason="No hay causa.")

    assert after.due == after.original_due
    assert Extension.objects.get().decision_reason == "No hay causa."


def test_an_extension_is_asked_for_a_later_date_and_once_at_a_time(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    with pytest.raises(RuleBroken, match="posterior"):
        stage.move("rosa", "ask_extension", matter, extension=NewExtension(matter.due, "Falta."))
    stage.move("rosa", "ask_extension", matter, extension=stage.extension())

    with pytest.raises(IllegalMove, match="Ya hay una prórroga"):
        stage.move("rosa", "ask_extension", matter, extension=stage.extension())


def test_a_declined_matter_returns_to_the_office_which_confirms_or_reassigns(stage: Stage) -> None:
    confirmed = stage.move("lucia", "confirm_assignment", stage.in_state("declined"), reason=WHY)
    assert (confirmed.state, confirmed.acknowledged_at) == ("notified", None)

    declined = stage.in_state("declined")
    moved = stage.move(
        "lucia",
        "reassign",
        declined,
        to=Reassignment(stage.cast.unit("SIDUR").pk, "Es obra.", keep_as_copy=True),
    )
    cea, sidur = stage.cast.unit("CEA").pk, stage.cast.unit("SIDUR").pk
    assert (moved.lead_id, moved.party_unit_ids, moved.due) == (sidur, [sidur, cea], declined.due)
    assert moved.log.filter(move="reassign").get().data["from"] == cea


def test_reassigning_keeps_past_participants_with_the_day_they_left(stage: Stage) -> None:
    units = stage.cast.units
    matter = stage.in_state("notified", co_ids=(units["SIDUR"].pk,))
    stage.move("lucia", "reassign", matter, to=Reassignment(units["SSA"].pk, WHY))

    assert list(matter.participants.values_list("unit_id", "until")) == [(units["SIDUR"].pk, TODAY)]


def test_a_suspended_term_does_not_run(stage: Stage) -> None:
    matter = stage.in_state("suspended")
    assert matter.due == date(2026, 12, 7)

    resumed = stage.move("tomas", "resume", matter, now=NOW + timedelta(days=14))

    assert resumed.due == date(2026, 12, 21)
    assert resumed.original_due == date(2026, 12, 7)


def test_an_obstacle_stops_and_lets_go(stage: Stage) -> None:
    assert stage.move("rosa", "unblock", stage.in_state("blocked")).state == "in_progress"


def test_reopening_keeps_the_first_closing_date_and_asks_both_keys_again(stage: Stage) -> None:
    matter = stage.in_state("concluded")
    later = NOW + timedelta(days=20)
    reopened = stage.move("marcos", "reopen", matter, now=later, reason="La auditoría encontró faltantes.")

    assert (reopened.state, reopened.closed_on, reopened.first_closed_on) == ("in_progress", None, TODAY)
    assert (reopened.fulfilment_by_id, reopened.accepted_by_id, reopened.verified_by_id) == (None, None, None)
    with pytest.raises(IllegalMove):
        stage.move("rosa", "report_fulfilment", matter, report=NewReport("Otra vez.", 100))
    for who, move, more in (
        ("rosa", "report_fulfilment", {"report": stage.report(100, proof=True)}),
        ("tomas", "accept_fulfilment", {}),
        ("sofia", "verify_concluded", {"reason": WHY}),
    ):
        closed = stage.move(who, move, matter, now=later, **more)
    assert (closed.closed_on, closed.first_closed_on) == (later.date(), TODAY)
    assert closed.reopened_count == 1


def test_a_returned_verification_goes_back_to_the_agency(stage: Stage) -> None:
    matter = stage.move(
        "sofia", "verify_return", stage.in_state("in_verification"), reason="No es el proyecto firmado."
    )

    assert (matter.state, matter.fulfilment_by_id) == ("in_progress", None)
    assert Evidence.objects.get().withdrawn


def test_an_end_without_fulfilment_names_what_takes_its_place(stage: Stage) -> None:
    matter = stage.in_state("superseded")
    assert matter.superseded_by_id

    with pytest.raises(BadInput, match="sustituye"):
        stage.move("tomas", "propose_end", stage.in_state("in_progress"), proposal=NewEnd("superseded", WHY))


def test_a_rejected_end_lets_the_matter_go_on(stage: Stage) -> None:
    matter = stage.move("marcos", "reject_end", stage.in_state("end_proposed"), reason="Sigue vigente.")

    assert (matter.state, matter.proposed_end, matter.proposed_by_id) == ("in_progress", "", None)


def test_a_message_changes_nothing_but_the_record(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    after = stage.move("rosa", "message", matter, text="¿Basta el plano?")

    assert after.version == matter.version
    assert matter.log.get(move="message").text == "¿Basta el plano?"


def test_a_correction_keeps_what_it_said_before(stage: Stage) -> None:
    matter = stage.move(
        "tomas", "edit", stage.in_state("in_progress"), correction=Correction(WHY, title="Tramo 2")
    )

    changed = matter.log.get(move="edit").data["changed"]
    assert changed == {"title": ["Proyecto ejecutivo del acueducto Río Sonora", "Tramo 2"]}
    with pytest.raises(RuleBroken, match="prórroga"):
        stage.move("tomas", "edit", matter, correction=Correction(WHY, term=Term.business(99)))


def test_milestones_say_how_far_a_matter_really_is(stage: Stage) -> None:
    milestones = (NewMilestone("Topografía", weight=3), NewMilestone("Planos", weight=1))
    matter = stage.in_state("in_progress", milestones=milestones)
    stage.move("rosa", "report_progress", matter, report=stage.report(100))
    first = matter.milestones.first()
    stage.move("tomas", "complete_milestone", matter, milestone_id=first.pk)
    stage.move("tomas", "add_milestone", matter, milestone=NewMilestone("Acuse", weight=1))

    progress = matter_detail(stage.actor("tomas"), matter.pk, TODAY).progress
    assert (progress.reported, progress.accepted, progress.derived) == (100, None, 60)
    assert "los hitos aceptados suman 60" in progress.doubt


def test_every_move_leaves_one_line_with_who_from_where_and_what(stage: Stage) -> None:
    matter = stage.in_state("concluded")

    lines = list(
        LogEntry.objects.filter(matter=matter)
        .order_by("pk")
        .values_list("move", "source", "target", "unit__acronym")
    )
    assert lines == [
        ("register", "", "registered", "OEE"),
        ("notify", "registered", "notified", "OEE"),
        ("acknowledge", "notified", "in_progress", "CEA"),
        ("report_fulfilment", "in_progress", "fulfilment_reported", "CEA"),
        ("accept_fulfilment", "fulfilment_reported", "in_verification", "OEE"),
        ("verify_concluded", "in_verification", "concluded", "SABG"),
    ]


def test_a_stale_version_is_told_and_changes_nothing(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("tomas", "judge_confidence", matter, judgement=Judgement(4))

    with pytest.raises(Stale, match="No se perdió"):
        actions.block(stage.actor("rosa"), matter.pk, version=matter.version, now=NOW, reason=WHY)
    assert Matter.objects.get(pk=matter.pk).state == "in_progress"


@pytest.mark.parametrize("move", ["block", "decline"])
def test_a_compulsory_reason_cannot_be_blank(stage: Stage, move: str) -> None:
    with pytest.raises(RuleBroken, match="motivo"):
        stage.move("rosa", move, stage.in_state("in_progress"), reason="  ")
