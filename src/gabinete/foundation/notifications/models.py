"""Notices: one line to one person, kept in the desk and perhaps also sent by mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve


class EmailState(models.TextChoices):
    """What became of the mail of a notice."""

    NONE = "none", _("sin correo")
    QUEUED = "queued", _("en espera de salir")
    SENT = "sent", _("enviado")
    FAILED = "failed", _("no se pudo enviar")


class Notice(models.Model):
    """Something one person is told; some ask for an acuse."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="A quién se avisa")
    kind = models.CharField(max_length=40, db_comment="Clase de aviso, p. ej. followup.notify")
    title = models.CharField(max_length=240, db_comment="Asunto, en una línea")
    text = models.TextField(blank=True, db_comment="Qué pasó y qué se espera")
    url = models.CharField(
        max_length=240, blank=True, db_comment="Página de lo que trata, dentro del sistema"
    )
    reserve = models.PositiveSmallIntegerField(
        default=Reserve.INTERNAL, db_comment="Grado de reserva: desde 3 el correo no dice de qué trata"
    )
    at = models.DateTimeField(db_comment="Cuándo se avisó")
    seen_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo lo vio; nulo: sin ver")
    needs_receipt = models.BooleanField(default=False, db_comment="Pide acuse")
    received_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo acusó recibo; nulo: no lo ha hecho"
    )
    email_state = models.CharField(
        max_length=6, choices=EmailState.choices, default=EmailState.NONE, db_comment="Qué fue de su correo"
    )
    email_error = models.CharField(max_length=400, blank=True, db_comment="Por qué no ha salido el correo")

    class Meta:
        db_table_comment = "Avisos a las personas"
        constraints = (
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(needs_receipt=True), name="notice_receipt_was_asked"
            ),
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="/"), name="notice_leads_inside"),
        )
        indexes = (
            models.Index(fields=("user", "-at", "-id"), name="notice_by_user"),
            models.Index(fields=("user",), name="notice_unseen", condition=Q(seen_at__isnull=True)),
        )

    def __str__(self) -> str:
        return self.title
