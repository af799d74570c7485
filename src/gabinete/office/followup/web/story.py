"""The bitácora as people read it: who did what, when, in one sentence a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gabinete.foundation.ui.filters import moment
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import short_date
from gabinete.office.followup.models import Evidence, LogEntry, Report
from gabinete.office.followup.states import MATTER_FLOW

VERBS: dict[str, str | Promise] = {
    "register": _("registró el asunto"),
    "notify": _("notificó a la dependencia"),
    "acknowledge": _("acusó recibo"),
    "report_progress": _("reportó avance"),
    "report_fulfilment": _("reportó el cumplimiento"),
    "accept_report": _("aceptó el reporte"),
    "return_report": _("devolvió el reporte"),
    "accept_fulfilment": _("aceptó el cumplimiento y lo pasó a verificación"),
    "return_fulfilment": _("devolvió el cumplimiento"),
    "verify_concluded": _("verificó: concluido"),
    "verify_partial": _("verificó: concluido parcialmente"),
    "verify_return": _("no dio por acreditado el cumplimiento y lo devolvió"),
    "judge_confidence": _("juzgó la confianza"),
    "ask_extension": _("solicitó una prórroga"),
    "grant_extension": _("concedió la prórroga"),
    "deny_extension": _("negó la prórroga"),
    "decline": _("declinó por no ser competente"),
    "confirm_assignment": _("confirmó la asignación"),
    "reassign": _("reasignó el asunto"),
    "block": _("lo marcó como detenido"),
    "unblock": _("retiró el obstáculo"),
    "suspend": _("lo suspendió"),
    "resume": _("lo reanudó"),
    "propose_end": _("propuso cerrarlo sin cumplimiento"),
    "reject_end": _("rechazó el cierre propuesto"),
    "confirm_void": _("confirmó que queda sin efecto"),
    "confirm_superseded": _("confirmó que queda sustituido"),
    "confirm_unfulfilled": _("confirmó el incumplimiento"),
    "reopen": _("lo reabrió"),
    "message": _("escribió"),
    "edit": _("corrigió los datos"),
    "add_milestone": _("agregó un hito"),
    "complete_milestone": _("dio por cumplido un hito"),
    "recount": _("volvió a contar el plazo"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bitácora.

    Attributes:
        when: moment as it is read, today's with its hour.
        who: name, with the unit from which they acted.
        text: what they wrote, as they wrote it.
        moved: «Notificado → En atención» when the state changed.
    """

    when: str
    exact: str
    who: str
    said: str | Promise
    percent: int | None
    text: str
    moved: str
    files: list[Evidence]


def lines(entries: Iterable[LogEntry], reports: Iterable[Report], today: date) -> list[Line]:
    """Return the lines of the bitácora with the evidence of their reports."""
    files = {report.pk: list(report.evidence.all()) for report in reports}
    return [_line(entry, files.get(entry.report_id or 0, []), today) for entry in entries]


def _line(entry: LogEntry, files: list[Evidence], today: date) -> Line:
    reported = entry.move in {"report_progress", "report_fulfilment"}
    who = entry.actor.name if entry.actor else "Gabinete"
    return Line(
        when=_when(entry, today),
        exact=moment(entry.at),
        who=f"{who} ({entry.unit.acronym})" if entry.unit else who,
        said=VERBS.get(entry.move, entry.move),
        percent=entry.report.percent if reported and entry.report else None,
        text=entry.text,
        moved=_moved(entry),
        files=files if reported else [],
    )


def _when(entry: LogEntry, today: date) -> str:
    at = entry.at.astimezone(OFFICE_ZONE)
    return f"hoy {at.hour}:{at.minute:02}" if at.date() == today else short_date(at.date())


def _moved(entry: LogEntry) -> str:
    states: Any = MATTER_FLOW.states
    if not entry.target or entry.source == entry.target:
        return ""
    before = gettext(states[entry.source].label) if entry.source in states else ""
    after = gettext(states[entry.target].label) if entry.target in states else entry.target
    return f"{before} → {after}" if before else after
