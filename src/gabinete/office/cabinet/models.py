"""Bodies, their sessions and the minutes from which matters are born."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import states


class BodyKind(models.TextChoices):
    """The kinds of cabinet named in fraction VII."""

    LEGAL = "legal", _("legal")
    EXTENDED = "extended", _("ampliado")
    SPECIALISED = "specialised", _("especializado")
    SECTORAL = "sectoral", _("sectorial")
    REGIONAL = "regional", _("regional")
    OTHER = "other", _("otro")


class Modality(models.TextChoices):
    """How its members meet."""

    IN_PERSON = "in_person", _("presencial")
    REMOTE = "remote", _("remota")
    HYBRID = "hybrid", _("mixta")


class PointKind(models.TextChoices):
    """What is expected of a point of the order of the day."""

    INFORMATION = "information", _("informativo")
    DECISION = "decision", _("de acuerdo")
    FOLLOWUP = "followup", _("de seguimiento")


class DraftKind(models.TextChoices):
    """What a draft will be when it is registered (same names as ``followup.MatterKind``)."""

    AGREEMENT = "agreement", _("Acuerdo")
    INSTRUCTION = "instruction", _("Instrucción")
    COMMITMENT = "commitment", _("Compromiso")


class DraftTerm(models.TextChoices):
    """How the term of a draft is given; all but the next session as in ``kernel.terms``."""

    BUSINESS = "business", _("días hábiles")
    CALENDAR = "calendar", _("días naturales")
    MONTHS = "months", _("meses")
    FIXED = "fixed", _("fecha fija")
    SESSION = "session", _("próxima sesión")
    NONE = "none", _("sin plazo")


class Reading(models.TextChoices):
    """How far the machine is with the file of a minute."""

    READY = "ready", _("leída")
    WAITING = "waiting", _("en lectura")
    FAILED = "failed", _("no se pudo leer")


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
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Gabinetes"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Membership by unit: its head sits, an alternate may be named by position."""

    body = models.ForeignKey("cabinet.Body", models.CASCADE, related_name="seats", db_comment="Gabinete")
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_comment="Unidad que ocupa el asiento"
    )
    titular = models.CharField(max_length=160, db_comment="Cargo titular")
    alternate = models.CharField(max_length=160, blank=True, db_comment="Cargo suplente")

    class Meta:
        db_table_comment = "Integrantes de los gabinetes"
        constraints = (models.UniqueConstraint(fields=("body", "unit"), name="seat_once"),)

    def __str__(self) -> str:
        return self.titular


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
    next_session_on = models.DateField(null=True, blank=True, db_comment="Fecha prevista de la siguiente")
    call_sent_at = models.DateTimeField(null=True, blank=True, db_comment="Envío de la convocatoria")
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

    class Meta:
        db_table_comment = "Orden del día"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("session", "position"), name="agenda_order", deferrable=models.Deferrable.DEFERRED
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


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
