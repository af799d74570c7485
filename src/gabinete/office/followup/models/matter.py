"""The matter itself; state, deadline, progress and confidence are separate columns."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, NullIf
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.kernel.standing import DEFAULT_RULE
from gabinete.office.followup import states
from gabinete.office.followup.models.kinds import MatterKind, OriginKind, TermUnit

OPEN = Q(closed_on__isnull=True)
NO_DUE = date(9999, 12, 31)
"""Where matters without a term stand in a list by term: at the end."""


class OfficeDate(Func):
    """The day of a moment in the office's zone, computed by the database."""

    template = "((%(expressions)s) AT TIME ZONE 'America/Hermosillo')::date"
    output_field = models.DateField()


class DaysAfter(Func):
    """The date so many calendar days after another (``days=``)."""

    template = "(%(expressions)s + %(days)s)"
    output_field = models.DateField()


def _silence() -> Case:
    """Return the first day on which a matter is silent; ``kernel.standing.is_silent`` said as a date.

    A promised report that did not come counts from the day after it (``NULLIF`` leaves no date when one came on or
    after its day), silence from ``silent_days`` after the last news; whichever is first. Kept by the database, so
    that an index can find the silent ones; a migration must follow a change of the rule (a test compares them).
    """
    last_report = OfficeDate("reported_at")
    missed = NullIf(Greatest("next_report_on", last_report), last_report)
    heard = OfficeDate(Coalesce("reported_at", "notified_at"))
    first = Least(DaysAfter(missed, days=1), DaysAfter(heard, days=DEFAULT_RULE.silent_days))
    return Case(When(state__in=states.OWED_STATES, then=first), output_field=models.DateField())


class Matter(models.Model):
    """One unit of accountability: one lead agency, one term, one proof."""

    folio = models.CharField(_("folio"), max_length=40, unique=True, db_comment="Folio; nunca se reutiliza")
    kind = models.CharField(_("clase"), max_length=12, choices=MatterKind.choices, db_comment="Clase")
    title = models.CharField(_("síntesis"), max_length=240, db_comment="Síntesis que se lee en listas")
    text = models.TextField(_("texto literal"), db_comment="Texto literal, como se dictó")
    origin_kind = models.CharField(max_length=8, choices=OriginKind.choices, db_comment="De dónde viene")
    origin_label = models.CharField(
        max_length=240, blank=True, db_comment="Origen como se lee: «7.ª sesión ordinaria…»"
    )
    body = models.CharField(
        max_length=12, blank=True, db_comment="Clave del gabinete que lo dictó; vacío si no fue en sesión"
    )
    ordered_by = models.CharField(_("ordena"), max_length=200, blank=True, db_comment="Quién lo ordenó")
    issued_on = models.DateField(_("emisión"), db_comment="Fecha en que se dictó")

    lead = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="+", db_index=False, db_comment="Dependencia responsable"
    )
    party_unit_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_comment="Responsable, corresponsables y copias vigentes: quién lo ve",
    )
    co_unit_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        db_comment="Corresponsables vigentes: pueden reportar avance",
    )
    monitor = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Analista que da seguimiento",
    )
    monitor_unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Unidad desde la que se da seguimiento",
    )
    verifier_unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Unidad distinta que verificará",
    )
    monitor_may_verify = models.BooleanField(
        default=False, db_comment="La unidad que da seguimiento puede verificar"
    )

    term_n = models.PositiveIntegerField(null=True, blank=True, db_comment="Número del plazo")
    term_unit = models.CharField(max_length=8, choices=TermUnit.choices, db_comment="Unidad del plazo")
    term_on = models.DateField(null=True, blank=True, db_comment="Fecha del plazo, cuando es una fecha fija")
    term_text = models.CharField(max_length=240, blank=True, db_comment="Plazo como se dictó")
    term_from = models.DateField(null=True, blank=True, db_comment="Fecha desde la que corre (notificación)")
    calendar_code = models.CharField(
        max_length=24, default="sonora", db_comment="Calendario con que se contó"
    )
    calendar_version = models.PositiveIntegerField(
        default=1, db_comment="Versión del calendario con que se contó"
    )
    due = models.DateField(_("vence"), null=True, blank=True, db_comment="Término vigente; nulo: sin plazo")
    original_due = models.DateField(
        null=True, blank=True, db_comment="Primer término; no cambia con las prórrogas"
    )
    extension_count = models.PositiveSmallIntegerField(default=0, db_comment="Prórrogas concedidas")

    deliverable = models.CharField(max_length=400, blank=True, db_comment="Entregable")
    means_of_verification = models.CharField(
        _("se dará por cumplido con"), max_length=400, db_comment="Medio de verificación fijado al nacer"
    )
    report_every_days = models.PositiveSmallIntegerField(
        default=30, db_comment="Cada cuántos días naturales se espera reporte"
    )
    next_report_on = models.DateField(null=True, blank=True, db_comment="Próximo reporte esperado")

    state = models.CharField(
        _("estado"), max_length=24, default=states.REGISTERED, db_comment="Estado en el flujo"
    )
    state_since = models.DateTimeField(db_comment="Desde cuándo está en ese estado")
    proposed_end = models.CharField(
        max_length=24,
        blank=True,
        db_comment="Cierre sin cumplimiento propuesto, a la espera de la segunda llave",
    )
    proposed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Primera llave del cierre sin cumplimiento: quién lo propuso",
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        db_index=False,
        db_comment="Asunto que lo sustituye",
    )
    notified_at = models.DateTimeField(null=True, blank=True, db_comment="Notificación a la dependencia")
    acknowledged_at = models.DateTimeField(null=True, blank=True, db_comment="Acuse de la dependencia")
    acknowledged_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Quién acusó recibo",
    )

    reported_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment="Último avance reportado; nulo: sin reporte"
    )
    reported_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se reportó por última vez")
    accepted_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment="Último avance aceptado; nulo: ninguno"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se aceptó")
    fulfilment_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Primera llave: quién reportó el cumplimiento en curso",
    )
    accepted_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Primera llave: quién aceptó ese cumplimiento",
    )
    confidence = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment="Juicio de la Oficina, 1 a 5; nulo: sin juicio"
    )
    confidence_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se juzgó")

    first_closed_on = models.DateField(
        null=True, blank=True, db_comment="Primera fecha de cierre; sobrevive a la reapertura"
    )
    closed_on = models.DateField(null=True, blank=True, db_comment="Fecha de cierre; nulo: abierto")
    verified_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Segunda llave: quién",
    )
    verified_unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Segunda llave: desde qué unidad",
    )
    reopened_count = models.PositiveSmallIntegerField(default=0, db_comment="Veces reabierto")

    priority = models.PositiveSmallIntegerField(default=2, db_comment="1 alta, 2 normal, 3 baja")
    reserve = models.PositiveSmallIntegerField(
        default=Reserve.INTERNAL, db_comment="Grado de reserva, 1 pública a 5 privada"
    )
    reader_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        db_comment="Personas nombradas que pueden leerlo pese a la reserva",
    )
    axis = models.ForeignKey(
        "strategy.PlanNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Eje o proyecto del plan",
    )
    region = models.ForeignKey(
        "strategy.PlanNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_comment="Región del plan",
    )

    version = models.PositiveIntegerField(
        default=1, db_comment="Sube con cada cambio; evita que dos personas se sobrescriban"
    )
    created_at = models.DateTimeField(db_comment="Alta en el sistema")
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_index=False, db_comment="Quién lo registró"
    )
    search = SearchVectorField(
        null=True, editable=False, db_comment="Palabras para buscar; lo mantiene un disparador"
    )

    due_order = models.GeneratedField(
        expression=Coalesce("due", Value(NO_DUE)),
        output_field=models.DateField(),
        db_persist=True,
        db_comment="Término para ordenar; sin plazo, al final",
    )
    heard_on = models.GeneratedField(
        expression=OfficeDate(Coalesce("reported_at", "notified_at")),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
        db_comment="Último día en que se supo algo: reporte o, sin él, notificación",
    )
    silent_from = models.GeneratedField(
        expression=_silence(),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
        db_comment="Primer día en que debe un reporte; nulo: no debe ninguno",
    )

    class Meta:
        db_table_comment = "Asuntos en seguimiento"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=states.OPEN_STATES + states.FINAL_STATES), name="matter_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.FINAL_STATES, closed_on__isnull=False)
                | Q(state__in=states.OPEN_STATES, closed_on__isnull=True),
                name="matter_is_closed_on_a_date_exactly_when_final",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=states.VERIFIED_STATES)
                | (
                    Q(verified_by__isnull=False, verified_unit__isnull=False, accepted_at__isnull=False)
                    & ~Q(verified_unit=F("lead"))
                ),
                name="matter_concluded_has_a_second_key_from_another_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=states.VERIFIED_STATES)
                | (
                    Q(fulfilment_by__isnull=False, accepted_by__isnull=False)
                    & ~Q(verified_by=F("fulfilment_by"))
                    & ~Q(verified_by=F("accepted_by"))
                ),
                name="matter_concluded_has_a_second_key_from_another_person",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(original_due__isnull=False),
                name="matter_due_keeps_its_original",
            ),
            models.CheckConstraint(
                condition=~Q(means_of_verification=""), name="matter_has_means_of_verification"
            ),
            models.CheckConstraint(
                condition=Q(reported_percent__isnull=True) | Q(reported_percent__lte=100),
                name="matter_reported_percent",
            ),
            models.CheckConstraint(
                condition=Q(accepted_percent__isnull=True) | Q(accepted_percent__lte=100),
                name="matter_accepted_percent",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)),
                name="matter_confidence_is_1_to_5",
            ),
            models.CheckConstraint(condition=Q(reserve__range=(1, 5)), name="matter_reserve_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=False) | ~Q(state=states.SUPERSEDED),
                name="matter_superseded_names_its_successor",
            ),
        )
        indexes = (
            # Read alone, without the table, by every count of open matters and to find the keys of a page.
            models.Index(
                fields=("due_order", "id"),
                include=(
                    "lead",
                    "state",
                    "reserve",
                    "closed_on",
                    "silent_from",
                    "confidence",
                    "accepted_percent",
                    "priority",
                    "body",
                    "axis",
                    "extension_count",
                    "reader_ids",
                ),
                name="matter_open_by_term",
                condition=OPEN,
            ),
            models.Index(fields=("lead", "due_order", "id"), name="matter_open_by_lead_term", condition=OPEN),
            models.Index(
                fields=("monitor", "due_order", "id"), name="matter_open_by_monitor_term", condition=OPEN
            ),
            models.Index(
                fields=("created_by", "due_order", "id"), name="matter_open_by_author", condition=OPEN
            ),
            models.Index(
                fields=("state", "due_order", "id"),
                name="matter_waiting",
                condition=OPEN & Q(state__in=states.WAITING_STATES),
            ),
            models.Index(fields=("lead", "state"), name="matter_by_lead_state"),
            models.Index(fields=("body", "-issued_on"), name="matter_by_body"),
            models.Index(fields=("-issued_on", "-id"), name="matter_by_issue"),
            models.Index(
                fields=("-closed_on", "-id"), name="matter_by_closing", condition=Q(closed_on__isnull=False)
            ),
            models.Index(fields=("created_at",), name="matter_by_creation"),
            models.Index(fields=("verifier_unit",), name="matter_open_by_verifier", condition=OPEN),
            GinIndex(fields=("party_unit_ids",), name="matter_open_by_party", condition=OPEN),
            GinIndex(fields=("reader_ids",), name="matter_by_reader"),
            GinIndex(fields=("party_unit_ids",), name="matter_by_party"),
            GinIndex(fields=("search",), name="matter_search"),
            GinIndex(fields=("search",), name="matter_open_search", condition=OPEN),
        )

    def __str__(self) -> str:
        return f"{self.folio} {self.title}"
