"""The words for where a matter comes from and how its term was given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
