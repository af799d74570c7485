"""The words of the offices' verbs, for the audit: the moves of a flow give theirs, the rest are said here."""

from django.utils.translation import gettext_lazy as _

from gabinete.foundation.audit.wording import explain, speak
from gabinete.office.cabinet.states import LABELS as SESSION_STATES
from gabinete.office.followup.states import MATTER_FLOW

_OTHERS = {
    "cabinet.add_draft": _("Agregó un acuerdo a mano"),
    "cabinet.add_file": _("Agregó un documento a un punto"),
    "cabinet.add_late_point": _("Agregó un punto extemporáneo"),
    "cabinet.add_point": _("Agregó un punto al orden del día"),
    "cabinet.add_usual_bodies": _("Agregó los gabinetes usuales"),
    "cabinet.answer_by_link": _("Respondió una convocatoria desde su liga"),
    "cabinet.answer_call": _("Respondió una convocatoria"),
    "cabinet.answer_on_behalf": _("Registró la respuesta de un integrante"),
    "cabinet.ask_opinion": _("Pidió opinión sobre un punto"),
    "cabinet.build_minutes": _("Armó una versión de la minuta"),
    "cabinet.call_session": _("Envió la convocatoria"),
    "cabinet.cancel_session": _("Canceló una sesión"),
    "cabinet.carry_over": _("Trajo puntos diferidos de otra sesión"),
    "cabinet.chase_answers": _("Recordó la convocatoria a quien falta"),
    "cabinet.choose_consent": _("Ajustó el bloque sin objeción"),
    "cabinet.circulate_minutes": _("Envió la minuta a observaciones"),
    "cabinet.close_session": _("Cerró el expediente de una sesión"),
    "cabinet.confirm_minutes": _("Confirmó los acuerdos de una minuta"),
    "cabinet.correct_minutes": _("Abrió la corrección de una minuta firmada"),
    "cabinet.create_body": _("Registró un gabinete"),
    "cabinet.create_session": _("Registró una sesión"),
    "cabinet.discard_minutes": _("Descartó una minuta"),
    "cabinet.drop_draft": _("Descartó un borrador de acuerdo"),
    "cabinet.drop_template": _("Quitó la plantilla de Word de un gabinete"),
    "cabinet.edit_body": _("Corrigió un gabinete"),
    "cabinet.edit_draft": _("Corrigió un borrador de acuerdo"),
    "cabinet.edit_point": _("Corrigió un punto del orden del día"),
    "cabinet.edit_session": _("Corrigió una sesión"),
    "cabinet.freeze": _("Cerró el orden del día"),
    "cabinet.give_opinion": _("Dio la opinión que se pidió sobre un punto"),
    "cabinet.insert_usual_points": _("Insertó los puntos acostumbrados"),
    "cabinet.make_calendar_key": _("Pidió una liga de calendario"),
    "cabinet.mend_minutes": _("Corrigió el texto de una minuta"),
    "cabinet.move_point": _("Cambió de lugar un punto"),
    "cabinet.observe_minutes": _("Observó una minuta"),
    "cabinet.open_call": _("Abrió la liga de su convocatoria"),
    "cabinet.plan_sessions": _("Programó las sesiones de un gabinete"),
    "cabinet.postpone_session": _("Difirió una sesión"),
    "cabinet.put_template": _("Cambió la plantilla de Word de un gabinete"),
    "cabinet.remove_point": _("Quitó un punto del orden del día"),
    "cabinet.resolve_observation": _("Resolvió una observación a la minuta"),
    "cabinet.restore_draft": _("Recuperó un borrador de acuerdo"),
    "cabinet.revoke_calendar_key": _("Revocó una liga de calendario"),
    "cabinet.send_agreement": _("Envió un acuerdo a otro gabinete"),
    "cabinet.send_call_letter": _("Envió la carta de una convocatoria"),
    "cabinet.send_extracts": _("Envió los extractos de los acuerdos"),
    "cabinet.send_point": _("Envió un punto a otro gabinete"),
    "cabinet.set_agenda": _("Fijó el orden del día"),
    "cabinet.set_length": _("Fijó la duración de una sesión"),
    "cabinet.set_monitor": _("Nombró quién da seguimiento a una minuta"),
    "cabinet.set_next_session": _("Fijó la fecha de la siguiente sesión"),
    "cabinet.set_recurring": _("Fijó los puntos recurrentes de un gabinete"),
    "cabinet.take_consent_block": _("Tomó el bloque sin objeción"),
    "cabinet.take_position": _("Tomó posición sobre un punto"),
    "cabinet.take_reply": _("Leyó una respuesta que llegó por correo"),
    "cabinet.tell_overdue_opinion": _("Avisó de una opinión vencida"),
    "cabinet.unfreeze": _("Reabrió el orden del día"),
    "cabinet.upload_minutes": _("Subió una minuta"),
    "cabinet.withdraw_point": _("Retiró un punto antes de la sesión"),
    "cabinet.withdraw_request": _("Dejó de pedir una opinión"),
    "followup.recount": _("Volvió a contar los plazos"),
    "followup.register": _("Registró un asunto"),
    "reports.figures": _("Anotó las cifras de un informe"),
    "reports.issue": _("Emitió un informe"),
    "reports.print": _("Imprimió un informe"),
}


def speak_all() -> None:
    """Give the audit the words of every office's verbs."""
    speak({f"followup.{move.name}": move.label for move in MATTER_FLOW.moves.values()})
    speak(_OTHERS)
    states = {state.name: state.label for state in MATTER_FLOW.states.values()}
    explain("followup_matter", "state", states)
    explain("followup_matter", "proposed_end", states)
    explain("cabinet_cabinetsession", "state", SESSION_STATES)
