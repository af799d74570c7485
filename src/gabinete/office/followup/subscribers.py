"""Who is told of what: each move of a matter reaches the people who have to do something next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.permissions import ROLE_CLEARANCE
from gabinete.foundation.access.queries import actor_of, people_who_hold
from gabinete.foundation.accounts.models import User
from gabinete.foundation.notifications.actions import receipt_given, tell
from gabinete.foundation.notifications.events import ReceiptGiven
from gabinete.foundation.workflow.events import CalendarChanged
from gabinete.foundation.workflow.models import CalendarVersion
from gabinete.kernel.clock import day_of
from gabinete.kernel.facts import subscribe
from gabinete.kernel.words import short_date
from gabinete.office.followup import policies
from gabinete.office.followup.actions.agency import acknowledge
from gabinete.office.followup.actions.recount import recount
from gabinete.office.followup.events import MatterMoved
from gabinete.office.followup.models import Extension, Matter
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.rules import may_decide_extension
from gabinete.office.followup.states import NOTIFIED

_AGENCY = (Role.LIAISON, Role.UNIT_HEAD)
_VERIFIERS = (Role.LIAISON, Role.UNIT_HEAD, Role.ANALYST, Role.SECRETARY)
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A matter that moved, ready to choose whom to tell."""

    fact: MatterMoved
    matter: Matter
    today: date

    def holders(self, roles: Iterable[Role], units: Iterable[int] | None = None) -> set[int]:
        """Return the people who hold one of the roles today and may read this degree of reserve."""
        cleared = [role for role in roles if ROLE_CLEARANCE[role] >= self.matter.reserve]
        return people_who_hold(cleared, self.today, units)


Choose = Callable[[Told], set[int]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said of a move, and to whom.

    Attributes:
        title: begins the notice; folio and title of the matter follow.
        needs_receipt: asks for an acuse.
    """

    title: str
    to: Choose
    needs_receipt: bool = False
    mail: bool = True


def _lead(it: Told) -> set[int]:
    return it.holders(_AGENCY, [it.matter.lead_id])


def _responsible(it: Told) -> set[int]:
    return it.holders(_AGENCY, [it.matter.lead_id, *it.matter.co_unit_ids])


def _monitor(it: Told) -> set[int]:
    """Return who monitors the matter; every analyst when nobody was named."""
    return {it.matter.monitor_id} if it.matter.monitor_id else it.holders([Role.ANALYST])


def _secretary(it: Told) -> set[int]:
    return _monitor(it) | it.holders([Role.SECRETARY])


def _verifiers(it: Told) -> set[int]:
    matter = it.matter
    unit = matter.verifier_unit_id or (matter.monitor_unit_id if matter.monitor_may_verify else None)
    found = it.holders(_VERIFIERS, [unit]) if unit else it.holders([Role.SECRETARY, Role.CHIEF])
    return found - {matter.fulfilment_by_id or 0, matter.accepted_by_id or 0}


def _deciders(it: Told) -> set[int]:
    ranked = [role for role in Role if may_decide_extension(frozenset({role}), it.matter.extension_count)]
    above = [role for role in ranked if role is not Role.ANALYST]
    return _monitor(it) if Role.ANALYST in ranked else it.holders(above)


def _heads(it: Told) -> set[int]:
    return it.holders([Role.CHIEF, Role.GOVERNOR])


def _other_side(it: Told) -> set[int]:
    agency = _responsible(it)
    if it.fact.actor_id in agency:
        return _monitor(it)
    return _lead(it) if it.matter.co_unit_ids else agency


def _both(it: Told) -> set[int]:
    return _lead(it) | _monitor(it)


LETTERS: dict[str, Letter] = {
    "notify": Letter("Se le notifica", _responsible, needs_receipt=True),
    "reassign": Letter("Se le asigna", _responsible, needs_receipt=True),
    "confirm_assignment": Letter("Se confirma que le corresponde", _lead, needs_receipt=True),
    "report_progress": Letter("Reporte por revisar", _monitor),
    "report_fulfilment": Letter("Cumplimiento por revisar", _monitor),
    "return_report": Letter("Se devolvió su reporte", _lead),
    "return_fulfilment": Letter("Se devolvió su cumplimiento", _lead),
    "accept_fulfilment": Letter("Cumplimiento por verificar", _verifiers),
    "verify_concluded": Letter("Verificado y concluido", _both),
    "verify_partial": Letter("Verificado: concluido parcialmente", _both),
    "verify_return": Letter("La verificación no lo acreditó", _both),
    "ask_extension": Letter("Prórroga por decidir", _deciders),
    "grant_extension": Letter("Se concedió la prórroga", _both),
    "deny_extension": Letter("Se negó la prórroga", _both),
    "decline": Letter("La dependencia lo declinó", _secretary),
    "block": Letter("Se marcó detenido", _monitor),
    "suspend": Letter("Quedó suspendido", _lead),
    "resume": Letter("Se reanudó", _lead),
    "propose_end": Letter("Cierre sin cumplimiento por confirmar", _heads),
    "reject_end": Letter("Se rechazó el cierre propuesto", _both),
    "confirm_void": Letter("Quedó sin efecto", _both),
    "confirm_superseded": Letter("Quedó sustituido", _both),
    "confirm_unfulfilled": Letter("Se declaró incumplido", _both),
    "reopen": Letter("Se reabrió", _both),
    "message": Letter("Mensaje en el asunto", _other_side),
    "recount": Letter("Se recorrió el término", _lead, mail=False),
}
"""The letter of each move; moves without one tell nobody."""


def tell_of(fact: MatterMoved) -> None:
    """Tell the people a move concerns, whoever made it left out."""
    if fact.move == "acknowledge" and fact.actor_id:
        receipt_given(fact.actor_id, matter_url(fact.matter_id), fact.at)
    letter = LETTERS.get(fact.move)
    if letter is None:
        return
    matter = fact.matter
    it = Told(fact, matter, day_of(fact.at))
    people = letter.to(it) - {fact.actor_id or 0}
    if people:
        tell(
            people,
            kind=f"followup.{fact.move}",
            title=f"{letter.title}: {fact.folio} · {matter.title}"[:TITLE_LENGTH],
            text=_body(it),
            url=matter_url(matter.pk),
            at=fact.at,
            mail=letter.mail,
            needs_receipt=letter.needs_receipt,
            reserve=matter.reserve,
        )


def acknowledge_of(fact: ReceiptGiven) -> None:
    """Take the acuse of a notice as that of its matter, when its agency has not given it yet.

    An acuse of those who only take part stays in their notice.
    """
    if not fact.kind.startswith("followup."):
        return
    key = fact.url.rstrip("/").rsplit("/", 1)[-1]
    matter = (
        Matter.objects.defer("search").filter(pk=int(key), state=NOTIFIED).first()
        if key.isdecimal()
        else None
    )
    person = User.objects.get(pk=fact.user_id)
    actor = actor_of(person, day_of(fact.at))
    if matter is not None and matter.lead_id in actor.unit_ids and policies.may("acknowledge", actor, matter):
        acknowledge(actor, matter.pk, version=matter.version, now=fact.at)


def count_again(fact: CalendarChanged) -> None:
    """Count the running terms again when days are closed."""
    changed_at = CalendarVersion.objects.values_list("made_at", flat=True).filter(
        calendar__code=fact.code, number=fact.version
    )
    if fact.added and (at := changed_at.first()) is not None:
        recount(fact.code, fact.added, fact.reason, at)


def listen() -> None:
    """Hear the facts; for ``apps.ready()``."""
    subscribe(MatterMoved, tell_of)
    subscribe(CalendarChanged, count_again)
    subscribe(ReceiptGiven, acknowledge_of)


def _body(it: Told) -> str:
    """Return what happened and what is expected."""
    matter, said = it.matter, it.fact.text.strip()
    lines = [said] if said else []
    if it.fact.move in {"notify", "reassign", "confirm_assignment"}:
        lines = [matter.text, f"Se dará por cumplido con: {matter.means_of_verification}."]
    if it.fact.move == "ask_extension":
        asked = Extension.objects.filter(matter=matter).order_by("-asked_at", "-id").first()
        lines += [f"Pide hasta el {short_date(asked.proposed_due)}."] if asked else []
    if matter.due and it.fact.move not in {"verify_concluded", "verify_partial"}:
        lines.append(f"Vence el {short_date(matter.due)}.")
    return "\n\n".join(lines)
