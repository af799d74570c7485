"""What hangs from a matter: participants, milestones, reports, evidence, extensions and the bitácora."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """What a unit other than the lead has to do with a matter."""

    CO_RESPONSIBLE = "co", _("corresponsable")
    COPY = "copy", _("copia")


class Participant(models.Model):
    """A unit that shares the matter; past ones stay, with the day they left."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="participants", db_comment="Asunto"
    )
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_index=False, db_comment="Unidad"
    )
    part = models.CharField(max_length=4, choices=Part.choices, db_comment="Papel")
    since = models.DateField(db_comment="Desde")
    until = models.DateField(null=True, blank=True, db_comment="Hasta; nulo: vigente")

    class Meta:
        db_table_comment = "Unidades que comparten un asunto"
        constraints = (
            models.UniqueConstraint(
                fields=("matter", "unit", "part"), condition=Q(until__isnull=True), name="participant_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.matter_id}:{self.unit_id}"


class Milestone(models.Model):
    """A checkpoint on the way, with weight; the accepted ones say how far the matter really is."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="milestones", db_comment="Asunto"
    )
    position = models.PositiveSmallIntegerField(db_comment="Orden")
    title = models.CharField(max_length=200, db_comment="Hito")
    due = models.DateField(null=True, blank=True, db_comment="Vence")
    weight = models.PositiveSmallIntegerField(default=1, db_comment="Peso relativo")
    unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Responsable, si no es la principal",
    )
    done_on = models.DateField(null=True, blank=True, db_comment="Aceptado el; nulo: pendiente")

    class Meta:
        db_table_comment = "Hitos de los asuntos"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("matter", "position"), name="milestone_order"),)

    def __str__(self) -> str:
        return self.title


class Review(models.TextChoices):
    """What became of a report or a request."""

    PENDING = "pending", _("en revisión")
    ACCEPTED = "accepted", _("aceptado")
    RETURNED = "returned", _("devuelto")
    REPLACED = "replaced", _("sustituido por otro posterior")


class Report(models.Model):
    """What the agency says it has done; counts once a monitor accepts it."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="reports", db_index=False, db_comment="Asunto"
    )
    is_fulfilment = models.BooleanField(default=False, db_comment="Reporta el cumplimiento")
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_index=False, db_comment="Unidad que reporta"
    )
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_index=False, db_comment="Quién reporta"
    )
    at = models.DateTimeField(db_comment="Cuándo")
    text = models.TextField(db_comment="Qué se hizo")
    percent = models.PositiveSmallIntegerField(db_comment="Avance, 0 a 100")
    review = models.CharField(
        max_length=8, choices=Review.choices, default=Review.PENDING, db_comment="Resultado de la revisión"
    )
    reviewed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Quién revisó",
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se revisó")
    review_reason = models.TextField(blank=True, db_comment="Motivo de la devolución")
    once = models.UUIDField(unique=True, db_comment="Marca del formulario: el doble envío no duplica")

    class Meta:
        db_table_comment = "Reportes de las dependencias"
        constraints = (
            models.CheckConstraint(condition=Q(percent__lte=100), name="report_percent"),
            models.CheckConstraint(
                condition=Q(review__in=("pending", "replaced"))
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="report_reviewed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=("matter",), condition=Q(review="pending"), name="report_one_pending"
            ),
        )
        indexes = (models.Index(fields=("matter", "-at"), name="report_by_matter"),)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.percent} %"


class Evidence(models.Model):
    """A document offered as proof."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="evidence", db_comment="Asunto"
    )
    report = models.ForeignKey(
        "followup.Report",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        db_comment="Reporte con que llegó",
    )
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", db_comment="Archivo")
    proves_means = models.BooleanField(default=False, db_comment="Es el medio de verificación comprometido")
    withdrawn = models.BooleanField(default=False, db_comment="Dejó de contar (el reporte fue devuelto)")

    class Meta:
        db_table_comment = "Evidencias"

    def __str__(self) -> str:
        return f"{self.matter_id}:{self.document_id}"


class Decision(models.TextChoices):
    """What became of a request for extension."""

    PENDING = "pending", _("en espera")
    GRANTED = "granted", _("concedida")
    DENIED = "denied", _("negada")


class Extension(models.Model):
    """A request for more time: asked, justified, granted or denied; the original term is never lost."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="extensions", db_comment="Asunto"
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_index=False, db_comment="Quién la pide"
    )
    asked_at = models.DateTimeField(db_comment="Cuándo se pidió")
    reason = models.TextField(db_comment="Motivo")
    proposed_due = models.DateField(db_comment="Nuevo término que se pide")
    previous_due = models.DateField(null=True, db_comment="Término al pedirla")
    decision = models.CharField(
        max_length=8, choices=Decision.choices, default=Decision.PENDING, db_comment="Resultado"
    )
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Quién decidió",
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo")
    decision_reason = models.TextField(blank=True, db_comment="Motivo de la decisión")
    granted_due = models.DateField(null=True, blank=True, db_comment="Término concedido")

    class Meta:
        db_table_comment = "Prórrogas"
        constraints = (
            models.UniqueConstraint(
                fields=("matter",), condition=Q(decision="pending"), name="extension_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(decision="pending") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="extension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decision="granted") | Q(granted_due__isnull=False),
                name="extension_granted_until_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.proposed_due}"


class LogEntry(models.Model):
    """One line of the matter's bitácora: what people read. Append-only."""

    matter = models.ForeignKey(
        "followup.Matter", models.CASCADE, related_name="log", db_index=False, db_comment="Asunto"
    )
    at = models.DateTimeField(db_comment="Cuándo")
    move = models.CharField(max_length=32, db_comment="Movimiento del flujo")
    actor = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_comment="Quién; nulo: el sistema",
    )
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, null=True, related_name="+", db_index=False, db_comment="Desde qué unidad"
    )
    source = models.CharField(max_length=24, blank=True, db_comment="Estado anterior")
    target = models.CharField(max_length=24, blank=True, db_comment="Estado siguiente")
    text = models.TextField(blank=True, db_comment="Motivo, mensaje o resumen")
    data = models.JSONField(default=dict, db_comment="Datos del movimiento")
    report = models.ForeignKey(
        "followup.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Reporte al que se refiere",
    )
    once = models.UUIDField(
        null=True, blank=True, unique=True, db_comment="Marca del formulario: el doble envío no duplica"
    )

    class Meta:
        db_table_comment = "Bitácora de los asuntos"
        indexes = (
            models.Index(fields=("matter", "-at", "-id"), name="log_by_matter"),
            models.Index(fields=("-at", "-id"), name="log_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.matter_id} {self.move}"


class Counter(models.Model):
    """The last number given in a series of folios; rows are locked while a number is taken."""

    series = models.CharField(max_length=60, primary_key=True, db_comment="Serie, p. ej. GL/2026/07")
    last = models.PositiveIntegerField(default=0, db_comment="Último número dado")

    class Meta:
        db_table_comment = "Consecutivos de folios"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class LastLook(models.Model):
    """When somebody last looked at the page that says what changed since."""

    user = models.OneToOneField(
        "accounts.User", models.CASCADE, related_name="+", primary_key=True, db_comment="Quién"
    )
    at = models.DateTimeField(db_comment="Cuándo miró por última vez")
    before = models.DateTimeField(
        null=True, db_comment="Cuándo había mirado antes; lo que cambió se cuenta desde aquí"
    )

    class Meta:
        db_table_comment = "Última vez que cada persona vio qué cambió"

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"
