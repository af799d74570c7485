"""The form of each move of the flow: what it asks for, and which action it becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.kernel.confidence import CONFIDENCE_SCALE
from gabinete.kernel.words import short_date
from gabinete.office.followup import actions, queries
from gabinete.office.followup.models import Decision, Matter
from gabinete.office.followup.orders import (
    Correction,
    Grant,
    Judgement,
    NewEnd,
    NewExtension,
    NewMilestone,
    NewReport,
    Reassignment,
)
from gabinete.office.followup.states import MATTER_FLOW, SUPERSEDED, UNFULFILLED, VOID
from gabinete.office.followup.web import lookups
from gabinete.office.followup.web.forms import Field

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Order:
    """A move somebody asks for, already read from its form."""

    actor: Actor
    matter: Matter
    values: dict[str, Any]
    version: int
    once: UUID
    now: datetime

    @property
    def base(self) -> dict[str, Any]:
        """Return what every action takes."""
        return {"version": self.version, "now": self.now}


Fields = Callable[[Matter, date], Sequence[Field]]
Run = Callable[[Order], Matter]


@dataclass(frozen=True)
class MoveForm:
    """How a move is asked for.

    Attributes:
        fields: function of the matter and the day.
        done: what is said when it has been made.
    """

    fields: Fields
    run: Run
    done: Text
    help: Text = ""


REASON = Field("reason", _("Motivo"), required=True, hint=_("Queda en la bitácora con su nombre."))
NOTE = Field("reason", _("Comentario"))


def _only(*fields: Field) -> Fields:
    return lambda _matter, _today: fields


def _plain(name: str, key: str = "reason") -> Run:
    """Return a run that passes the reason along under the name its action gives it."""

    def run(order: Order) -> Matter:
        extra = {key: order.values.get("reason", ""), "once": order.once}
        return getattr(actions, name)(order.actor, order.matter.pk, **order.base, **extra)  # type: ignore[no-any-return]

    return run


def _report_fields(matter: Matter, _today: date) -> Sequence[Field]:
    return (
        Field(
            "text",
            _("Qué se hizo"),
            required=True,
            hint=_("Hechos, no intenciones: qué se entregó, firmó, instaló o pagó."),
        ),
        Field(
            "percent",
            _("Avance, de 0 a 100"),
            "percent",
            required=True,
            value="" if matter.reported_percent is None else matter.reported_percent,
        ),
        Field("files", _("Evidencia"), "files", hint=_("Hasta 20 archivos de 25 MB.")),
        Field("photo", _("Foto desde el teléfono"), "photo"),
    )


def _fulfilment_fields(matter: Matter, _today: date) -> Sequence[Field]:
    return (
        Field("text", _("Cómo se cumplió"), required=True),
        Field(
            "proof",
            _("Medio de verificación"),
            "files",
            required=not matter.evidence.filter(proves_means=True, withdrawn=False).exists(),
            hint=matter.means_of_verification,
        ),
        Field("files", _("Otra evidencia"), "files"),
        Field("photo", _("Foto desde el teléfono"), "photo"),
    )


def _report(order: Order) -> Matter:
    # One act: files and report are kept together or not at all.
    with act(order.actor.user_id, "followup.report_progress", at=order.now):
        report = NewReport(
            order.values["text"],
            order.values["percent"],
            document_ids=_kept(order, "files", "photo"),
            once=order.once,
        )
        return actions.report_progress(order.actor, order.matter.pk, **order.base, report=report)


def _report_fulfilment(order: Order) -> Matter:
    with act(order.actor.user_id, "followup.report_fulfilment", at=order.now):
        report = NewReport(
            order.values["text"], 100, _kept(order, "files", "photo"), _kept(order, "proof"), order.once
        )
        return actions.report_fulfilment(order.actor, order.matter.pk, **order.base, report=report)


def _kept(order: Order, *names: str) -> tuple[int, ...]:
    files = [file for name in names for file in order.values[name]]
    return tuple(
        store(f, name=f.name or "archivo", actor_id=order.actor.user_id, now=order.now).pk for f in files
    )


def _ask_extension(order: Order) -> Matter:
    return actions.ask_extension(
        order.actor,
        order.matter.pk,
        **order.base,
        extension=NewExtension(order.values["until"], order.values["reason"], order.once),
    )


def _extension_fields(matter: Matter, _today: date) -> Sequence[Field]:
    return (
        Field(
            "until",
            _("Nuevo término que solicita"),
            "date",
            required=True,
            hint=_("El vigente es el %(day)s.") % {"day": short_date(matter.due)} if matter.due else "",
        ),
        REASON,
    )


def _grant_fields(matter: Matter, _today: date) -> Sequence[Field]:
    asked = matter.extensions.filter(decision=Decision.PENDING).values_list("proposed_due", flat=True).first()
    return (
        Field(
            "until",
            _("Término que se concede"),
            "date",
            required=True,
            value=asked.isoformat() if asked else "",
        ),
        NOTE,
    )


def _grant(order: Order) -> Matter:
    return actions.grant_extension(
        order.actor,
        order.matter.pk,
        **order.base,
        grant=Grant(order.values["until"], order.values["reason"], order.once),
    )


def _confidence_fields(matter: Matter, _today: date) -> Sequence[Field]:
    scale = [(level.level, _(level.label), _(level.meaning)) for level in CONFIDENCE_SCALE]
    return (
        Field(
            "level",
            _("¿Se cumplirá en plazo?"),
            "choices",
            required=True,
            options=scale,
            value=matter.confidence or "",
        ),
        NOTE,
    )


def _judge(order: Order) -> Matter:
    return actions.judge_confidence(
        order.actor,
        order.matter.pk,
        **order.base,
        judgement=Judgement(order.values["level"], order.values["reason"], order.once),
    )


def _reassign_fields(matter: Matter, today: date) -> Sequence[Field]:
    units = [(pk, word, "") for pk, word in lookups.unit_keys(today)]
    return (
        Field("lead", _("Nueva dependencia responsable"), "select", required=True, options=units),
        Field(
            "co",
            _("Corresponsables"),
            "units",
            options=units,
            value=list(matter.co_unit_ids),
            hint=_("Puede elegir varias."),
        ),
        Field("keep_as_copy", _("La anterior conserva copia"), "check"),
        REASON,
    )


def _reassign(order: Order) -> Matter:
    given = order.values
    to = Reassignment(
        given["lead"], given["reason"], given["co"], keep_as_copy=given["keep_as_copy"], once=order.once
    )
    return actions.reassign(order.actor, order.matter.pk, **order.base, to=to)


_ENDS = [
    (VOID, _("Sin efecto"), _("Quien lo ordenó lo retira.")),
    (SUPERSEDED, _("Sustituido"), _("Otro asunto toma su lugar; indique su folio.")),
    (UNFULFILLED, _("Incumplido"), _("No se cumplió ni se cumplirá; se declara, nunca es automático.")),
]


def _propose_end(order: Order) -> Matter:
    given = order.values
    successor = queries.get_by_folio(order.actor, given["successor"]).pk if given["successor"] else None
    return actions.propose_end(
        order.actor,
        order.matter.pk,
        **order.base,
        proposal=NewEnd(given["end"], given["reason"], successor, order.once),
    )


def _message(order: Order) -> Matter:
    return actions.message(
        order.actor, order.matter.pk, now=order.now, text=order.values["text"], once=order.once
    )


def _milestone(order: Order) -> Matter:
    given = order.values
    step = NewMilestone(given["title"], given["due"], given["weight"] or 1)
    return actions.add_milestone(order.actor, order.matter.pk, **order.base, milestone=step, once=order.once)


def _steps(matter: Matter, _today: date) -> Sequence[Field]:
    pending = [
        (s.pk, f"{s.position} · {s.title}", "") for s in matter.milestones.filter(done_on__isnull=True)
    ]
    return (Field("milestone", _("Hito"), "choices", required=True, options=pending),)


def _complete(order: Order) -> Matter:
    given = order.values
    return actions.complete_milestone(
        order.actor, order.matter.pk, **order.base, milestone_id=given["milestone"], once=order.once
    )


def _edit_fields(matter: Matter, today: date) -> Sequence[Field]:
    units = [(pk, word, "") for pk, word in lookups.unit_keys(today)]
    people = [(int(pk), name, "") for pk, name in lookups.monitors(today)]
    return (
        Field("title", _("Síntesis"), "text", required=True, value=matter.title),
        Field(
            "means", _("Se dará por cumplido con"), "text", required=True, value=matter.means_of_verification
        ),
        Field("deliverable", _("Entregable"), "text", value=matter.deliverable),
        Field("monitor", _("Da seguimiento"), "select", options=people, value=matter.monitor_id or ""),
        Field(
            "verifier", _("Unidad que verifica"), "select", options=units, value=matter.verifier_unit_id or ""
        ),
        Field("every", _("Reporta cada tantos días naturales"), "number", value=matter.report_every_days),
        REASON,
    )


def _edit(order: Order) -> Matter:
    given, matter = order.values, order.matter
    asked = {
        "title": (given["title"], matter.title), "means": (given["means"], matter.means_of_verification),
        "deliverable": (given["deliverable"], matter.deliverable), "monitor_id": (given["monitor"] or None, matter.monitor_id),
        "verifier_unit_id": (given["verifier"] or None, matter.verifier_unit_id), "report_every_days": (given["every"], matter.report_every_days),
    }  # fmt: skip
    changed = {name: new for name, (new, old) in asked.items() if new != old and new is not None}
    return actions.edit(
        order.actor,
        matter.pk,
        **order.base,
        correction=Correction(given["reason"], **changed, once=order.once),
    )


FORMS: dict[str, MoveForm] = {
    "notify": MoveForm(_only(NOTE), _plain("notify"), _("Se notificó a la dependencia; el plazo corre desde mañana."), _("Se avisa a la dependencia y empieza a contar el plazo.")),
    "acknowledge": MoveForm(_only(), lambda o: actions.acknowledge(o.actor, o.matter.pk, **o.base, once=o.once), _("Acuse registrado; el asunto está en atención."), _("Queda constancia con su nombre, fecha y hora.")),
    "report_progress": MoveForm(_report_fields, _report, _("Reporte enviado; contará cuando la Oficina lo acepte.")),
    "report_fulfilment": MoveForm(_fulfilment_fields, _report_fulfilment, _("Cumplimiento reportado; lo revisa la Oficina y después lo verifica otra unidad."), _("Se requiere el medio de verificación comprometido.")),
    "accept_report": MoveForm(_only(NOTE), _plain("accept_report", "note"), _("Reporte aceptado.")),
    "return_report": MoveForm(_only(REASON), _plain("return_report"), _("Reporte devuelto a la dependencia.")),
    "accept_fulfilment": MoveForm(_only(NOTE), _plain("accept_fulfilment", "note"), _("Cumplimiento aceptado; pasa a verificación de otra unidad."), _("Primera llave: usted acepta; otra unidad verifica.")),
    "return_fulfilment": MoveForm(_only(REASON), _plain("return_fulfilment"), _("Cumplimiento devuelto a la dependencia.")),
    "verify_concluded": MoveForm(_only(REASON), _plain("verify_concluded"), _("Verificado: el asunto está concluido."), _("Segunda llave: diga en qué se basa.")),
    "verify_partial": MoveForm(_only(REASON), _plain("verify_partial"), _("Verificado: el asunto está concluido parcialmente."), _("Segunda llave: diga qué faltó.")),
    "verify_return": MoveForm(_only(REASON), _plain("verify_return"), _("Se devolvió a la dependencia: el cumplimiento no se acreditó.")),
    "judge_confidence": MoveForm(_confidence_fields, _judge, _("Juicio de confianza registrado."), _("Es el juicio de la Oficina; no cambia el avance ni el plazo.")),
    "ask_extension": MoveForm(_extension_fields, _ask_extension, _("Prórroga solicitada; queda en espera de decisión."), _("El término original no se pierde.")),
    "grant_extension": MoveForm(_grant_fields, _grant, _("Prórroga concedida.")),
    "deny_extension": MoveForm(_only(REASON), _plain("deny_extension"), _("Prórroga negada; sigue el término vigente.")),
    "decline": MoveForm(_only(REASON), _plain("decline"), _("Asunto declinado; la Oficina confirmará o reasignará."), _("Diga el fundamento por el que no es de su competencia.")),
    "confirm_assignment": MoveForm(_only(REASON), _plain("confirm_assignment"), _("Asignación confirmada; se notificó de nuevo.")),
    "reassign": MoveForm(_reassign_fields, _reassign, _("Asunto reasignado.")),
    "block": MoveForm(_only(REASON), _plain("block"), _("Asunto marcado como detenido."), _("Diga qué obstáculo lo impide y quién puede quitarlo. El plazo sigue corriendo.")),
    "unblock": MoveForm(_only(NOTE), _plain("unblock"), _("El obstáculo quedó retirado.")),
    "suspend": MoveForm(_only(REASON), _plain("suspend"), _("Asunto suspendido; el plazo no corre.")),
    "resume": MoveForm(_only(NOTE), _plain("resume"), _("Asunto reanudado; el plazo vuelve a correr.")),
    "propose_end": MoveForm(_only(Field("end", _("Cómo termina"), "choices", required=True, options=_ENDS), Field("successor", _("Folio del asunto que lo sustituye"), "text"), REASON), _propose_end, _("Cierre propuesto; otra persona debe confirmarlo.")),
    "reject_end": MoveForm(_only(REASON), _plain("reject_end"), _("Cierre rechazado; el asunto sigue en atención.")),
    **{f"confirm_{end}": MoveForm(_only(NOTE), _plain("confirm_end"), _("Cierre confirmado."), _("Segunda llave: con esto el asunto termina sin cumplimiento.")) for end in (VOID, SUPERSEDED, UNFULFILLED)},
    "reopen": MoveForm(_only(REASON), _plain("reopen"), _("Asunto reabierto; se conserva su primera fecha de cierre.")),
    "message": MoveForm(_only(Field("text", _("Mensaje"), required=True, hint=_("Lo leen la Oficina y las unidades que participan."))), _message, _("Mensaje enviado.")),
    "add_milestone": MoveForm(_only(Field("title", _("Hito"), "text", required=True), Field("due", _("Fecha"), "date"), Field("weight", _("Peso relativo"), "number", value=1)), _milestone, _("Hito agregado.")),
    "complete_milestone": MoveForm(_steps, _complete, _("Hito cumplido.")),
    "edit": MoveForm(_edit_fields, _edit, _("Datos corregidos.")),
}  # fmt: skip
"""Every move of the flow has a form; one without fails at import."""
if missing := set(MATTER_FLOW.moves) - set(FORMS):
    raise RuntimeError(f"moves without a form: {sorted(missing)}")
