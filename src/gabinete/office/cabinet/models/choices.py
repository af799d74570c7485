"""The closed lists of the cabinets, in Spanish as people read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class AgendaBlock(models.TextChoices):
    """Where a point stands: between those that always open a session and those that always close it."""

    OPENING = "opening", _("al principio, por regla")
    OWN = "own", _("de esta sesión")
    CLOSING = "closing", _("al final, por regla")


class ConsentChoice(models.TextChoices):
    """What the technical secretary decided about taking a point with the rest that nobody objects to."""

    RULE = "", _("lo que diga la regla")
    IN = "in", _("con el bloque")
    OUT = "out", _("por separado")


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


class QuorumRule(models.TextChoices):
    """How many must be present for a session to be valid."""

    FRACTION = "fraction", _("una fracción de los asientos")
    COUNT = "count", _("un número de asientos")


class RecurringWhen(models.TextChoices):
    """In which sessions a recurring point enters by itself."""

    ALWAYS = "always", _("en todas las sesiones")
    ORDINARY = "ordinary", _("en las ordinarias")
    EXTRAORDINARY = "extraordinary", _("en las extraordinarias")
    FIRST_OF_YEAR = "first_of_year", _("en la primera del año")


class RecurringRole(models.TextChoices):
    """What the system itself writes under a recurring point."""

    NONE = "none", _("nada: lo llena quien lo presenta")
    ATTENDANCE = "attendance", _("la lista de asistencia y el quórum")
    AGENDA = "agenda", _("el orden del día")
    FOLLOWUP = "followup", _("el estado de los acuerdos anteriores")
    GENERAL = "general", _("los asuntos que se agreguen en la sesión")


class PaperKind(models.TextChoices):
    """The papers whose Word template a body may replace."""

    CALL = "call", _("convocatoria")
    MINUTES = "minutes", _("minuta")
    EXTRACT = "extract", _("extracto de acuerdo")


class Outcome(models.TextChoices):
    """What became of a point (``vocabulary.md`` §4.3)."""

    AGREED = "agreed", _("acordado")
    AMENDED = "amended", _("acordado con modificaciones")
    NOTED = "noted", _("tomado de conocimiento")
    DEFERRED = "deferred", _("diferido")
    WITHDRAWN = "withdrawn", _("retirado")
    REJECTED = "rejected", _("rechazado")


class Stance(models.TextChoices):
    """What a member says of a point before the session."""

    AGREES = "agrees", _("conforme")
    REMARKS = "remarks", _("con observaciones")
    ASKS_FLOOR = "asks_floor", _("pide la voz")
    OBJECTS = "objects", _("objeta")


class Verdict(models.TextChoices):
    """What an agency answers when its opinion of a point is asked."""

    FAVOURABLE = "favourable", _("favorable")
    REMARKS = "remarks", _("favorable con observaciones")
    AGAINST = "against", _("desfavorable")


class Answer(models.TextChoices):
    """What a member answers to the call."""

    PENDING = "pending", _("sin respuesta")
    ATTENDS = "attends", _("asiste")
    TENTATIVE = "tentative", _("por confirmar")
    ABSENT = "absent", _("no asiste")
    ALTERNATE = "alternate", _("envía suplente")


class AnswerDoor(models.TextChoices):
    """By where an answer came."""

    DESK = "desk", _("dentro del sistema")
    LINK = "link", _("por la liga del correo")
    MAIL = "mail", _("por su calendario")
    OFFICE = "office", _("la registró la secretaría técnica")


class LetterState(models.TextChoices):
    """What became of the letter of a call."""

    NONE = "none", _("sin correo")
    QUEUED = "queued", _("en espera de salir")
    SENT = "sent", _("enviada")
    FAILED = "failed", _("no se pudo enviar")


class Quality(models.TextChoices):
    """In what quality somebody is on the attendance list."""

    HOLDER = "holder", _("titular")
    ALTERNATE = "alternate", _("suplente")
    EXCUSED = "excused", _("justificó su ausencia")
    ABSENT = "absent", _("ausente")
    GUEST = "guest", _("invitado")


class Ballot(models.TextChoices):
    """How a member votes."""

    FAVOUR = "favour", _("a favor")
    AGAINST = "against", _("en contra")
    ABSTAINS = "abstains", _("se abstiene")


class SignatureKind(models.TextChoices):
    """How minutes are signed."""

    AUTOGRAPH = "autograph", _("autógrafa, en papel")
    EFIRMA = "efirma", _("e.firma (PAdES)")
    MISSING = "missing", _("no firmó, con constancia")
