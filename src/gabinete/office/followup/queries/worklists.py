"""The lists of each day: mine, overdue, to review, to verify and so on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.errors import BadInput
from gabinete.kernel.standing import DeadlineStanding
from gabinete.office.followup import states
from gabinete.office.followup.models import Decision, Extension, Report, Review
from gabinete.office.followup.queries.filters import (
    OPEN,
    OWED,
    Horizon,
    silent_condition,
    standing_condition,
)

Condition = Callable[[Actor, Horizon], Q]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list of work.

    Attributes:
        key: as it stands in the address.
        label: what the tab says.
        empty: what the page says when there is nothing, and what to do next.
        condition: which matters, among those this person sees.
        permission: shown to whoever has it; empty shows it to all who read matters.
    """

    key: str
    label: str | Promise
    empty: str | Promise
    condition: Condition
    permission: str = ""


def _mine(actor: Actor, _at: Horizon) -> Q:
    units = sorted(actor.unit_ids)
    if units:
        shared = Q(party_unit_ids__overlap=units)
        return OPEN & shared & (Q(lead__in=units) | Q(co_unit_ids__overlap=units))
    return OPEN & Q(monitor=actor.user_id)


def _answers(actor: Actor) -> Q:
    """Return what this person answers for: an agency its own, although it may read more (to verify, by copy)."""
    if not actor.unit_ids or actor.may(Permission.REVIEW_REPORT):
        return Q()
    units = sorted(actor.unit_ids)
    return Q(party_unit_ids__overlap=units) & (Q(lead__in=units) | Q(co_unit_ids__overlap=units))


def _late(actor: Actor, at: Horizon) -> Q:
    return _answers(actor) & standing_condition(DeadlineStanding.OVERDUE, at)


def _soon(actor: Actor, at: Horizon) -> Q:
    return _answers(actor) & standing_condition(DeadlineStanding.DUE_SOON, at)


def _silent(actor: Actor, at: Horizon) -> Q:
    return _answers(actor) & silent_condition(at)


def _new(actor: Actor, _at: Horizon) -> Q:
    if actor.unit_ids:
        return Q(state=states.NOTIFIED, lead__in=sorted(actor.unit_ids)) & OPEN
    return Q(state=states.REGISTERED) & OPEN


def _copies(actor: Actor, _at: Horizon) -> Q:
    units = sorted(actor.unit_ids)
    own = Q(lead__in=units) | Q(co_unit_ids__overlap=units)
    return OPEN & Q(party_unit_ids__overlap=units) & ~own


def _to_review(_actor: Actor, _at: Horizon) -> Q:
    waiting = Report.objects.filter(review=Review.PENDING, is_fulfilment=False).values("matter_id")
    return OPEN & (Q(state=states.FULFILMENT_REPORTED) | Q(state__in=states.OWED_STATES, pk__in=waiting))


def _returned(actor: Actor, _at: Horizon) -> Q:
    """Return what the agency must send again: its latest report was returned."""
    units = sorted(actor.unit_ids)
    later = Report.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")), matter=OuterRef("matter")
    )
    last = Report.objects.filter(~Exists(later), matter=OuterRef("pk"), review=Review.RETURNED)
    return OWED & Q(party_unit_ids__overlap=units, lead__in=units) & Q(Exists(last))


def _to_verify(actor: Actor, _at: Horizon) -> Q:
    homes = sorted(actor.home_unit_ids)
    named = Q(verifier_unit__in=homes) | Q(monitor_may_verify=True, monitor_unit__in=homes)
    anybody = Q(verifier_unit__isnull=True) & (
        Q(monitor_may_verify=True) | Q(monitor__isnull=True) | ~Q(monitor=actor.user_id)
    )
    third = (
        ~Q(party_unit_ids__overlap=homes) & ~Q(fulfilment_by=actor.user_id) & ~Q(accepted_by=actor.user_id)
    )
    return OPEN & Q(state=states.IN_VERIFICATION) & (named | anybody) & third


def _extensions(_actor: Actor, _at: Horizon) -> Q:
    waiting = Extension.objects.filter(decision=Decision.PENDING).values("matter_id")
    return OWED & Q(pk__in=waiting)


def _extensions_of_rank(actor: Actor, at: Horizon) -> Q:
    return _extensions(actor, at) & Q(extension_count__gte=1)


def _at_risk(_actor: Actor, at: Horizon) -> Q:
    overdue = standing_condition(DeadlineStanding.OVERDUE, at)
    soon = standing_condition(DeadlineStanding.DUE_SOON, at) & silent_condition(at)
    return OPEN & (Q(confidence__lte=2) | overdue | soon)


P = Permission
_NOTHING = _("No hay asuntos en esta lista.")
WORK_LISTS: dict[str, WorkList] = {
    one.key: one
    for one in (
        WorkList("mios", _("Míos"), _("No tiene asuntos abiertos a su cargo."), _mine),
        WorkList("nuevos", _("Nuevos"), _("No hay asuntos nuevos por atender."), _new),
        WorkList("devueltos", _("Devueltos"), _("No le han devuelto ningún reporte."), _returned, P.REPORT_PROGRESS),
        WorkList("vencidos", _("Vencidos"), _("Ningún asunto está vencido."), _late),
        WorkList("por-vencer", _("Por vencer"), _("Nada vence en los próximos días hábiles."), _soon),
        WorkList("sin-reporte", _("Sin reporte"), _("Todos los asuntos tienen reporte reciente."), _silent),
        WorkList("por-revisar", _("Por revisar"), _("No hay reportes en espera de revisión."), _to_review, P.REVIEW_REPORT),
        WorkList("por-verificar", _("Por verificar"), _("No hay cumplimientos en espera de su verificación."), _to_verify, P.VERIFY_MATTER),
        WorkList("prorrogas", _("Prórrogas"), _("No hay prórrogas en espera de decisión."), _extensions, P.DECIDE_EXTENSION),
        WorkList("prorrogas-de-rango", _("Segundas prórrogas"), _("No hay segundas prórrogas en espera."), _extensions_of_rank, P.CONFIRM_END),
        WorkList("cierres-propuestos", _("Cierres propuestos"), _("Nadie ha propuesto cerrar sin cumplimiento."), lambda _a, _at: OPEN & Q(state=states.END_PROPOSED), P.PROPOSE_END),
        WorkList("declinados", _("Declinados"), _("Ninguna dependencia ha declinado un asunto."), lambda _a, _at: OPEN & Q(state=states.DECLINED), P.REASSIGN_MATTER),
        WorkList("doy-seguimiento", _("Doy seguimiento"), _("No da seguimiento a ningún asunto abierto."), lambda a, _at: OPEN & Q(monitor=a.user_id), P.REVIEW_REPORT),
        WorkList("registre", _("Registrados por mí"), _("No ha registrado asuntos que sigan abiertos."), lambda a, _at: OPEN & Q(created_by=a.user_id), P.REGISTER_MATTER),
        WorkList("copias", _("Copias"), _("No recibe copia de ningún asunto abierto."), _copies, P.ACKNOWLEDGE_MATTER),
        WorkList("riesgo", _("Lo que puede fallar"), _("Nada apunta a que un asunto vaya a fallar."), _at_risk),
    )
}  # fmt: skip


def work_lists_of(actor: Actor) -> list[WorkList]:
    """Return the lists that make sense for this person, in the order of the tabs."""
    return [one for one in WORK_LISTS.values() if not one.permission or actor.may(P(one.permission))]


def work_list_condition(key: str, actor: Actor, at: Horizon) -> Q:
    """Return the condition of a list of work.

    Raises:
        BadInput: when there is no such list.
    """
    chosen = WORK_LISTS.get(key)
    if chosen is None:
        raise BadInput(
            "matters.work_list",
            f"No hay una lista «{key[:40]}». No se perdió nada; elija una de las pestañas.",
        )
    return chosen.condition(actor, at)
