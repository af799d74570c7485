"""Who may do what to which matter: the role's permission and, always, the scope.

``may_view`` and ``visible_matters`` are the same rule said twice, for one row and for the database; a test
proves them equal.
"""

from collections.abc import Callable, Mapping

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.reserve import Reserve
from gabinete.office.followup import rules
from gabinete.office.followup.models import Matter
from gabinete.office.followup.states import MATTER_FLOW

P = Permission


def visible_matters(actor: Actor) -> QuerySet[Matter]:
    """Return the matters this person may know of; none when nobody is signed in or no role reads matters."""
    return Matter.objects.filter(visible_condition(actor))


def visible_condition(actor: Actor) -> Q:
    """Return :func:`visible_matters` as a condition, for queries that begin elsewhere."""
    if not actor.may(P.VIEW_MATTERS):
        return Q(pk__in=())
    if actor.is_office and actor.office_clearance == max(Reserve):
        return Q()
    seen = Q(reader_ids__contains=[actor.user_id])
    if actor.is_office:
        seen |= Q(reserve__lte=actor.office_clearance)
    if units := sorted(actor.unit_ids):
        own = Q(party_unit_ids__overlap=units) | Q(verifier_unit__in=units)
        seen |= own & Q(reserve__lte=actor.unit_clearance)
    return seen


def may_view(actor: Actor, matter: Matter) -> bool:
    """Return whether this person may know that the matter exists."""
    if not actor.may(P.VIEW_MATTERS):
        return False
    if actor.user_id in matter.reader_ids:
        return True
    if actor.is_office and matter.reserve <= actor.office_clearance:
        return True
    own = is_party(actor, matter) or matter.verifier_unit_id in actor.unit_ids
    return own and matter.reserve <= actor.unit_clearance


def is_party(actor: Actor, matter: Matter) -> bool:
    """Return whether they act for a unit that shares the matter: lead, co-responsible or copy."""
    return not actor.unit_ids.isdisjoint(matter.party_unit_ids)


def is_lead(actor: Actor, matter: Matter) -> bool:
    """Return whether they act for the lead agency, or for the one that inherited its duties."""
    return matter.lead_id in actor.unit_ids


def is_responsible(actor: Actor, matter: Matter) -> bool:
    """Return whether they act for the lead or for a co-responsible agency; a copy only reads."""
    return is_lead(actor, matter) or not actor.unit_ids.isdisjoint(matter.co_unit_ids)


def sits_with_a_party(actor: Actor, matter: Matter) -> bool:
    """Return whether one of their units, in any role, shares the matter: such a person turns no second key."""
    return not actor.home_unit_ids.isdisjoint({*matter.party_unit_ids, matter.lead_id})


def may_register(actor: Actor, reserve: int) -> bool:
    """Return whether they may register a matter of that degree of reserve."""
    return actor.is_office and actor.may(P.REGISTER_MATTER) and reserve <= actor.office_clearance


def _as_lead(permission: P) -> Callable[[Actor, Matter], bool]:
    def may(actor: Actor, matter: Matter) -> bool:
        return actor.may(permission) and is_lead(actor, matter) and may_view(actor, matter)

    return may


def _as_office(permission: P) -> Callable[[Actor, Matter], bool]:
    def may(actor: Actor, matter: Matter) -> bool:
        return actor.may(permission) and actor.is_office and may_view(actor, matter)

    return may


def _may_decide_extension(actor: Actor, matter: Matter) -> bool:
    ranked = rules.may_decide_extension(actor.roles, matter.extension_count)
    return ranked and actor.may(P.DECIDE_EXTENSION) and actor.is_office and may_view(actor, matter)


def may_report_progress(actor: Actor, matter: Matter) -> bool:
    """Return whether they may report progress: the lead and the co-responsible agencies."""
    return actor.may(P.REPORT_PROGRESS) and is_responsible(actor, matter) and may_view(actor, matter)


def may_message(actor: Actor, matter: Matter) -> bool:
    """Return whether they may write in the record: the office and every unit that shares it."""
    takes_part = actor.is_office or is_party(actor, matter) or matter.verifier_unit_id in actor.unit_ids
    return actor.may(P.MESSAGE_MATTER) and takes_part and may_view(actor, matter)


def may_verify(actor: Actor, matter: Matter) -> bool:
    """Return whether they may turn the second key.

    Never from a unit that shares the matter. When a verifying unit was named, only from it (or from the monitor's
    unit, when the matter says so); otherwise from any other unit that sees it, the monitor in person left out
    unless the matter says so.
    """
    if not (actor.may(P.VERIFY_MATTER) and actor.home_unit_ids and may_view(actor, matter)):
        return False
    if sits_with_a_party(actor, matter):
        return False
    monitoring = matter.monitor_unit_id in actor.home_unit_ids
    if matter.verifier_unit_id is None:
        return matter.monitor_may_verify or actor.user_id != matter.monitor_id
    return matter.verifier_unit_id in actor.home_unit_ids or (matter.monitor_may_verify and monitoring)


may_acknowledge = _as_lead(P.ACKNOWLEDGE_MATTER)
may_report_fulfilment = _as_lead(P.REPORT_FULFILMENT)
may_ask_extension = _as_lead(P.ASK_EXTENSION)
may_decline = _as_lead(P.DECLINE_MATTER)
may_block = may_unblock = _as_lead(P.REPORT_PROGRESS)
may_notify = _as_office(P.NOTIFY_MATTER)
may_accept_report = may_return_report = _as_office(P.REVIEW_REPORT)
may_accept_fulfilment = may_return_fulfilment = may_complete_milestone = may_accept_report
may_judge_confidence = _as_office(P.JUDGE_CONFIDENCE)
may_grant_extension = may_deny_extension = _may_decide_extension
may_confirm_assignment = may_reassign = _as_office(P.REASSIGN_MATTER)
may_suspend = may_resume = _as_office(P.SUSPEND_MATTER)
may_propose_end = _as_office(P.PROPOSE_END)
may_confirm_void = may_confirm_superseded = may_confirm_unfulfilled = may_reject_end = _as_office(
    P.CONFIRM_END
)
may_verify_concluded = may_verify_partial = may_verify_return = may_verify
may_reopen = _as_office(P.REOPEN_MATTER)
may_edit = may_add_milestone = _as_office(P.EDIT_MATTER)

MAY: Mapping[str, Callable[[Actor, Matter], bool]] = {
    name: globals()[f"may_{name}"] for name in MATTER_FLOW.moves
}
"""The policy of every move of the flow; a move without one fails at import."""


def may(move: str, actor: Actor, matter: Matter) -> bool:
    """Return whether this person may make a move of the flow on this matter, whatever its state."""
    return MAY[move](actor, matter)
