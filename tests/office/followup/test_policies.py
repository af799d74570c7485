"""Who may do what: every role against every move, the second key on every path, and visibility said twice."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor, actor_with
from gabinete.foundation.access.permissions import ROLE_PERMISSIONS
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import GabineteError, IllegalMove, NotAllowed, NotFound
from gabinete.office.followup import policies
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Correction, NewEnd
from gabinete.office.followup.policies import MAY, may_view, visible_matters
from gabinete.office.followup.queries import matter_detail, situation
from gabinete.office.followup.states import FINAL_STATES, MATTER_FLOW, REGISTERED
from tests.cast import TODAY
from tests.office.followup.stage import NOW, Stage, arguments

AGENCY = frozenset({"rosa", "ramon"})
OFFICE = frozenset({"marcos", "lucia", "tomas"})
SUMMIT = frozenset({"elena", "marcos"})
ALLOWED = {
    **dict.fromkeys(
        ("acknowledge", "report_fulfilment", "ask_extension", "decline", "block", "unblock"), AGENCY
    ),
    "report_progress": AGENCY | {"ivan"},
    **dict.fromkeys(
        ("notify", "accept_report", "return_report", "accept_fulfilment", "return_fulfilment"), OFFICE
    ),
    **dict.fromkeys(
        ("judge_confidence", "confirm_assignment", "reassign", "suspend", "resume", "propose_end"), OFFICE
    ),
    **dict.fromkeys(("edit", "add_milestone", "complete_milestone"), OFFICE),
    **dict.fromkeys(("grant_extension", "deny_extension"), OFFICE | {"elena"}),
    **dict.fromkeys(("confirm_void", "confirm_superseded", "confirm_unfulfilled", "reject_end"), SUMMIT),
    **dict.fromkeys(("verify_concluded", "verify_partial", "verify_return"), frozenset({"sofia"})),
    "reopen": SUMMIT | {"lucia"},
    "message": AGENCY | OFFICE | {"elena", "ivan", "sofia"},
}
"""What the office agreed: who may make each move on a matter of CEA with SIDUR, verified by SABG."""
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
BLIND = frozenset({"nadia", "berta", "saul", "olga"})


def source_of(move: str) -> str:
    """Return a state from which the move departs and to which the stage has a road."""
    reachable = (
        "registered",
        "notified",
        "in_progress",
        "blocked",
        "declined",
        "suspended",
        "fulfilment_reported",
    )
    reachable += ("in_verification", "end_proposed", "concluded")
    return next(s for s in reachable if s in MATTER_FLOW.moves[move].sources)


def test_the_matrix_speaks_of_every_move() -> None:
    assert ALLOWED.keys() == MAY.keys() == MATTER_FLOW.moves.keys()


@pytest.mark.parametrize("move", sorted(ALLOWED))
def test_each_move_is_open_exactly_to_those_agreed(stage: Stage, move: str) -> None:
    matter = stage.in_state(source_of(move), co_ids=(stage.cast.unit("SIDUR").pk,))
    more = arguments(stage, move)

    allowed = set()
    for who in EVERYBODY:
        try:
            with transaction.atomic():
                stage.move(who, move, matter, **more)
                transaction.set_rollback(True)
        except NotAllowed:
            assert who not in BLIND
        except NotFound:
            assert who in BLIND
        except GabineteError:
            allowed.add(who)  # the policy let them through; a guard or a rule was in the way
        else:
            allowed.add(who)

    assert allowed == ALLOWED[move]
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_a_copy_reads_and_writes_but_does_not_report(stage: Stage) -> None:
    matter = stage.in_state("in_progress", copy_ids=(stage.cast.unit("SIDUR").pk,))
    ivan = stage.actor("ivan")

    assert may_view(ivan, matter)
    assert policies.may_message(ivan, matter)
    assert not policies.may_report_progress(ivan, matter)


def test_a_matter_that_is_not_mine_is_not_even_there(stage: Stage) -> None:
    matter = stage.in_state("in_progress")

    with pytest.raises(NotFound):
        stage.move("ivan", "message", matter, text="¿Y esto?")


def test_a_restricted_matter_waits_for_clearance(stage: Stage) -> None:
    matter = stage.registered(reserve=3, reader_ids=(stage.cast.ivan.pk,))
    assert may_view(stage.actor("ivan"), matter)

    with act(0, "tests.reserve", at=NOW):
        Matter.objects.filter(pk=matter.pk).update(reserve=4)
    matter.refresh_from_db()
    seen = {who for who in EVERYBODY if may_view(stage.actor(who), matter)}
    assert seen == {"elena", "marcos", "lucia", "ramon", "ana", "ivan"}


def test_nobody_gives_a_reserve_they_could_not_read(stage: Stage) -> None:
    matter = stage.registered()

    with pytest.raises(NotAllowed, match="reserva"):
        stage.move("tomas", "edit", matter, correction=Correction("Debe cuidarse.", reserve=5))


def test_the_auditor_reads_everything_and_changes_nothing(stage: Stage) -> None:
    matter = stage.registered(reserve=3)
    ana = stage.actor("ana")

    assert may_view(ana, matter)
    assert matter_detail(ana, matter.pk, TODAY).moves == []


def test_every_road_to_an_end_takes_two_keys_in_two_hands(stage: Stage) -> None:
    """Whatever single person acts, no matter closes: each closing move refuses who turned the first key."""
    powerful = actor_with(
        stage.cast.marcos.pk,
        "Todo",
        frozenset(Role),
        frozenset({stage.cast.unit("CEA").pk}),
        frozenset({stage.cast.unit("SABG").pk}),
    )
    closing = {m.name for m in MATTER_FLOW.moves.values() if m.target in FINAL_STATES}
    opening = {
        m.name
        for m in MATTER_FLOW.moves.values()
        if m.target in {"fulfilment_reported", "in_verification", "end_proposed"}
    }
    assert closing == {
        "verify_concluded",
        "verify_partial",
        "confirm_void",
        "confirm_superseded",
        "confirm_unfulfilled",
    }
    assert opening == {"report_fulfilment", "accept_fulfilment", "propose_end"}

    proposed = stage.move(
        "marcos", "propose_end", stage.in_state("in_progress"), proposal=NewEnd("unfulfilled", "No llegó.")
    )
    for move in (m for m in closing if m.startswith("confirm")):
        assert any("segunda llave" in r or "propuso" in r for r in _reasons(powerful, proposed, move))


def _reasons(actor: Actor, matter: Matter, move: str) -> list[str]:
    return MATTER_FLOW.reasons_closed(move, matter.state, situation(actor, matter))


def test_who_accepted_the_fulfilment_does_not_verify_it(stage: Stage) -> None:
    matter = stage.in_state("in_verification", verifier_unit_id=stage.cast.unit("OEE").pk)

    with pytest.raises(IllegalMove, match="segunda llave"):
        stage.move("tomas", "verify_concluded", matter, reason="Consta.")
    assert stage.move("lucia", "verify_concluded", matter, reason="Consta.").state == "concluded"


def test_without_a_named_unit_any_other_unit_verifies_but_never_the_monitor(stage: Stage) -> None:
    matter = stage.in_state("in_verification", verifier_unit_id=None)

    assert not policies.may_verify(stage.actor("tomas"), matter)
    assert not policies.may_verify(stage.actor("rosa"), matter)
    assert policies.may_verify(stage.actor("lucia"), matter)


def test_the_monitors_unit_verifies_when_the_matter_says_so(stage: Stage) -> None:
    matter = stage.in_state("in_verification", monitor_may_verify=True)

    assert policies.may_verify(stage.actor("lucia"), matter)
    assert policies.may_verify(stage.actor("sofia"), matter)


def test_who_proposed_an_end_does_not_confirm_it(stage: Stage) -> None:
    matter = stage.move(
        "marcos", "propose_end", stage.in_state("in_progress"), proposal=NewEnd("void", "Ya no procede.")
    )

    with pytest.raises(IllegalMove, match="segunda llave"):
        stage.move("marcos", "confirm_end", matter)
    assert stage.move("elena", "confirm_end", matter).state == "void"


def test_who_asked_for_an_extension_does_not_grant_it(stage: Stage) -> None:
    both = actor_with(
        stage.cast.rosa.pk,
        "Rosa",
        frozenset({Role.LIAISON, Role.ANALYST}),
        frozenset({stage.cast.unit("CEA").pk}),
        frozenset({stage.cast.unit("CEA").pk}),
    )
    matter = stage.move("rosa", "ask_extension", stage.in_state("in_progress"), extension=stage.extension())

    assert "Quien solicitó la prórroga no puede decidirla." in _reasons(both, matter, "grant_extension")


@pytest.mark.parametrize(
    "lacking", ["verified_by_id", "accepted_by_id", "fulfilment_by_id", "verified_unit_id"]
)
def test_the_table_itself_refuses_a_conclusion_with_a_key_missing(stage: Stage, lacking: str) -> None:
    matter = stage.in_state("concluded")

    with pytest.raises(IntegrityError), transaction.atomic(), act(0, "tests.tamper", at=NOW):
        Matter.objects.filter(pk=matter.pk).update(**{lacking: None})


def test_the_table_itself_refuses_both_keys_in_one_hand(stage: Stage) -> None:
    matter = stage.in_state("concluded")

    with pytest.raises(IntegrityError), transaction.atomic(), act(0, "tests.tamper", at=NOW):
        Matter.objects.filter(pk=matter.pk).update(verified_by_id=matter.accepted_by_id)


def test_a_closed_button_says_all_its_reasons(stage: Stage) -> None:
    moves = {
        m.name: m for m in matter_detail(stage.actor("rosa"), stage.in_state("in_progress").pk, TODAY).moves
    }

    assert moves["report_progress"].is_open
    assert moves["report_fulfilment"].reasons == ("Falta adjuntar el medio de verificación comprometido.",)
    assert "notify" not in moves


ACTORS = st.builds(
    lambda user, roles, units, homes: actor_with(
        user, "x", frozenset(roles), frozenset(units), frozenset(homes | units)
    ),
    st.integers(1, 4),
    st.sets(st.sampled_from(list(Role)), max_size=3),
    st.sets(st.integers(0, 4), max_size=2),
    st.sets(st.integers(0, 4), max_size=2),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "lead": st.integers(0, 4),
            "others": st.sets(st.integers(0, 4), max_size=2),
            "verifier": st.none() | st.integers(0, 4),
            "reserve": st.integers(1, 5),
            "readers": st.sets(st.integers(1, 4), max_size=2),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=ACTORS, rows=ROWS)
def test_what_may_be_viewed_is_exactly_what_is_visible(stage: Stage, actor: Actor, rows: list[dict]) -> None:
    units = sorted(unit.pk for unit in stage.cast.units.values())
    actor = actor_with(
        actor.user_id,
        actor.name,
        actor.roles,
        frozenset(units[n] for n in actor.unit_ids),
        frozenset(units[n] for n in actor.home_unit_ids),
    )
    with transaction.atomic():
        with act(0, "tests.rows", at=NOW):
            Matter.objects.bulk_create(_row(stage, units, n, row) for n, row in enumerate(rows))

        visible = set(visible_matters(actor).values_list("pk", flat=True))
        viewable = {m.pk for m in Matter.objects.all() if may_view(actor, m)}
        transaction.set_rollback(True)

    assert visible == viewable
    if not any("followup.view_matters" in ROLE_PERMISSIONS[r] for r in actor.roles):
        assert visible == set()


def _row(stage: Stage, units: list[int], n: int, row: dict) -> Matter:
    return Matter(
        folio=f"P/2026/{n:04}",
        kind="agreement",
        title="x",
        text="x",
        origin_kind="plan",
        issued_on=NOW.date(),
        lead_id=units[row["lead"]],
        party_unit_ids=sorted({units[row["lead"]], *(units[o] for o in row["others"])}),
        verifier_unit_id=None if row["verifier"] is None else units[row["verifier"]],
        reader_ids=sorted(row["readers"]),
        reserve=row["reserve"],
        term_unit="none",
        means_of_verification="x",
        state=REGISTERED,
        state_since=NOW,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_by=stage.cast.tomas,
    )
