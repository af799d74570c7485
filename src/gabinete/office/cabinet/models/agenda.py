"""The order of the day: its points and what hangs on each before the session."""

from django.db import models
from django.db.models import F, Q

from gabinete.office.cabinet.models.choices import (
    AgendaBlock,
    ConsentChoice,
    Outcome,
    PointKind,
    RecurringRole,
    Stance,
    Verdict,
)


class AgendaItem(models.Model):
    """A numbered point of the order of the day."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.CASCADE, related_name="agenda", db_comment="Sesión"
    )
    position = models.PositiveSmallIntegerField(db_comment="Número del punto")
    title = models.CharField(max_length=240, db_comment="Asunto del punto")
    kind = models.CharField(
        max_length=12,
        choices=PointKind.choices,
        default=PointKind.INFORMATION,
        db_comment="Tipo de punto",
    )
    proposer = models.ForeignKey(
        "org.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién lo propone"
    )
    minutes = models.PositiveSmallIntegerField(default=10, db_comment="Minutos asignados")
    text = models.TextField(
        blank=True, default="", db_default="", db_comment="Exposición del punto y lo que se propone"
    )
    role = models.CharField(
        max_length=12,
        choices=RecurringRole.choices,
        default=RecurringRole.NONE,
        db_default=RecurringRole.NONE,
        db_comment="Qué escribe el sistema bajo el punto",
    )
    block = models.CharField(
        max_length=8,
        choices=AgendaBlock.choices,
        default=AgendaBlock.OWN,
        db_default=AgendaBlock.OWN,
        db_comment="Si entró por regla, al principio o al final, o es propio de la sesión",
    )
    late_reason = models.CharField(
        max_length=400,
        blank=True,
        default="",
        db_default="",
        db_comment="Por qué entró ya cerrado el orden del día; vacío: no es extemporáneo",
    )
    is_restricted = models.BooleanField(
        default=False, db_default=False, db_comment="Verdadero: sólo lo ven quienes se nombran"
    )
    readers = models.ManyToManyField(
        "accounts.User", blank=True, related_name="+", db_table="cabinet_point_reader"
    )
    sent_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_to",
        db_comment="Punto de otro gabinete del que viene",
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        db_comment="Punto diferido de una sesión anterior del que viene",
    )
    sent_matter = models.ForeignKey(
        "followup.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Acuerdo de otro gabinete del que viene",
    )
    changed_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment="Cuándo cambió lo que se propone o sus documentos; una posición anterior ya no cuenta",
    )
    consent_choice = models.CharField(
        max_length=3,
        choices=ConsentChoice.choices,
        default=ConsentChoice.RULE,
        blank=True,
        db_default=ConsentChoice.RULE,
        db_comment="Si la secretaría técnica lo puso o lo sacó del bloque sin objeción; vacío: lo que diga la regla",
    )
    in_consent = models.BooleanField(
        default=False, db_default=False, db_comment="Verdadero: se tomó con el bloque sin objeción"
    )
    outcome = models.CharField(
        max_length=10,
        choices=Outcome.choices,
        blank=True,
        default="",
        db_default="",
        db_comment="Qué se resolvió; vacío: aún nada",
    )
    resolution = models.TextField(
        blank=True, default="", db_default="", db_comment="Lo resuelto, como quedó escrito"
    )
    notes = models.TextField(
        blank=True,
        default="",
        db_default="",
        db_comment="Lo que se dijo, anotado en la sesión para la minuta",
    )
    started_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se empezó a tratar")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se terminó de tratar")
    version = models.PositiveIntegerField(
        default=1, db_default=1, db_comment="Sube con cada cambio de lo que la persona escribe"
    )
    once = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        db_comment="Envío del formulario que lo agregó: evita el doble registro",
    )

    class Meta:
        db_table_comment = "Orden del día"
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="point_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(in_consent=False) | Q(is_restricted=False), name="consent_is_for_all_to_see"
            ),
            models.UniqueConstraint(
                fields=("session", "position"), name="agenda_order", deferrable=models.Deferrable.DEFERRED
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class PointFile(models.Model):
    """A paper of a point. A new version takes the place of the last one, which stays readable."""

    point = models.ForeignKey("cabinet.AgendaItem", models.CASCADE, related_name="files", db_comment="Punto")
    title = models.CharField(max_length=160, db_comment="Qué es; las versiones de un papel lo comparten")
    number = models.PositiveSmallIntegerField(default=1, db_comment="Versión")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", db_comment="Archivo")
    added_at = models.DateTimeField(db_comment="Cuándo se agregó")
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién lo agregó"
    )

    class Meta:
        db_table_comment = "Documentos de los puntos"
        ordering = ("title", "-number")
        constraints = (
            models.UniqueConstraint(fields=("point", "title", "number"), name="point_file_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class MemberPosition(models.Model):
    """What a member said of a point before the session."""

    point = models.ForeignKey(
        "cabinet.AgendaItem", models.CASCADE, related_name="member_positions", db_comment="Punto"
    )
    seat = models.ForeignKey("cabinet.Seat", models.PROTECT, related_name="+", db_comment="Asiento")
    stance = models.CharField(max_length=12, choices=Stance.choices, db_comment="Posición")
    text = models.TextField(blank=True, db_comment="Observaciones u objeción")
    taken_at = models.DateTimeField(db_comment="Cuándo")
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la escribió"
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Posiciones previas de los integrantes"
        constraints = (
            models.UniqueConstraint(fields=("point", "seat"), name="member_position_once"),
            models.CheckConstraint(
                condition=Q(stance__in=(Stance.AGREES, Stance.ASKS_FLOOR)) | ~Q(text=""),
                name="member_position_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.stance}"


class Opinion(models.Model):
    """The opinion of an agency that a point needs before it may be presented."""

    point = models.ForeignKey(
        "cabinet.AgendaItem", models.CASCADE, related_name="opinions", db_comment="Punto"
    )
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_comment="A quién se pide")
    asked_at = models.DateTimeField(db_comment="Cuándo se pidió")
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la pidió"
    )
    question = models.CharField(max_length=400, blank=True, db_comment="Sobre qué se pide")
    term_days = models.PositiveSmallIntegerField(db_comment="Plazo en días hábiles")
    due = models.DateField(db_comment="Vence")
    overdue_told_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se avisó que venció; nulo: no se ha avisado"
    )
    verdict = models.CharField(
        max_length=10, choices=Verdict.choices, blank=True, db_comment="Sentido; vacío: sin respuesta"
    )
    text = models.TextField(blank=True, db_comment="La opinión")
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Oficio de opinión",
    )
    answered_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo respondió")
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién respondió"
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Opiniones pedidas sobre los puntos"
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(fields=("point", "unit"), name="opinion_asked_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, verdict="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(verdict="")),
                name="opinion_answered_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} sobre {self.point_id}"
