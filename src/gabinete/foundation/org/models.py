"""Units of the administration over time: names change, units split and merge, responsibilities stay."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What the law makes of a unit."""

    OFFICE = "office", _("unidad adscrita")
    SECRETARIAT = "secretariat", _("dependencia")
    ENTITY = "entity", _("entidad")
    DECONCENTRATED = "deconcentrated", _("órgano desconcentrado")
    EXTERNAL = "external", _("otra institución")


class Unit(models.Model):
    """A secretariat, entity or office to which matters are assigned."""

    acronym = models.CharField(_("sigla"), max_length=24, unique=True, db_comment="Sigla única")
    name = models.CharField(_("nombre"), max_length=240, db_comment="Nombre oficial")
    kind = models.CharField(
        _("tipo"), max_length=16, choices=UnitKind.choices, db_comment="Tipo según la ley"
    )
    sector = models.CharField(_("sector"), max_length=120, blank=True, db_comment="Sector")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        db_comment="Coordinadora de sector",
    )
    valid_from = models.DateField(
        _("desde"), null=True, blank=True, db_comment="Existe desde; nulo: desde siempre"
    )
    valid_until = models.DateField(_("hasta"), null=True, blank=True, db_comment="Último día; nulo: vigente")
    verification = models.CharField(max_length=240, blank=True, db_comment="Qué tan confirmado está el dato")
    acronym_verified = models.BooleanField(default=False, db_comment="Falso: sigla de trabajo, por confirmar")

    class Meta:
        db_table_comment = "Unidades de la administración"
        ordering = ("acronym",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.acronym} · {self.name}"


class UnitAlias(models.Model):
    """Another way in which people write a unit: old name, short name, other acronym."""

    unit = models.ForeignKey("org.Unit", models.CASCADE, related_name="aliases", db_comment="Unidad")
    text = models.CharField(max_length=240, db_comment="Como también se escribe")

    class Meta:
        db_table_comment = "Otros nombres de las unidades"
        constraints = (models.UniqueConstraint(fields=("unit", "text"), name="unit_alias_once"),)

    def __str__(self) -> str:
        return self.text


class UnitSuccession(models.Model):
    """Who took over the duties of a unit, and since when."""

    predecessor = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="successions", db_comment="Unidad anterior"
    )
    successor = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="inheritances", db_comment="Unidad que sucede"
    )
    since = models.DateField(null=True, db_comment="Desde; nulo: fecha por confirmar")

    class Meta:
        db_table_comment = "Sucesión entre unidades"
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="unit_succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_does_not_succeed_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Position(models.Model):
    """A seat in a unit; people pass, seats stay."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="positions", db_comment="Unidad")
    title = models.CharField(max_length=200, db_comment="Cargo")
    is_head = models.BooleanField(default=False, db_comment="Es quien encabeza la unidad")
    version = models.PositiveIntegerField(
        default=1, db_default=1, db_comment="Sube con cada cambio del cargo o de quién lo ocupa"
    )

    class Meta:
        db_table_comment = "Cargos"
        constraints = (models.UniqueConstraint(fields=("unit", "title"), name="position_once_in_unit"),)

    def __str__(self) -> str:
        return self.title


class Holder(models.Model):
    """Who sits in a position, and from when to when."""

    position = models.ForeignKey("org.Position", models.CASCADE, related_name="holders", db_comment="Cargo")
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Cuenta, si tiene",
    )
    name = models.CharField(max_length=160, db_comment="Nombre de la persona")
    since = models.DateField(db_comment="Desde")
    until = models.DateField(null=True, blank=True, db_comment="Hasta; nulo: vigente")
    acting = models.BooleanField(default=False, db_comment="Encargado de despacho")

    class Meta:
        db_table_comment = "Titulares de los cargos"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="holder_leaves_after_arriving",
            ),
            ExclusionConstraint(
                name="post_has_one_holder",
                expressions=(
                    ("position", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name
