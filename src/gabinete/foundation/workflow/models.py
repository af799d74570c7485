"""Calendars of business days, with every version they ever had."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gabinete.foundation.workflow.rules import Confidence, DayKind


class Calendar(models.Model):
    """A named list of days that do not count; weekends never do and are not rows."""

    code = models.SlugField(_("clave"), max_length=24, unique=True, db_comment="Clave con que se cita")
    name = models.CharField(_("nombre"), max_length=120, db_comment="Nombre")
    version = models.PositiveIntegerField(
        _("versión"), default=0, db_comment="Versión vigente; 0: aún sin días"
    )

    class Meta:
        db_table_comment = "Calendarios de días hábiles"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.name}, versión {self.version}"


class CalendarVersion(models.Model):
    """One change of a calendar: who, when and why. Append-only."""

    calendar = models.ForeignKey(
        "workflow.Calendar", models.PROTECT, related_name="versions", db_comment="Calendario"
    )
    number = models.PositiveIntegerField(_("versión"), db_comment="Número de versión, consecutivo desde 1")
    reason = models.CharField(_("motivo"), max_length=240, db_comment="Motivo del cambio")
    made_at = models.DateTimeField(_("fecha"), db_comment="Cuándo se hizo")
    made_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Quién la hizo; nulo: carga inicial",
    )
    fingerprint = models.CharField(max_length=64, db_comment="SHA-256 de los días cerrados en esta versión")

    class Meta:
        db_table_comment = "Versiones de los calendarios"
        ordering = ("calendar", "number")
        constraints = (
            models.UniqueConstraint(fields=("calendar", "number"), name="calendar_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="calendar_version_starts_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.number}"


class CalendarDay(models.Model):
    """A day that does not count, from one version on and until another, if it was withdrawn."""

    calendar = models.ForeignKey(
        "workflow.Calendar", models.PROTECT, related_name="days", db_comment="Calendario"
    )
    date = models.DateField(_("fecha"), db_comment="Día que no se cuenta")
    name = models.CharField(_("nombre"), max_length=240, db_comment="Qué se conmemora o por qué se suspende")
    kind = models.CharField(
        _("tipo"),
        max_length=13,
        choices=[(k.value, k.spanish) for k in DayKind],
        db_comment="Descanso, suspensión o cierre extraordinario",
    )
    source = models.CharField(_("fuente"), max_length=240, db_comment="Ley, boletín o convenio que lo cierra")
    confidence = models.CharField(
        _("confianza"),
        max_length=10,
        choices=[(c.value, c.spanish) for c in Confidence],
        db_comment="Verificado en su fuente o por confirmar",
    )
    since_version = models.PositiveIntegerField(
        _("desde la versión"), db_comment="Primera versión que lo cierra"
    )
    withdrawn_in_version = models.PositiveIntegerField(
        _("retirado en la versión"),
        null=True,
        blank=True,
        db_comment="Primera versión que ya no lo cierra; nulo: vigente",
    )

    class Meta:
        db_table_comment = "Días inhábiles de cada calendario, además de sábados y domingos"
        ordering = ("calendar", "date")
        constraints = (
            models.UniqueConstraint(
                fields=("calendar", "date"),
                condition=Q(withdrawn_in_version__isnull=True),
                name="calendar_day_closed_once",
            ),
            models.CheckConstraint(condition=Q(since_version__gte=1), name="calendar_day_has_a_version"),
            models.CheckConstraint(
                condition=Q(withdrawn_in_version__isnull=True)
                | Q(withdrawn_in_version__gt=F("since_version")),
                name="calendar_day_is_withdrawn_after_it_was_closed",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in DayKind]), name="calendar_day_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=[c.value for c in Confidence]),
                name="calendar_day_confidence_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
