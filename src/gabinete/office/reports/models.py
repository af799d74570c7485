"""Issued reports and the figures they printed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Making(models.TextChoices):
    """How far the making of a report is."""

    READY = "ready", _("listo")
    WAITING = "waiting", _("en preparación")
    FAILED = "failed", _("no se terminó")


class IssuedReport(models.Model):
    """A report that was issued: enough to print it again, byte for byte."""

    reference = models.CharField(
        _("referencia"), max_length=20, unique=True, db_comment="Referencia: INF/2026/0012"
    )
    scope = models.CharField(_("alcance"), max_length=40, db_comment="Alcance: all, cabinet:GL, agency:CEA…")
    cut = models.DateTimeField(_("corte"), db_comment="Momento al que es cierto")
    compared_to = models.DateTimeField(db_comment="Corte con que se compara")
    ceiling = models.PositiveSmallIntegerField(db_comment="Grado de reserva más alto que incluye")
    calendar_code = models.CharField(
        max_length=24, default="sonora", db_comment="Calendario con que se juzgó"
    )
    calendar_version = models.PositiveIntegerField(db_comment="Versión del calendario")
    seal = models.CharField(
        max_length=64, blank=True, db_comment="Raíz de auditoría vigente al emitir; vacío: aún no había"
    )
    issued_at = models.DateTimeField(db_comment="Cuándo se emitió")
    issued_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        db_comment="Quién; nulo: línea de comandos",
    )
    hashes = models.JSONField(default=dict, db_comment="Huella SHA-256 de cada formato producido")
    state = models.CharField(
        _("estado"),
        max_length=8,
        choices=Making,
        default=Making.READY,
        db_comment="ready: se puede leer; waiting: lo prepara el proceso de trabajos; failed: no se terminó",
    )
    error = models.CharField(
        max_length=400, blank=True, db_comment="Por qué no se terminó, como se le dice a la persona"
    )
    size = models.PositiveIntegerField(null=True, db_comment="Asuntos que contiene; nulo: aún no se cuentan")
    page = models.JSONField(null=True, db_comment="Lo que muestra en pantalla, tal como se emitió")
    once = models.UUIDField(
        null=True, unique=True, db_comment="Marca del formulario: enviado dos veces es un informe"
    )

    class Meta:
        db_table_comment = "Informes emitidos"
        ordering = ("-cut", "-id")
        constraints = (
            models.UniqueConstraint(fields=("scope", "cut", "ceiling"), name="report_once_per_cut"),
        )

    def __str__(self) -> str:
        return self.reference


class PrintedFigure(models.Model):
    """A figure as it was printed, with the selection of matters behind it."""

    report = models.ForeignKey(
        "reports.IssuedReport", models.CASCADE, related_name="figures", db_comment="Informe"
    )
    ref = models.CharField(max_length=12, db_comment="Clave impresa: F-003")
    label = models.CharField(max_length=200, db_comment="Qué dice")
    value = models.CharField(max_length=40, blank=True, db_comment="Valor; vacío: sin reporte")
    unit = models.CharField(max_length=40, blank=True, db_comment="Unidad")
    coverage_n = models.PositiveIntegerField(null=True, db_comment="Cuántos reportaron")
    coverage_of = models.PositiveIntegerField(null=True, db_comment="De cuántos")
    selection = models.CharField(
        max_length=80, db_comment="Qué asuntos la forman: light:overdue, change:new, unit:12…"
    )

    first_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_comment="Sus primeros asuntos, por término, para abrirla en pantalla",
    )

    class Meta:
        db_table_comment = "Cifras impresas"
        constraints = (models.UniqueConstraint(fields=("report", "ref"), name="printed_figure_once"),)

    def __str__(self) -> str:
        return f"{self.report_id}/{self.ref}"


class ReportFile(models.Model):
    """A file of a large report, made once by the worker and kept."""

    report = models.ForeignKey(
        "reports.IssuedReport", models.CASCADE, related_name="files", db_comment="Informe"
    )
    kind = models.CharField(max_length=4, db_comment="Formato: pdf, docx o xlsx")
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="+", db_comment="El archivo, con su huella"
    )

    class Meta:
        db_table_comment = "Archivos de los informes grandes"
        constraints = (models.UniqueConstraint(fields=("report", "kind"), name="report_file_once"),)

    def __str__(self) -> str:
        return f"{self.report_id}.{self.kind}"
