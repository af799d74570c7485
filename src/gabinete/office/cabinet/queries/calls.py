"""Reads of calls: who answered what, to which date and by where, and what quorum is to be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import (
    Answer,
    CabinetSession,
    CalendarKey,
    Invitation,
    LetterState,
    ReceivedReply,
)
from gabinete.office.cabinet.policies.calls import own_invitations, visible_invitations
from gabinete.office.cabinet.queries.guests import guests_of
from gabinete.office.cabinet.queries.invited import current
from gabinete.office.cabinet.queries.membership import SeatNames, names_at, quorum_of
from gabinete.office.cabinet.rules.answering import is_to_old_date
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.rules.guests import post_of
from gabinete.office.cabinet.rules.quorum import quorum_lacks

_COMES = frozenset({Answer.ATTENDS, Answer.ALTERNATE})
REPLIES = 50


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the table of answers.

    Attributes:
        person: who holds the seat today; empty when nobody is known.
        to_old_date: what they said was to a date, hour or place that is no longer.
    """

    invited: Invitation
    person: str
    to_old_date: bool

    @property
    def seat_name(self) -> str:
        """Return how the seat, or the guest, is called."""
        return self.invited.seat.titular if self.invited.seat else self.invited.guest

    @property
    def is_guest(self) -> bool:
        """Return whether they were called without a seat."""
        return self.invited.seat_id is None

    @property
    def guest_post(self) -> str:
        """Return the post and the agency of a guest."""
        return post_of(self.invited.guest_title, self.invited.guest_agency)

    @property
    def unit(self) -> str:
        """Return the acronym of its unit; empty for a guest."""
        return self.invited.seat.unit.acronym if self.invited.seat else ""

    @property
    def letter_failed(self) -> bool:
        """Return whether the letter could not be sent."""
        return self.invited.letter_state == LetterState.FAILED

    @property
    def has_answered(self) -> bool:
        """Return whether they answered to the date there is."""
        return self.invited.answer != Answer.PENDING and not self.to_old_date


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a call as whoever runs the session reads them.

    Attributes:
        counts: how many seats per answer to the date there is, by its word; those that answered to another are waited for.
        expected: a sentence on the quorum that the answers promise.
        replies: those that came by mail and were not taken, newest first.
        held: those that nothing proves and wait to be confirmed, newest first.
    """

    rows: Sequence[AnswerRow]
    counts: Sequence[tuple[str, int]]
    expected: str
    replies: Sequence[ReceivedReply]
    held: Sequence[ReceivedReply] = ()

    @property
    def waiting(self) -> int:
        """Return how many have not answered to the date there is."""
        return sum(not row.has_answered for row in self.rows)


def answers_of(session: CabinetSession, today: date) -> Answers:
    """Return who answered what; the caller asked whether it may be read."""
    rows = _rows(
        current(session.invitations.select_related("seat__unit", "designation")).order_by(
            "seat__order", "pk"
        ),
        session,
        today,
    )
    told = dict.fromkeys(Answer, 0)
    for row in rows:
        told[Answer(row.invited.answer) if row.has_answered else Answer.PENDING] += 1
    kept = session.received_replies.select_related("invitation__seat__unit").exclude(
        refusal="", is_held=False
    )
    # Those that wait come first: letters that are not taken, however many, never hide them.
    shown = list(kept.order_by("-is_held", "-received_at", "-pk")[: 2 * REPLIES])
    held, refused = [one for one in shown if one.is_held], [one for one in shown if not one.is_held]
    counts = [(str(answer.label), count) for answer, count in told.items() if count]
    return Answers(rows, counts, _expected(session, rows), refused[:REPLIES], held)


def guest_rows(session: CabinetSession, today: date) -> list[AnswerRow]:
    """Return the guests of a session; the caller asked whether they may be read."""
    return _rows(guests_of(session), session, today)


def own_rows(actor: Actor, session: CabinetSession, today: date) -> list[AnswerRow]:
    """Return the invitations this person answers in a session."""
    mine = own_invitations(actor, today).filter(session=session).select_related("seat__unit", "designation")
    return _rows(mine.order_by("seat__order", "pk"), session, today)


def invitation_of(actor: Actor, pk: int, today: date) -> Invitation:
    """Return an invitation this person may read.

    Raises:
        NotFound.
    """
    found = (
        visible_invitations(actor, today)
        .select_related("session__body", "seat__unit", "designation")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise policies.unknown("una convocatoria")
    return found


def row_of(invited: Invitation, today: date) -> AnswerRow:
    """Return one invitation as a line of the table."""
    return _row(
        invited, invited.session, names_at(invited.session, [invited.seat] if invited.seat else [], today)
    )


def calendar_key(key: str) -> CalendarKey | None:
    """Return the calendar a key opens; None when it was revoked, or its person left."""
    keys = CalendarKey.objects.select_related("user", "body")
    return keys.filter(key=fingerprint(key), revoked_at__isnull=True, user__is_active=True).first()


def calendar_keys_of(user_id: int) -> QuerySet[CalendarKey]:
    """Return the calendars a person follows."""
    keys = CalendarKey.objects.filter(user_id=user_id, revoked_at__isnull=True).select_related("body")
    return keys.order_by("body__name", "pk")


def _rows(invited: QuerySet[Invitation], session: CabinetSession, today: date) -> list[AnswerRow]:
    kept = list(invited)
    names = names_at(session, [one.seat for one in kept if one.seat], today)
    return [_row(one, session, names) for one in kept]


def _row(one: Invitation, session: CabinetSession, names: dict[int, SeatNames]) -> AnswerRow:
    person = names.get(one.seat_id or 0, SeatNames()).titular
    return AnswerRow(one, person, is_to_old_date(one.answered_to, session.date_sequence))


def _expected(session: CabinetSession, rows: Sequence[AnswerRow]) -> str:
    """Return what quorum the answers promise: titulars and alternates who said they come, to the date there is."""
    seats = list(session.body.seats.values_list("pk", "is_chair"))
    come = {row.invited.seat_id for row in rows if row.has_answered and row.invited.answer in _COMES}
    perhaps = sum(
        row.has_answered and row.invited.answer == Answer.TENTATIVE and not row.is_guest for row in rows
    )
    chairs = [pk for pk, presides in seats if presides]
    chair_comes = chairs[0] in come if chairs else None
    present = sum(pk in come for pk, _presides in seats)
    lacks = quorum_lacks(quorum_of(session.body), len(seats), present, chair_present=chair_comes)
    more = f" Por confirmar: {perhaps}." if perhaps else ""
    if not lacks:
        return f"Con lo respondido habrá quórum: {present} de {len(seats)} integrantes.{more}"
    lacks = lacks.removeprefix("Falta quórum: ")
    return f"Con lo respondido aún no habría quórum: {lacks[:1].lower() + lacks[1:]}{more}"
