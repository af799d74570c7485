"""What a person has been allowed, where, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The offices people hold towards the system (architecture.md §5)."""

    GOVERNOR = "governor", _("Titular del Ejecutivo")
    CHIEF = "chief", _("Jefatura de la Oficina")
    SECRETARY = "secretary", _("Secretaría técnica")
    ANALYST = "analyst", _("Analista")
    LIAISON = "liaison", _("Enlace")
    UNIT_HEAD = "unit_head", _("Titular de dependencia")
    REGISTRY = "registry", _("Oficialía de partes")
    CITIZEN_DESK = "citizen_desk", _("Atención ciudadana")
    INTERNATIONAL = "international", _("Asuntos internacionales")
    TRANSPARENCY = "transparency", _("Transparencia")
    AUDITOR = "auditor", _("Auditoría")
    TECHNICIAN = "technician", _("Administración técnica")


class Grant(models.Model):
    """One role given to one person, at a unit where the role needs one, for a time."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="grants", db_comment="A quién")
    role = models.CharField(max_length=16, choices=Role.choices, db_comment="Función")
    unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        db_comment="Unidad en la que la ejerce",
    )
    since = models.DateField(db_comment="Desde")
    until = models.DateField(null=True, blank=True, db_comment="Último día; nulo: sin término")

    class Meta:
        db_table_comment = "Funciones otorgadas"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="grant_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=("liaison", "unit_head", "analyst", "secretary"))
                | Q(unit__isnull=False),
                name="grant_has_the_unit_its_role_needs",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "unit", "since"), nulls_distinct=False, name="grant_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}:{self.role}"


class RestrictedReading(models.Model):
    """Who read a restricted record, and when. Append-only."""

    at = models.DateTimeField(db_comment="Cuándo")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_comment="Quién")
    subject_kind = models.CharField(max_length=40, db_comment="Clase de registro, p. ej. followup.matter")
    subject_id = models.BigIntegerField(db_comment="Identificador del registro")
    subject_label = models.CharField(max_length=80, db_comment="Folio o nombre con que se conoce")
    door = models.CharField(max_length=120, db_comment="Página o comando por el que se leyó")

    class Meta:
        db_table_comment = "Consultas de registros restringidos"
        indexes = (models.Index(fields=("subject_kind", "subject_id", "-at"), name="reading_by_subject"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.subject_label}"
