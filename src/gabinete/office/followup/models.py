"""Tables of the follow-up engine. A matter keeps state, deadline, progress and confidence in separate columns."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.office.followup import states


class MatterKind(models.TextChoices):
    """Where the duty comes from, in the office's words."""

    AGREEMENT = "agreement", _("Acuerdo")
    INSTRUCTION = "instruction", _("Instrucción")
    COMMITMENT = "commitment", _("Compromiso")
    ERRAND = "errand", _("Encargo")


class OriginKind(models.TextChoices):
    """What gave rise to it."""

    SESSION = "session", _("Sesión")
    TOUR = "tour", _("Gira")
    MEETING = "meeting", _("Reunión")
    LETTER = "letter", _("Oficio")
    PLAN = "plan", _("Plan")
    PUBLIC = "public", _("Compromiso público")


class TermUnit(models.TextChoices):
    """How the term was given (same names as ``kernel.terms``)."""

    BUSINESS = "business", _("días hábiles")
    CALENDAR = "calendar", _("días naturales")
    MONTHS = "months", _("meses")
    FIXED = "fixed", _("fecha fija")
    NONE = "none", _("sin plazo")


class Matter(models.Model):
    """One unit of accountability: one lead agency, one term, one proof."""

    folio = models.CharField(_("folio"), max_length=40, unique=True, db_comment="Folio; nunca se reutiliza")
    kind = models.CharField(_("clase"), max_length=12, choices=MatterKind.choices, db_comment="Clase")
    title = models.CharField(_("síntesis"), max_length=240, db_comment="Síntesis que se lee en listas")
    text = models.TextField(_("texto literal"), db_comment="Texto literal, como se dictó")
    origin_kind = models.CharField(max_length=8, choices=OriginKind.choices, db_comment="De dónde viene")
    origin_label = models.CharField(max_length=240, blank=True, db_comment="Origen como se lee: «7.ª sesión ordinaria…»")
    body = models.CharField(max_length=12, blank=True, db_comment="Clave del gabinete que lo dictó; vacío si no fue en sesión")
    ordered_by = models.CharField(_("ordena"), max_length=200, blank=True, db_comment="Quién lo ordenó")
    issued_on = models.DateField(_("emisión"), db_comment="Fecha en que se dictó")

    lead = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_comment="Dependencia responsable")
    party_unit_ids = ArrayField(models.BigIntegerField(), default=list, db_comment="Responsable, corresponsables y copias vigentes: quién lo ve")
    monitor = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Analista que da seguimiento")
    verifier_unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Unidad distinta que verificará")
    monitor_may_verify = models.BooleanField(default=False, db_comment="La unidad que da seguimiento puede verificar")

    term_n = models.PositiveIntegerField(null=True, blank=True, db_comment="Número del plazo")
    term_unit = models.CharField(max_length=8, choices=TermUnit.choices, db_comment="Unidad del plazo")
    term_text = models.CharField(max_length=240, blank=True, db_comment="Plazo como se dictó")
    term_from = models.DateField(null=True, blank=True, db_comment="Fecha desde la que corre (notificación)")
    calendar_code = models.CharField(max_length=24, default="sonora", db_comment="Calendario con que se contó")
    calendar_version = models.PositiveIntegerField(default=1, db_comment="Versión del calendario con que se contó")
    due = models.DateField(_("vence"), null=True, blank=True, db_comment="Término vigente; nulo: sin plazo")
    original_due = models.DateField(null=True, blank=True, db_comment="Primer término; no cambia con las prórrogas")
    extension_count = models.PositiveSmallIntegerField(default=0, db_comment="Prórrogas concedidas")

    deliverable = models.CharField(max_length=400, blank=True, db_comment="Entregable")
    means_of_verification = models.CharField(_("se dará por cumplido con"), max_length=400, db_comment="Medio de verificación fijado al nacer")
    report_every_days = models.PositiveSmallIntegerField(default=30, db_comment="Cada cuántos días naturales se espera reporte")
    next_report_on = models.DateField(null=True, blank=True, db_comment="Próximo reporte esperado")

    state = models.CharField(_("estado"), max_length=24, default=states.REGISTERED, db_comment="Estado en el flujo")
    state_since = models.DateTimeField(db_comment="Desde cuándo está en ese estado")
    proposed_end = models.CharField(max_length=24, blank=True, db_comment="Cierre sin cumplimiento propuesto, a la espera de la segunda llave")
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes", db_comment="Asunto que lo sustituye")
    notified_at = models.DateTimeField(null=True, blank=True, db_comment="Notificación a la dependencia")
    acknowledged_at = models.DateTimeField(null=True, blank=True, db_comment="Acuse de la dependencia")
    acknowledged_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién acusó recibo")

    reported_percent = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Último avance reportado; nulo: sin reporte")
    reported_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se reportó por última vez")
    accepted_percent = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Último avance aceptado; nulo: ninguno")
    accepted_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se aceptó")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Juicio de la Oficina, 1 a 5; nulo: sin juicio")
    confidence_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se juzgó")

    first_closed_on = models.DateField(null=True, blank=True, db_comment="Primera fecha de cierre; sobrevive a la reapertura")
    closed_on = models.DateField(null=True, blank=True, db_comment="Fecha de cierre; nulo: abierto")
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Segunda llave: quién")
    verified_unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Segunda llave: desde qué unidad")
    reopened_count = models.PositiveSmallIntegerField(default=0, db_comment="Veces reabierto")

    priority = models.PositiveSmallIntegerField(default=2, db_comment="1 alta, 2 normal, 3 baja")
    reserve = models.PositiveSmallIntegerField(default=Reserve.INTERNAL, db_comment="Grado de reserva, 1 pública a 5 privada")
    reader_ids = ArrayField(models.BigIntegerField(), default=list, blank=True, db_comment="Personas nombradas que pueden leerlo pese a la reserva")
    axis = models.ForeignKey("strategy.PlanNode", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Eje o proyecto del plan")
    region = models.ForeignKey("strategy.PlanNode", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Región del plan")

    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio; evita que dos personas se sobrescriban")
    created_at = models.DateTimeField(db_comment="Alta en el sistema")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién lo registró")
    search = SearchVectorField(null=True, editable=False, db_comment="Palabras para buscar; lo mantiene un disparador")

    class Meta:
        db_table_comment = "Asuntos en seguimiento"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=states.OPEN_STATES + states.FINAL_STATES), name="matter_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=states.FINAL_STATES, closed_on__isnull=False) | Q(state__in=states.OPEN_STATES, closed_on__isnull=True),
                name="matter_is_closed_on_a_date_exactly_when_final",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=states.VERIFIED_STATES)
                | (Q(verified_by__isnull=False, verified_unit__isnull=False, accepted_at__isnull=False) & ~Q(verified_unit=F("lead"))),
                name="matter_concluded_has_a_second_key_from_another_unit",
            ),
            models.CheckConstraint(condition=Q(due__isnull=True) | Q(original_due__isnull=False), name="matter_due_keeps_its_original"),
            models.CheckConstraint(condition=~Q(means_of_verification=""), name="matter_has_means_of_verification"),
            models.CheckConstraint(condition=Q(reported_percent__isnull=True) | Q(reported_percent__lte=100), name="matter_reported_percent"),
            models.CheckConstraint(condition=Q(accepted_percent__isnull=True) | Q(accepted_percent__lte=100), name="matter_accepted_percent"),
            models.CheckConstraint(condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)), name="matter_confidence_is_1_to_5"),
            models.CheckConstraint(condition=Q(reserve__range=(1, 5)), name="matter_reserve_is_1_to_5"),
            models.CheckConstraint(condition=Q(superseded_by__isnull=False) | ~Q(state=states.SUPERSEDED), name="matter_superseded_names_its_successor"),
        )
        indexes = (
            models.Index(fields=("due", "id"), name="matter_open_by_due", condition=Q(closed_on__isnull=True)),
            models.Index(fields=("lead", "due", "id"), name="matter_open_by_lead", condition=Q(closed_on__isnull=True)),
            models.Index(fields=("lead", "state"), name="matter_by_lead_state"),
            models.Index(fields=("monitor", "due"), name="matter_open_by_monitor", condition=Q(closed_on__isnull=True)),
            models.Index(fields=("body", "-issued_on"), name="matter_by_body"),
            models.Index(fields=("-issued_on", "-id"), name="matter_by_issue"),
            models.Index(fields=("-closed_on", "-id"), name="matter_by_closing", condition=Q(closed_on__isnull=False)),
            GinIndex(fields=("party_unit_ids",), name="matter_by_party"),
            GinIndex(fields=("search",), name="matter_search"),
            GinIndex(fields=("title",), name="matter_title_trgm", opclasses=("gin_trgm_ops",)),
        )

    def __str__(self) -> str:
        return f"{self.folio} {self.title}"


class Part(models.TextChoices):
    """What a unit other than the lead has to do with a matter."""

    CO_RESPONSIBLE = "co", _("corresponsable")
    COPY = "copy", _("copia")


class Participant(models.Model):
    """A unit that shares the matter; past ones stay, with the day they left."""

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="participants", db_comment="Asunto")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_comment="Unidad")
    part = models.CharField(max_length=4, choices=Part.choices, db_comment="Papel")
    since = models.DateField(db_comment="Desde")
    until = models.DateField(null=True, blank=True, db_comment="Hasta; nulo: vigente")

    class Meta:
        db_table_comment = "Unidades que comparten un asunto"
        constraints = (models.UniqueConstraint(fields=("matter", "unit", "part"), condition=Q(until__isnull=True), name="participant_once"),)

    def __str__(self) -> str:
        return f"{self.matter_id}:{self.unit_id}"


class Milestone(models.Model):
    """A checkpoint on the way, with weight; the accepted ones say how far the matter really is."""

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="milestones", db_comment="Asunto")
    position = models.PositiveSmallIntegerField(db_comment="Orden")
    title = models.CharField(max_length=200, db_comment="Hito")
    due = models.DateField(null=True, blank=True, db_comment="Vence")
    weight = models.PositiveSmallIntegerField(default=1, db_comment="Peso relativo")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Responsable, si no es la principal")
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


class Report(models.Model):
    """What the agency says it has done; counts once a monitor accepts it."""

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="reports", db_comment="Asunto")
    is_fulfilment = models.BooleanField(default=False, db_comment="Reporta el cumplimiento")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_comment="Unidad que reporta")
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién reporta")
    at = models.DateTimeField(db_comment="Cuándo")
    text = models.TextField(db_comment="Qué se hizo")
    percent = models.PositiveSmallIntegerField(db_comment="Avance, 0 a 100")
    review = models.CharField(max_length=8, choices=Review.choices, default=Review.PENDING, db_comment="Resultado de la revisión")
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién revisó")
    reviewed_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se revisó")
    review_reason = models.TextField(blank=True, db_comment="Motivo de la devolución")
    once = models.UUIDField(unique=True, db_comment="Marca del formulario: el doble envío no duplica")

    class Meta:
        db_table_comment = "Reportes de las dependencias"
        constraints = (
            models.CheckConstraint(condition=Q(percent__lte=100), name="report_percent"),
            models.CheckConstraint(condition=Q(review="pending") | Q(reviewed_by__isnull=False, reviewed_at__isnull=False), name="report_reviewed_by_somebody"),
            models.UniqueConstraint(fields=("matter",), condition=Q(review="pending"), name="report_one_pending"),
        )
        indexes = (models.Index(fields=("matter", "-at"), name="report_by_matter"),)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.percent} %"


class Evidence(models.Model):
    """A document offered as proof."""

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="evidence", db_comment="Asunto")
    report = models.ForeignKey("followup.Report", models.CASCADE, null=True, blank=True, related_name="evidence", db_comment="Reporte con que llegó")
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

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="extensions", db_comment="Asunto")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién la pide")
    asked_at = models.DateTimeField(db_comment="Cuándo se pidió")
    reason = models.TextField(db_comment="Motivo")
    proposed_due = models.DateField(db_comment="Nuevo término que se pide")
    previous_due = models.DateField(null=True, db_comment="Término al pedirla")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.PENDING, db_comment="Resultado")
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Quién decidió")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo")
    decision_reason = models.TextField(blank=True, db_comment="Motivo de la decisión")
    granted_due = models.DateField(null=True, blank=True, db_comment="Término concedido")

    class Meta:
        db_table_comment = "Prórrogas"
        constraints = (
            models.UniqueConstraint(fields=("matter",), condition=Q(decision="pending"), name="extension_one_pending"),
            models.CheckConstraint(condition=Q(decision="pending") | Q(decided_by__isnull=False, decided_at__isnull=False), name="extension_decided_by_somebody"),
            models.CheckConstraint(condition=~Q(decision="granted") | Q(granted_due__isnull=False), name="extension_granted_until_a_date"),
        )

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.proposed_due}"


class LogEntry(models.Model):
    """One line of the matter's bitácora: what people read. Append-only."""

    matter = models.ForeignKey("followup.Matter", models.CASCADE, related_name="log", db_comment="Asunto")
    at = models.DateTimeField(db_comment="Cuándo")
    move = models.CharField(max_length=32, db_comment="Movimiento del flujo")
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", db_comment="Quién; nulo: el sistema")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+", db_comment="Desde qué unidad")
    source = models.CharField(max_length=24, blank=True, db_comment="Estado anterior")
    target = models.CharField(max_length=24, blank=True, db_comment="Estado siguiente")
    text = models.TextField(blank=True, db_comment="Motivo, mensaje o resumen")
    data = models.JSONField(default=dict, db_comment="Datos del movimiento")
    report = models.ForeignKey("followup.Report", models.PROTECT, null=True, blank=True, related_name="+", db_comment="Reporte al que se refiere")

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
