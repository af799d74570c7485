"""What was agreed, as text and as drafts, until it becomes matters."""

from django.db import models
from django.db.models import Q

from gabinete.office.cabinet.models.choices import DraftKind, DraftTerm, Reading


class Minutes(models.Model):
    """The text of what happened, from which agreements are drafted. Not yet matters until confirmed."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.PROTECT, related_name="minutes", db_comment="Sesión"
    )
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Archivo original; nulo: texto pegado",
    )
    from_room = models.BooleanField(
        default=False,
        db_default=False,
        db_comment="Verdadero: sus acuerdos se capturaron en la sesión, no se leyeron de un texto",
    )
    text = models.TextField(db_comment="Texto leído, sobre el que cuentan las posiciones")
    uploaded_at = models.DateTimeField(db_comment="Cuándo se subió")
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién la subió"
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se confirmaron sus acuerdos; nulo: en revisión"
    )
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién confirmó"
    )
    notes = models.JSONField(default=list, db_comment="Avisos de la lectura (OCR, páginas sin texto…)")
    reading = models.CharField(
        max_length=8,
        choices=Reading.choices,
        default=Reading.READY,
        db_comment="Cómo va la lectura del archivo",
    )
    reading_done = models.PositiveIntegerField(default=0, db_comment="Páginas leídas")
    reading_total = models.PositiveIntegerField(default=0, db_comment="Páginas por leer; 0: aún no se sabe")
    reading_error = models.CharField(max_length=400, blank=True, db_comment="Por qué no se pudo leer")
    monitor = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Quién dará seguimiento a todos sus asuntos; nulo: el que diga la regla",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio de sus borradores")
    once = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        db_comment="Envío del formulario que la creó: evita el doble registro",
    )

    class Meta:
        db_table_comment = "Minutas"
        constraints = (
            models.UniqueConstraint(
                fields=("session",), condition=Q(confirmed_at__isnull=True), name="minutes_one_in_review"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="minutes_confirmed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"Minuta {self.pk}"


class AgreementDraft(models.Model):
    """A proposed agreement beside its source sentence; becomes a matter only on confirmation."""

    minutes = models.ForeignKey("cabinet.Minutes", models.CASCADE, related_name="drafts", db_comment="Minuta")
    position = models.PositiveSmallIntegerField(db_comment="Orden")
    point = models.ForeignKey(
        "cabinet.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        db_comment="Punto en que se acordó; nulo: se leyó de un texto",
    )
    start = models.PositiveIntegerField(
        null=True, db_comment="Inicio de la cita en el texto; nulo: agregado a mano"
    )
    end = models.PositiveIntegerField(null=True, db_comment="Fin de la cita en el texto")
    quote = models.TextField(blank=True, db_comment="Cita literal")
    kind = models.CharField(
        max_length=12, choices=DraftKind.choices, db_comment="Clase (como followup.MatterKind)"
    )
    text = models.TextField(db_comment="Texto del acuerdo")
    responsible_text = models.CharField(
        max_length=400, blank=True, db_comment="Responsables como se escribieron"
    )
    lead = models.ForeignKey(
        "org.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Responsable"
    )
    co_responsible = models.ManyToManyField(
        "org.Unit", blank=True, related_name="+", db_table="cabinet_draft_co"
    )
    term_n = models.PositiveIntegerField(null=True, blank=True, db_comment="Número del plazo")
    term_unit = models.CharField(
        max_length=8,
        choices=DraftTerm.choices,
        default=DraftTerm.NONE,
        db_comment="Unidad del plazo (como followup.TermUnit, más la próxima sesión)",
    )
    term_text = models.CharField(max_length=240, blank=True, db_comment="Plazo como se escribió")
    due = models.DateField(null=True, blank=True, db_comment="Fecha fija, cuando el plazo es una fecha")
    means_of_verification = models.CharField(max_length=400, blank=True, db_comment="Medio de verificación")
    axis = models.ForeignKey(
        "strategy.PlanNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Eje del plan",
    )
    monitor = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Analista que dará seguimiento; nulo: el de la minuta o el que diga la regla",
    )
    confidence = models.FloatField(
        null=True, db_comment="Seguridad del extractor, 0 a 1; nulo: agregado a mano"
    )
    warnings = models.JSONField(default=list, db_comment="Avisos de redacción")
    dropped = models.BooleanField(default=False, db_comment="Descartado por la persona")
    matter = models.ForeignKey(
        "followup.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Asunto que nació de aquí",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")
    once = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        db_comment="Envío del formulario que lo agregó: evita el doble registro",
    )

    class Meta:
        db_table_comment = "Borradores de acuerdos"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("minutes", "position"), name="draft_order"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=False), name="draft_quote_has_both_ends"
            ),
            models.UniqueConstraint(fields=("matter",), name="draft_gives_one_matter"),
        )

    def __str__(self) -> str:
        return self.text[:60]
