"""What members answer to a call: by their link, from the desk, or through the technical secretary."""

from dataclasses import dataclass
from datetime import date, datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.vault import Readable
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, IllegalMove, RuleBroken, Stale
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, rules, states
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.models import Answer, AnswerDoor, CabinetSession, Invitation
from gabinete.office.cabinet.policies.calls import is_only_alternate, may_answer, may_answer_for
from gabinete.office.cabinet.queries.invited import addressees_of, current
from gabinete.office.cabinet.queries.membership import holder_names
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.rules.people import same_person

DESIGNATION_LIMIT = 10 * 1024 * 1024
"""Largest file taken from somebody without an account, in bytes."""
_CHOICES = frozenset(Answer.values) - {Answer.PENDING}
_WAITS = frozenset({states.CALLED, states.FROZEN, states.POSTPONED})


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer as written in its form.

    Attributes:
        file: the designation of the alternate, if it comes with one; ``file_name`` is as it came.
    """

    answer: str
    note: str = ""
    alternate_name: str = ""
    alternate_title: str = ""
    file: Readable | None = None
    file_name: str = ""


def answer_by_key(key: str, version: int, given: AnswerGiven, now: datetime) -> Invitation:
    """Take the answer of whoever has the link of an invitation; no account is asked for.

    Raises:
        NotFound: the key opens nothing.
        IllegalMove, BadInput, RuleBroken, Stale.
    """
    with act(SYSTEM_ACTOR, "cabinet.answer_by_link", at=now):
        invited = _by_letter(key)
        return _answered(invited, version, given, AnswerDoor.LINK, now, _uploads_for(invited))


def answer_from_desk(
    actor: Actor, invitation_id: int, version: int, given: AnswerGiven, now: datetime
) -> Invitation:
    """Answer for a seat one speaks for.

    Raises:
        NotAllowed: it is not theirs.
        RuleBroken: an alternate sends an alternate.
    """
    with act(actor.user_id, "cabinet.answer_call", at=now):
        invited = _locked(pk=invitation_id)
        today = day_of(now)
        if not policies.may_view_session(actor, invited.session):
            raise policies.unknown("una convocatoria")
        policies.require(may_answer(actor, invited, today), "responder esta convocatoria")
        seat = invited.seat
        if given.answer == Answer.ALTERNATE and seat is not None and is_only_alternate(actor, seat, today):
            raise _alternate_of_alternate()
        return _answered(invited, version, given, AnswerDoor.DESK, now, actor.user_id)


def answer_on_behalf(
    actor: Actor, invitation_id: int, version: int, given: AnswerGiven, now: datetime
) -> Invitation:
    """Write down what a member told the technical secretary by another way.

    Raises:
        NotAllowed: they do not run the session.
    """
    with act(actor.user_id, "cabinet.answer_on_behalf", at=now):
        invited = _locked(pk=invitation_id)
        if not policies.may_view_session(actor, invited.session):
            raise policies.unknown("una convocatoria")
        policies.require(may_answer_for(actor, invited), "responder por quienes integran el gabinete")
        return _answered(invited, version, given, AnswerDoor.OFFICE, now, actor.user_id)


def note_opening(key: str, now: datetime) -> Invitation:
    """Return the invitation of a key, keeping the first time its link was opened.

    It is no acuse: filters of mail open every link of a letter before anybody reads it.

    Raises:
        NotFound: the key opens nothing.
    """
    with act(SYSTEM_ACTOR, "cabinet.open_call", at=now):
        invited = _by_letter(key)
        if invited.opened_at is None and invited.sent_at is not None:
            invited.opened_at = now
            invited.save(update_fields=["opened_at"])
    return invited


def acknowledge_by_key(key: str, now: datetime) -> Invitation:
    """Keep the acuse that whoever has the link gave with its button; given twice, the first stands.

    Raises:
        NotFound: the key opens nothing.
    """
    with act(SYSTEM_ACTOR, "cabinet.acknowledge_call", at=now):
        invited = _by_letter(key)
        if invited.received_at is None:
            invited.received_at = now
            invited.save(update_fields=["received_at"])
    return invited


def note_receipt(user_id: int, session_id: int, now: datetime) -> int:
    """Keep the acuse a person gave on the desk for the seats whose call they receive, and return of how many.

    The caller's act seals it.
    """
    waiting = list(
        Invitation.objects.filter(session_id=session_id, received_at__isnull=True).select_related("seat")
    )
    people = addressees_of([one.seat for one in waiting if one.seat], day_of(now))
    theirs = [
        one.pk
        for one in waiting
        if user_id in {person.user_id for person in people.get(one.seat_id or 0, ())}
    ]
    return Invitation.objects.filter(pk__in=theirs).update(received_at=now)


def waits_for_answers(session: CabinetSession) -> bool:
    """Return whether a session may be answered: it was called, has a date, and has not begun."""
    return session.state in _WAITS and not session.date_pending


def _locked(**which: object) -> Invitation:
    found = current(Invitation.objects.filter(**which)).values_list("pk", "session_id").first()
    if found is None:
        raise policies.unknown("una convocatoria")
    session = locked_sessions().get(pk=found[1])
    invited = Invitation.objects.select_for_update(of=("self",)).select_related("seat__unit").get(pk=found[0])
    invited.session = session
    return invited


def _by_letter(key: str) -> Invitation:
    """Return the locked invitation of a link; that of a restricted session never left by mail: it does not exist."""
    invited = _locked(key=fingerprint(key))
    if invited.session.reserve >= Reserve.RESTRICTED:
        raise policies.unknown("una convocatoria")
    return invited


def _answered(
    invited: Invitation, version: int, given: AnswerGiven, door: str, now: datetime, uploader: int
) -> Invitation:
    clean = _clean(given)
    if not waits_for_answers(invited.session):
        state = states.LABELS[invited.session.state].lower()
        raise IllegalMove(
            "call.closed",
            f"La sesión ya no espera respuestas: está {state}. No se cambió nada; si algo cambió, avise a la "
            "secretaría técnica.",
        )
    if _is_same(invited, clean):
        return invited  # the same form sent twice
    if invited.version != version:
        raise Stale(
            "call.stale",
            "Alguien más respondió esta convocatoria mientras usted escribía. Lo suyo no se registró; actualice la "
            "página y revise qué quedó.",
            current=invited.version,
        )
    if clean.answer == Answer.ALTERNATE and invited.seat_id is None:
        raise RuleBroken(
            "answer.guest_alternate",
            "Quien va como invitado no envía suplente: pida a la secretaría técnica que invite a la otra persona. "
            "No se registró nada.",
        )
    if clean.answer == Answer.ALTERNATE:
        _require_fit_alternate(invited, clean, day_of(now))
    record(invited, clean, door, now, uploader=uploader)
    return invited


def record(
    invited: Invitation,
    given: AnswerGiven,
    door: str,
    now: datetime,
    *,
    uploader: int = SYSTEM_ACTOR,
    answered_to: int | None = None,
) -> None:
    """Write an answer on its locked invitation.

    Args:
        uploader: in whose name a file is kept.
        answered_to: to which sending; None is the last.
    """
    sends = given.answer == Answer.ALTERNATE
    invited.answer, invited.note, invited.door = given.answer, given.note, door
    invited.alternate_name = given.alternate_name if sends else ""
    invited.alternate_title = given.alternate_title if sends else ""
    if not sends:
        invited.designation = None
    elif given.file is not None:
        source = f"Designación de suplente en {invited.seat or invited.guest}, {AnswerDoor(door).label}"
        invited.designation = store(
            given.file,
            name=given.file_name,
            actor_id=uploader,
            now=now,
            source=source,
            limit=DESIGNATION_LIMIT,
        )
    invited.answered_at, invited.received_at = now, invited.received_at or now
    invited.answered_to = invited.session.call_sequence if answered_to is None else answered_to
    invited.version += 1
    invited.save()


def _clean(given: AnswerGiven) -> AnswerGiven:
    if given.answer not in _CHOICES:
        raise BadInput("answer.unknown", "Elija si asiste. No se registró nada.")
    clean = AnswerGiven(
        given.answer,
        rules.clean_line(given.note, 400, "Nota"),
        rules.clean_line(given.alternate_name, 160, "Nombre del suplente"),
        rules.clean_line(given.alternate_title, 200, "Cargo del suplente"),
        given.file,
        given.file_name,
    )
    if clean.answer == Answer.ALTERNATE and not (clean.alternate_name and clean.alternate_title):
        raise BadInput(
            "answer.no_alternate",
            "Escriba el nombre y el cargo de quien va en su lugar. No se registró nada.",
        )
    return clean


def _is_same(invited: Invitation, given: AnswerGiven) -> bool:
    sends = given.answer == Answer.ALTERNATE
    kept = (invited.answer, invited.note, invited.alternate_name, invited.alternate_title)
    told = (given.answer, given.note, given.alternate_name * sends, given.alternate_title * sends)
    current = invited.answered_to >= invited.session.date_sequence
    return kept == told and current and (given.file is None or invited.designation_id is not None)


def _require_fit_alternate(invited: Invitation, given: AnswerGiven, today: date) -> None:
    """Refuse who already has a place at that table: the titular of any seat, or the alternate of another.

    Raises:
        RuleBroken.
    """
    others = list(invited.session.invitations.exclude(pk=invited.pk).select_related("seat"))
    seats = [one.seat for one in (*others, invited) if one.seat]
    named = {seat_id: names.titular for seat_id, names in holder_names(seats, today).items()}
    if any(same_person(given.alternate_name, name) for name in named.values()):
        raise RuleBroken(
            "answer.already_sits",
            f"{given.alternate_name} ya ocupa un asiento en esta sesión y no puede suplir a nadie. No se registró nada.",
        )
    if any(same_person(given.alternate_name, one.alternate_name) for one in others):
        raise RuleBroken(
            "answer.already_alternate",
            f"{given.alternate_name} ya va como suplente en otro asiento; nadie ocupa dos. No se registró nada.",
        )
    _require_titular_asks(invited, today)


def _require_titular_asks(invited: Invitation, today: date) -> None:
    """Refuse when the call of the seat went to its alternate, because there is no titular: they cannot name another."""
    people = addressees_of([invited.seat], today).get(invited.seat.pk, []) if invited.seat else []
    if people and people[0].is_alternate:
        raise _alternate_of_alternate()


def _alternate_of_alternate() -> RuleBroken:
    return RuleBroken(
        "answer.alternate_of_alternate",
        "Quien suple no puede nombrar a otra persona que le supla. No se registró nada; pida al titular que la designe.",
    )


def _uploads_for(invited: Invitation) -> int:
    """Return in whose name a file without account is kept: who convened received it, and its source says from where."""
    return invited.session.created_by_id
