"""The record of a session: its versions, what members observed, and who signed."""

from django.db import models
from django.db.models import Q

from gabinete.office.cabinet.models.choices import SignatureKind


class MinutesVersion(models.Model):
    """A version of the minutes of a session: built once, never edited; a correction is another version."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.PROTECT, related_name="versions", db_comment="Sesión"
    )
    number = models.PositiveSmallIntegerField(db_comment="Versión, desde 1")
    made_at = models.DateTimeField(db_comment="Cuándo se hizo")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién la hizo")
    reason = models.CharField(
        max_length=400, blank=True, db_comment="Por qué se hizo; obligatorio cuando corrige una firmada"
    )
    content = models.JSONField(
        db_comment="Todo lo que dice, por secciones: de aquí salen el Word, el PDF y las diferencias"
    )
    docx = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", db_comment="En Word")
    pdf = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="+", db_comment="En PDF/UA, el que se firma"
    )
    circulated_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se envió a observaciones; nulo: borrador"
    )
    observe_until = models.DateField(null=True, blank=True, db_comment="Último día para observarla")
    signed_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo firmó la última persona")

    class Meta:
        db_table_comment = "Versiones de las minutas"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("session", "number"), name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(circulated_at__isnull=False),
                name="minutes_signed_after_circulated",
            ),
        )

    def __str__(self) -> str:
        return f"Versión {self.number} de {self.session_id}"


class Observation(models.Model):
    """What a member observes of a version, and what was done about it."""

    minutes = models.ForeignKey(
        "cabinet.MinutesVersion", models.CASCADE, related_name="observations", db_comment="Versión"
    )
    seat = models.ForeignKey("cabinet.Seat", models.PROTECT, related_name="+", db_comment="Asiento")
    section = models.CharField(max_length=60, blank=True, db_comment="Sección de la minuta; vacío: toda")
    text = models.TextField(db_comment="Observación")
    made_at = models.DateTimeField(db_comment="Cuándo")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién la hizo")
    accepted = models.BooleanField(
        null=True, db_comment="Verdadero: se atendió; falso: no procedió; nulo: por resolver"
    )
    answer = models.TextField(blank=True, db_comment="Qué se respondió")
    answered_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se resolvió")
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Quién la resolvió",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Observaciones a las minutas"
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="observation_resolved_says_how",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Signature(models.Model):
    """One signer of a version, in the order of signing: waiting while ``kind`` is empty."""

    minutes = models.ForeignKey(
        "cabinet.MinutesVersion", models.CASCADE, related_name="signatures", db_comment="Versión"
    )
    order = models.PositiveSmallIntegerField(db_comment="Orden de firma, desde 1")
    seat = models.ForeignKey(
        "cabinet.Seat",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Asiento; nulo: secretaría técnica",
    )
    name = models.CharField(max_length=160, db_comment="Quién firma")
    title = models.CharField(max_length=200, blank=True, db_comment="Cargo con que firma")
    kind = models.CharField(
        max_length=10,
        choices=SignatureKind.choices,
        blank=True,
        db_comment="Cómo firmó, o que no firmó con constancia; vacío: falta",
    )
    signed_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo firmó; nulo: no ha firmado")
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Con qué cuenta"
    )
    rfc = models.CharField(max_length=13, blank=True, db_comment="RFC del certificado")
    certificate_serial = models.CharField(
        max_length=64, blank=True, db_comment="Número de serie del certificado"
    )
    certificate_name = models.CharField(max_length=240, blank=True, db_comment="Titular del certificado")
    certificate_until = models.DateTimeField(null=True, blank=True, db_comment="Vigencia del certificado")
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="El PDF con esta firma y las anteriores, o la hoja firmada y digitalizada",
    )
    missing_reason = models.CharField(
        max_length=400,
        blank=True,
        db_default="",
        default="",
        db_comment="Por qué no firmó; vacío: firmó o falta",
    )
    missing_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se dejó constancia de que no firmó"
    )
    missing_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Quién dejó la constancia",
    )

    class Meta:
        db_table_comment = "Firmas de las minutas"
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("minutes", "order"), name="signature_order"),
            models.UniqueConstraint(
                fields=("minutes", "seat"), condition=Q(seat__isnull=False), name="signature_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, missing_at__isnull=True, kind="")
                | (
                    Q(kind=SignatureKind.MISSING, signed_at__isnull=True)
                    & Q(missing_at__isnull=False, missing_by__isnull=False)
                    & ~Q(missing_reason="")
                )
                | Q(
                    kind__in=(SignatureKind.AUTOGRAPH, SignatureKind.EFIRMA),
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    document__isnull=False,
                    missing_at__isnull=True,
                ),
                name="signature_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"


class Extract(models.Model):
    """The extract of one agreement as it was sent to whoever answers for it; the acuse is that of its matter."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.PROTECT, related_name="extracts", db_comment="Sesión"
    )
    matter = models.OneToOneField(
        "followup.Matter", models.PROTECT, related_name="+", db_comment="Asunto que nació del acuerdo"
    )
    docx = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", db_comment="En Word")
    pdf = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", db_comment="En PDF/UA")
    sent_at = models.DateTimeField(db_comment="Cuándo se envió")
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién lo envió"
    )

    class Meta:
        db_table_comment = "Extractos de acuerdos enviados"

    def __str__(self) -> str:
        return f"Extracto de {self.matter_id}"
