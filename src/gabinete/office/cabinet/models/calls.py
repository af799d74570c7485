"""The call as each member received and answered it."""

from secrets import token_hex

from django.db import models
from django.db.models import Q

from gabinete.office.cabinet.models.choices import Answer, AnswerDoor, LetterState
from gabinete.office.cabinet.rules.answering import ANSWER_OF


def new_event_uid() -> str:
    """Return an identifier of event that only who receives it knows: 192 bits by chance (decision 0019)."""
    return token_hex(24)


class Invitation(models.Model):
    """The call to one member, or to one guest, with what they answered."""

    session = models.ForeignKey(
        "cabinet.CabinetSession", models.CASCADE, related_name="invitations", db_comment="Sesión"
    )
    seat = models.ForeignKey(
        "cabinet.Seat",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Asiento; nulo: invitado sin asiento",
    )
    guest = models.CharField(max_length=200, blank=True, db_comment="Nombre del invitado sin asiento")
    guest_title = models.CharField(
        max_length=120, blank=True, default="", db_default="", db_comment="Cargo del invitado"
    )
    guest_agency = models.CharField(
        max_length=120, blank=True, default="", db_default="", db_comment="De dónde viene el invitado"
    )
    guest_point = models.ForeignKey(
        "cabinet.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guests",
        db_comment="Punto al que se le invita; nulo: a toda la sesión",
    )
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, db_comment="Cuándo se le avisó que ya no se le espera; nulo: se le espera"
    )
    addresses = models.JSONField(
        default=list, db_comment="Correos a los que se envió; el primero es el del titular"
    )
    key = models.CharField(
        max_length=64, unique=True, db_comment="Huella SHA-256 de la clave de su liga; la clave no se guarda"
    )
    key_turn = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        db_comment="Veces que se cambió la clave de su liga; la anterior dejó de servir",
    )
    event_uid = models.CharField(
        max_length=64,
        blank=True,
        default=new_event_uid,
        db_default="",
        db_comment="UID del evento que sólo este asiento recibe; vacío: recibió el de la sesión",
    )
    sent_at = models.DateTimeField(null=True, blank=True, db_comment="Último envío")
    letter_state = models.CharField(
        max_length=6,
        choices=LetterState.choices,
        default=LetterState.NONE,
        db_default=LetterState.NONE,
        db_comment="Qué fue de la carta del último envío",
    )
    letter_error = models.CharField(
        max_length=400, blank=True, default="", db_default="", db_comment="Por qué no ha salido la carta"
    )
    chased_at = models.DateTimeField(
        null=True, blank=True, db_comment="Último recordatorio a quien no responde; nulo: ninguno"
    )
    sent_sequence = models.PositiveIntegerField(default=0, db_comment="SEQUENCE del último envío")
    opened_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment="Primera vez que se abrió la liga; no es acuse: pudo abrirla un filtro de correo",
    )
    received_at = models.DateTimeField(
        null=True, blank=True, db_comment="Acuse: lo dio con su botón, o respondió"
    )
    answer = models.CharField(
        max_length=10, choices=Answer.choices, default=Answer.PENDING, db_comment="Respuesta"
    )
    answered_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo respondió")
    answered_to = models.PositiveIntegerField(
        default=0,
        db_comment="SEQUENCE a la que respondió; menor que la del último envío: respondió a otra fecha",
    )
    door = models.CharField(
        max_length=8, choices=AnswerDoor.choices, blank=True, db_comment="Por dónde respondió"
    )
    note = models.CharField(max_length=400, blank=True, db_comment="Lo que agregó al responder")
    alternate_name = models.CharField(max_length=160, blank=True, db_comment="Nombre de quien va en su lugar")
    alternate_title = models.CharField(max_length=200, blank=True, db_comment="Cargo de quien va en su lugar")
    designation = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Oficio de designación del suplente",
    )
    version = models.PositiveIntegerField(default=1, db_comment="Sube con cada cambio")

    class Meta:
        db_table_comment = "Convocatoria de cada integrante y su respuesta"
        constraints = (
            models.UniqueConstraint(
                fields=("session", "seat"), condition=Q(seat__isnull=False), name="invitation_once"
            ),
            models.UniqueConstraint(
                fields=("event_uid",), condition=~Q(event_uid=""), name="invitation_event_once"
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | ~Q(guest=""), name="invitation_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.ALTERNATE) | ~Q(alternate_name=""),
                name="invitation_alternate_has_a_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id}/{self.seat_id or self.guest}: {self.answer}"


class ReceivedReply(models.Model):
    """A reply that came back by mail, as it came, and what was made of it. Each letter is read once."""

    message_id = models.CharField(max_length=400, unique=True, db_comment="Message-ID de la carta")
    received_at = models.DateTimeField(db_comment="Cuándo se leyó")
    sender = models.CharField(max_length=320, db_comment="De quién dice ser")
    uid = models.CharField(max_length=255, blank=True, db_comment="UID del evento al que responde")
    session = models.ForeignKey(
        "cabinet.CabinetSession",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="received_replies",
        db_comment="La sesión del evento; nulo: no es de ninguna",
    )
    partstat = models.CharField(max_length=20, blank=True, db_comment="PARTSTAT que trae")
    sequence = models.PositiveIntegerField(null=True, blank=True, db_comment="SEQUENCE a la que responde")
    invitation = models.ForeignKey(
        "cabinet.Invitation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        db_comment="La convocatoria que cambió, o que cambiaría si se confirma; nulo: no se tomó",
    )
    comment = models.CharField(
        max_length=400, blank=True, default="", db_default="", db_comment="Lo que agregó al responder"
    )
    refusal = models.CharField(max_length=400, blank=True, db_comment="Por qué no se tomó; vacío: se tomó")
    is_held = models.BooleanField(
        default=False,
        db_default=False,
        db_comment="Por confirmar: se entiende, pero nada prueba que sea de quien dice",
    )

    class Meta:
        db_table_comment = "Respuestas de calendario recibidas por correo"
        ordering = ("-received_at", "-pk")

    def __str__(self) -> str:
        return f"{self.sender}: {self.partstat}"

    @property
    def says(self) -> str:
        """Return what it answers in the office's words; as it came when it answers something else."""
        answer = ANSWER_OF.get(self.partstat)
        return str(Answer(answer).label) if answer else self.partstat.lower()


class CalendarKey(models.Model):
    """The address by which a calendar program follows the sessions of a body or of a person."""

    key = models.CharField(
        max_length=64, unique=True, db_comment="Huella SHA-256 de la clave; la clave no se guarda"
    )
    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="+", db_comment="De quién es: ve lo que ella ve"
    )
    body = models.ForeignKey(
        "cabinet.Body",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_comment="Sólo las sesiones de este gabinete; nulo: todas las suyas",
    )
    made_at = models.DateTimeField(db_comment="Cuándo se pidió")
    revoked_at = models.DateTimeField(null=True, blank=True, db_comment="Cuándo se revocó; nulo: vigente")

    class Meta:
        db_table_comment = "Ligas de calendario"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "body"),
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="calendar_key_once",
            ),
        )

    def __str__(self) -> str:
        return f"Calendario de {self.user_id}"
