"""Sessions of the bodies."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import states
from gabinete.office.cabinet.models.choices import Modality


class CabinetSession(models.Model):
    """A convened sitting with a number that is never reused."""

    body = models.ForeignKey("cabinet.Body", models.PROTECT, related_name="sessions", db_comment="Gabinete")
    year = models.PositiveSmallIntegerField(_("ejercicio"), db_comment="Ejercicio")
    number = models.PositiveSmallIntegerField(_("número"), db_comment="Consecutivo por gabinete y ejercicio")
    extraordinary = models.BooleanField(_("extraordinaria"), default=False, db_comment="Carácter")
    held_on = models.DateField(_("fecha"), db_comment="Fecha")
    starts_at = models.TimeField(_("hora"), null=True, blank=True, db_comment="Hora convocada")
    place = models.CharField(_("lugar o liga"), max_length=240, blank=True, db_comment="Sede o liga")
    modality = models.CharField(
        max_length=10, choices=Modality.choices, default=Modality.IN_PERSON, db_comment="Modalidad"
    )
    state = models.CharField(max_length=20, default=states.PLANNED, db_comment="Estado de la sesión")
    length_minutes = models.PositiveSmallIntegerField(
        default=120, db_default=120, db_comment="Duración prevista, en minutos"
    )
    next_session_on = models.DateField(null=True, blank=True, db_comment="Fecha prevista de la siguiente")
    call_sent_at = models.DateTimeField(null=True, blank=True, db_comment="Envío de la convocatoria")
    call_sequence = models.PositiveIntegerField(
        default=0,
        db_default=0,
        db_comment="Veces que se convocó o cambió lo convocado: la SEQUENCE de iCalendar (RFC 5545)",
    )
    calendar_uid = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        db_comment="UID de su evento de calendario, desde la primera convocatoria; vacío: no se ha convocado",
    )
    date_sequence = models.PositiveIntegerField(
        default=0,
        db_default=0,
        db_comment="SEQUENCE desde la que rigen la fecha, la hora y el lugar; una respuesta menor fue a otros",
    )
    postponed_from = models.DateField(
        null=True, blank=True, db_comment="Fecha de la que se difirió la última vez; nulo: nunca"
    )
    date_pending = models.BooleanField(
        default=False, db_default=False, db_comment="Verdadero: se difirió y falta fijar su nueva fecha"
    )
    agenda_version = models.PositiveIntegerField(
        default=1, db_default=1, db_comment="Sube cuando cambian los puntos o su orden"
    )
    reopened_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se reabrió a mano el orden del día ya cerrado"
    )
    frozen_at = models.DateTimeField(null=True, blank=True, db_comment="Cierre del orden del día")
    opened_at = models.DateTimeField(null=True, blank=True, db_comment="Inicio real")
    opened_without_quorum = models.CharField(
        max_length=400,
        blank=True,
        default="",
        db_default="",
        db_comment="Por qué se instaló sin quórum; vacío: lo había",
    )
    second_call = models.BooleanField(
        default=False, db_default=False, db_comment="Verdadero: se instaló en segunda convocatoria"
    )
    held_at = models.DateTimeField(null=True, blank=True, db_comment="Término real")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="Cierre del expediente de la sesión")
    current_point = models.ForeignKey(
        "cabinet.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Punto que se está tratando",
    )
    door_key = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        db_comment="Huella de la clave del código QR de la entrada; vacía: no se abrió",
    )
    wall_key = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        db_comment="Huella de la clave de la liga del proyector; vacía: no hay liga",
    )
    room_revision = models.PositiveIntegerField(
        default=0, db_default=0, db_comment="Sube con cada anotación en sesión: lo que las pantallas comparan"
    )
    reserve = models.PositiveSmallIntegerField(default=Reserve.INTERNAL, db_comment="Grado de reserva")
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la registró"
    )
    once = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        db_comment="Envío del formulario que la creó: evita el doble registro",
    )

    class Meta:
        db_table_comment = "Sesiones de gabinete"
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("body", "year", "number"), name="session_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=states.SESSION_STATES), name="session_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(next_session_on__isnull=True) | Q(next_session_on__gt=F("held_on")),
                name="session_next_comes_after",
            ),
        )
        indexes = (models.Index(fields=("body", "-held_on", "-id"), name="session_by_body"),)

    def __str__(self) -> str:
        return f"{self.body_id}/{self.year}/{self.number}"
