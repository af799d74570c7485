"""What happens in the room: who is there, what they vote, and the order in which it was written down."""

from django.db import models
from django.db.models import F, Q

from gabinete.office.cabinet.models.choices import Ballot, Modality, Quality


class Attendance(models.Model):
    """A line of the attendance list: a seat with whoever occupies it, or a guest."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.CASCADE, related_name="attendance", db_comment="Sesión"
    )
    seat = models.ForeignKey(
        "cabinet.Seat",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Asiento; nulo: invitado",
    )
    name = models.CharField(max_length=160, blank=True, db_comment="Persona que asiste")
    title = models.CharField(max_length=200, blank=True, db_comment="Su cargo")
    quality = models.CharField(
        max_length=10, choices=Quality.choices, db_comment="Calidad en que asiste o falta"
    )
    modality = models.CharField(
        max_length=10,
        choices=Modality.choices,
        default=Modality.IN_PERSON,
        db_comment="Presente o a distancia",
    )
    by_door = models.BooleanField(
        default=False, db_comment="Verdadero: se registró en la entrada con el código QR"
    )
    invitation = models.OneToOneField(
        "cabinet.Invitation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="La invitación del invitado que se esperaba; nulo: ocupa un asiento, o no se le esperaba",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Lista de asistencia"
        constraints = (
            models.UniqueConstraint(
                fields=("session", "seat"), condition=Q(seat__isnull=False), name="attendance_once"
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | Q(quality=Quality.GUEST),
                name="attendance_without_seat_is_guest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name or self.seat_id}: {self.quality}"


class Presence(models.Model):
    """From when to when somebody was in the room; who goes out and comes back has two."""

    attendance = models.ForeignKey(
        "cabinet.Attendance", models.CASCADE, related_name="presences", db_comment="Asistente"
    )
    arrived_at = models.DateTimeField(db_comment="Llegada")
    left_at = models.DateTimeField(null=True, blank=True, db_comment="Salida; nulo: sigue en la sala")
    arrived_in = models.ForeignKey(
        "cabinet.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Punto que se trataba cuando llegó",
    )
    left_in = models.ForeignKey(
        "cabinet.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Punto que se trataba cuando salió",
    )

    class Meta:
        db_table_comment = "Llegadas y salidas"
        ordering = ("arrived_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("attendance",), condition=Q(left_at__isnull=True), name="presence_one_open"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="presence_leaves_after_arriving",
            ),
        )

    def __str__(self) -> str:
        return f"{self.attendance_id} desde {self.arrived_at:%H:%M}"


class Vote(models.Model):
    """How a seat voted on a point."""

    point = models.ForeignKey("cabinet.AgendaItem", models.CASCADE, related_name="votes", db_comment="Punto")
    seat = models.ForeignKey("cabinet.Seat", models.PROTECT, related_name="+", db_comment="Asiento")
    ballot = models.CharField(max_length=8, choices=Ballot.choices, db_comment="Sentido del voto")

    class Meta:
        db_table_comment = "Votos"
        constraints = (models.UniqueConstraint(fields=("point", "seat"), name="vote_once"),)

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.ballot}"


class RoomEntry(models.Model):
    """Something written down in session mode, under the mark the screen gave it.

    A screen that lost its connection sends again what it kept; an entry already taken answers with what it did.
    """

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.CASCADE, related_name="entries", db_comment="Sesión"
    )
    once = models.UUIDField(unique=True, db_comment="Marca que le dio la pantalla")
    kind = models.CharField(max_length=24, db_comment="Qué se anotó")
    result = models.JSONField(default=dict, db_comment="Con qué se respondió")
    made_at = models.DateTimeField(db_comment="Cuándo se anotó, según el reloj de la Oficina")
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la anotó"
    )

    class Meta:
        db_table_comment = "Anotaciones en sesión"

    def __str__(self) -> str:
        return f"{self.kind} {self.once}"


class FloorRequest(models.Model):
    """A member who asks for the floor from their own screen."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.CASCADE, related_name="floor_requests", db_comment="Sesión"
    )
    seat = models.ForeignKey("cabinet.Seat", models.PROTECT, related_name="+", db_comment="Asiento")
    point = models.ForeignKey(
        "cabinet.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Punto que se trataba cuando la pidió",
    )
    asked_at = models.DateTimeField(db_comment="Cuándo la pidió")
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la pidió"
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se le dio o la retiró; nulo: espera"
    )

    class Meta:
        db_table_comment = "Peticiones de palabra en sesión"
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "seat"), condition=Q(ended_at__isnull=True), name="floor_asked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} en {self.session_id}"
