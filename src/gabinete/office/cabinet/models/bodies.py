"""Bodies: who sits in them, by what rules they meet, on what paper they write. All of it data, none of it code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet.models.choices import (
    BodyKind,
    PaperKind,
    PointKind,
    QuorumRule,
    RecurringRole,
    RecurringWhen,
)


class Body(models.Model):
    """A cabinet: defined by people, not by code."""

    code = models.CharField(
        _("clave"), max_length=12, unique=True, db_comment="Clave con que empiezan sus folios"
    )
    name = models.CharField(_("nombre"), max_length=160, db_comment="Nombre")
    kind = models.CharField(_("tipo"), max_length=12, choices=BodyKind.choices, db_comment="Tipo")
    chair = models.CharField(_("preside"), max_length=160, db_comment="Cargo que preside")
    secretary_unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_comment="Unidad que lleva la secretaría técnica"
    )
    is_active = models.BooleanField(default=True, db_comment="Falso: ya no sesiona")
    quorum_rule = models.CharField(
        max_length=8,
        choices=QuorumRule.choices,
        default=QuorumRule.FRACTION,
        db_default=QuorumRule.FRACTION,
        db_comment="Cómo se cuenta el quórum",
    )
    quorum_top = models.PositiveSmallIntegerField(
        default=1, db_default=1, db_comment="Numerador de la fracción, o número de asientos"
    )
    quorum_bottom = models.PositiveSmallIntegerField(
        default=2, db_default=2, db_comment="Denominador de la fracción; con un número de asientos no cuenta"
    )
    quorum_needs_chair = models.BooleanField(
        default=True, db_default=True, db_comment="Verdadero: sin quien preside, o su suplente, no hay quórum"
    )
    second_call_minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        db_comment="Minutos tras la hora citada en que procede la segunda convocatoria, con quienes estén; nulo: no hay",
    )
    votes = models.BooleanField(
        default=False, db_default=False, db_comment="Verdadero: sus decisiones se votan por integrante"
    )
    freeze_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        db_comment="Días hábiles antes de la sesión en que se cierra el orden del día; nulo: se cierra a mano",
    )
    session_minutes = models.PositiveSmallIntegerField(
        default=120, db_default=120, db_comment="Duración prevista de sus sesiones, en minutos"
    )
    usual_place = models.CharField(
        max_length=240, blank=True, default="", db_default="", db_comment="Sede o liga acostumbrada"
    )
    default_reserve = models.PositiveSmallIntegerField(
        default=Reserve.INTERNAL,
        db_default=int(Reserve.INTERNAL),
        db_comment="Grado de reserva con que nacen sus sesiones",
    )
    plan_node = models.ForeignKey(
        "strategy.PlanNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Eje o región de que se ocupa",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Gabinetes"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(quorum_top__gte=1)
                & (Q(quorum_rule=QuorumRule.COUNT) | Q(quorum_top__lte=F("quorum_bottom"))),
                name="body_quorum_can_be_met",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SittingSeats(models.Manager["Seat"]):
    """The seats that are of their body today; ``Seat.ever`` also has those that left."""

    def get_queryset(self) -> models.QuerySet["Seat"]:
        """Return them."""
        return super().get_queryset().filter(left_on__isnull=True)


class Seat(models.Model):
    """Membership by unit: its head sits, an alternate may be named by position.

    A seat that was called, came or signed is never erased: it leaves, and what it did still names it.
    """

    body = models.ForeignKey("cabinet.Body", models.CASCADE, related_name="seats", db_comment="Gabinete")
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_comment="Unidad que ocupa el asiento"
    )
    titular = models.CharField(max_length=160, db_comment="Cargo titular")
    alternate = models.CharField(max_length=160, blank=True, db_comment="Cargo suplente")
    position = models.ForeignKey(
        "org.Position",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Cargo titular en el directorio; nulo: sólo se escribió",
    )
    alternate_position = models.ForeignKey(
        "org.Position",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Cargo suplente en el directorio; nulo: sólo se escribió o no hay",
    )
    is_chair = models.BooleanField(default=False, db_default=False, db_comment="Verdadero: preside")
    order = models.PositiveSmallIntegerField(default=0, db_default=0, db_comment="Orden de protocolo")
    left_on = models.DateField(
        null=True, blank=True, db_comment="Desde cuándo ya no integra el gabinete; nulo: lo integra"
    )

    objects = SittingSeats()
    ever = models.Manager()  # noqa: DJ012 - both are managers

    class Meta:
        db_table_comment = "Integrantes de los gabinetes"
        constraints = (
            models.UniqueConstraint(fields=("body", "unit"), name="seat_once"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(is_chair=False), name="seat_that_left_does_not_chair"
            ),
            models.UniqueConstraint(fields=("body",), condition=Q(is_chair=True), name="seat_one_chairs"),
            models.CheckConstraint(
                condition=Q(alternate_position__isnull=True)
                | Q(position__isnull=True)
                | ~Q(position=F("alternate_position")),
                name="seat_alternate_is_another",
            ),
        )

    def __str__(self) -> str:
        return self.titular


class RecurringPoint(models.Model):
    """A point that enters the order of the day by itself."""

    body = models.ForeignKey("cabinet.Body", models.CASCADE, related_name="recurring", db_comment="Gabinete")
    position = models.PositiveSmallIntegerField(db_comment="Lugar entre los puntos recurrentes")
    at_end = models.BooleanField(
        default=False, db_comment="Verdadero: después de los puntos propios de la sesión"
    )
    title = models.CharField(max_length=240, db_comment="Asunto del punto")
    kind = models.CharField(
        max_length=12, choices=PointKind.choices, default=PointKind.INFORMATION, db_comment="Tipo de punto"
    )
    minutes = models.PositiveSmallIntegerField(default=5, db_comment="Minutos asignados")
    when = models.CharField(
        max_length=16,
        choices=RecurringWhen.choices,
        default=RecurringWhen.ALWAYS,
        db_comment="En qué sesiones entra",
    )
    role = models.CharField(
        max_length=12,
        choices=RecurringRole.choices,
        default=RecurringRole.NONE,
        db_comment="Qué escribe el sistema bajo él",
    )

    class Meta:
        db_table_comment = "Puntos recurrentes de los gabinetes"
        ordering = ("at_end", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "at_end", "position"),
                name="recurring_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.title


class PaperTemplate(models.Model):
    """The Word template on which a body writes one of its papers; without one, the office's own is used."""

    body = models.ForeignKey("cabinet.Body", models.CASCADE, related_name="templates", db_comment="Gabinete")
    kind = models.CharField(max_length=8, choices=PaperKind.choices, db_comment="Qué papel")
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="+", db_comment="Archivo .docx con sus campos"
    )
    uploaded_at = models.DateTimeField(db_comment="Cuándo se subió")
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la subió"
    )

    class Meta:
        db_table_comment = "Plantillas de Word de los gabinetes"
        constraints = (models.UniqueConstraint(fields=("body", "kind"), name="template_once"),)

    def __str__(self) -> str:
        return f"{self.kind} de {self.body_id}"
