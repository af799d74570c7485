"""The state development plan, as far as matters need to point to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanLevel(models.TextChoices):
    """Levels of the plan; regions are kept beside them because reports are scoped by both."""

    AXIS = "axis", _("eje")
    PROJECT = "project", _("proyecto prioritario")
    REGION = "region", _("región")


class PlanNode(models.Model):
    """One node of the plan."""

    level = models.CharField(max_length=8, choices=PlanLevel.choices, db_comment="Nivel")
    code = models.CharField(max_length=12, unique=True, db_comment="Clave en el plan")
    name = models.CharField(max_length=240, db_comment="Nombre")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", db_comment="Nodo superior"
    )
    verification = models.CharField(max_length=120, blank=True, db_comment="Qué tan confirmado está")

    class Meta:
        db_table_comment = "Plan Estatal de Desarrollo"
        ordering = ("level", "code")

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
