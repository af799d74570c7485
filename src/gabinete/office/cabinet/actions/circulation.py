"""The minutes on their way round the table: sent to be observed, observed, each observation resolved, corrected."""

from datetime import date, datetime

from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken, Stale
from gabinete.kernel.words import spanish_date
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import locked_sessions, move, session_to_change
from gabinete.office.cabinet.actions.signers import name_signers
from gabinete.office.cabinet.actions.versions import build_next, clean_reason
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Observation, Seat
from gabinete.office.cabinet.policies.versions import may_observe, may_view_version, seats_to_observe
from gabinete.office.cabinet.queries import full_name_of
from gabinete.office.cabinet.queries.membership import people_of_seats
from gabinete.office.cabinet.queries.versions import in_circulation, latest_version
from gabinete.office.cabinet.rules.minutes_content import section_choices
from gabinete.office.followup.rules import OFFICE_CALENDAR

TERM_DAYS = 3
"""Business days usually given to observe."""
MOST_DAYS = 30
TEXT_LIMIT = 4_000


def circulate(actor: Actor, session_id: int, version: int, days: int, now: datetime) -> MinutesVersion:
    """Send the last version to be observed: its signers are named and every member is told, with acuse.

    Args:
        version: of the session, as whoever sends it saw it.
        days: business days to observe, 1 to 30.

    Raises:
        NotAllowed, NotFound, Stale.
        IllegalMove: there is no version, a point has no outcome, or something agreed is not registered.
        RuleBroken: the last version went out already.
        BadInput: the term is not possible.
    """
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(
            "minutes.days", f"El plazo para observar va de 1 a {MOST_DAYS} días hábiles. No se envió nada."
        )
    with act(actor.user_id, "cabinet.circulate_minutes", at=now):
        session = session_to_change(actor, session_id, version)
        move(session, "circulate")
        minutes = _last_to_send(session)
        minutes.session = session
        minutes.circulated_at = now
        minutes.observe_until = calendar(OFFICE_CALENDAR).add_business(day_of(now), days)
        minutes.save(update_fields=["circulated_at", "observe_until"])
        name_signers(actor, minutes, now)
        _tell_members(minutes, actor, now)
    return minutes


def observe(actor: Actor, version_id: int, seat_id: int, said: tuple[str, str], now: datetime) -> Observation:
    """Write what a member observes of a section, or of the whole when the section is empty.

    Sent twice with the same words it is one observation.

    Args:
        seat_id: for which seat; they must speak for it.
        said: key of the section, and the text.

    Raises:
        NotFound, NotAllowed.
        RuleBroken: it is not the version in circulation, or its term ended.
        BadInput: no text, or a section that the version does not have.
    """
    section, text = said[0].strip(), rules.clean_text(said[1])
    with act(actor.user_id, "cabinet.observe_minutes", at=now):
        minutes = _observable(actor, version_id, day_of(now))
        seat = seats_to_observe(actor, minutes.session, day_of(now)).filter(pk=seat_id).first()
        if seat is None:
            raise policies.unknown("un asiento suyo en ese gabinete")
        if section and section not in dict(section_choices(minutes.content)):
            raise BadInput(
                "observation.section", "Esa sección no está en la minuta. No se envió nada; elija otra."
            )
        if not text or len(text) > TEXT_LIMIT:
            raise BadInput(
                "observation.text",
                f"Escriba su observación, en {TEXT_LIMIT:,} letras o menos. No se envió; complete el texto.",
            )
        first = minutes.observations.filter(seat=seat, section=section, text=text).first()
        if first is not None:
            return first
        observation = Observation.objects.create(
            minutes=minutes, seat=seat, section=section, text=text, made_at=now, made_by_id=actor.user_id
        )
        _tell_secretary(observation, actor, now)
    return observation


def resolve_observation(
    actor: Actor, observation_id: int, version: int, resolved: tuple[bool, str], now: datetime
) -> Observation:
    """Say whether an observation is taken up, and why; whoever made it is told.

    Args:
        resolved: taken up or not, and the answer.

    Raises:
        NotFound, NotAllowed, Stale.
        BadInput: no answer.
    """
    accepted, answer = resolved[0], rules.clean_text(resolved[1])
    with act(actor.user_id, "cabinet.resolve_observation", at=now):
        observation = _to_resolve(actor, observation_id)
        if observation.version != version:
            raise Stale(
                "observation.stale",
                "Otra persona ya la resolvió mientras usted escribía. No se cambió nada; actualice la página.",
                current=observation.version,
            )
        if not answer or len(answer) > TEXT_LIMIT:
            raise BadInput(
                "observation.answer",
                f"Escriba qué se responde, en {TEXT_LIMIT:,} letras o menos. No se guardó nada.",
            )
        observation.accepted, observation.answer = accepted, answer
        observation.answered_at, observation.answered_by_id = now, actor.user_id
        observation.version += 1
        observation.save()
        _tell_author(observation, now)
    return observation


def correct_minutes(
    actor: Actor, session_id: int, version: int, reason: str, now: datetime
) -> MinutesVersion:
    """Open signed minutes to a correction: a new version with its reason is built; the signed one stays as it is.

    Raises:
        NotAllowed, NotFound, Stale.
        IllegalMove: they are not signed.
        BadInput: no reason given.
    """
    why = clean_reason(reason)
    if not why:
        raise BadInput(
            "minutes.no_reason", "Escriba por qué se corrige la minuta firmada. No se cambió nada."
        )
    with act(actor.user_id, "cabinet.correct_minutes", at=now, reason=why):
        session = session_to_change(actor, session_id, version)
        session.closed_at = None
        move(session, "correct")
        return build_next(actor, session, why, now)


def _last_to_send(session: CabinetSession) -> MinutesVersion:
    last = latest_version(session)
    if last is None or last.circulated_at is not None:
        raise RuleBroken(
            "minutes.sent",
            "La última versión ya se envió. No se envió nada; si la minuta cambió, arme otra versión y envíela.",
        )
    return last


def _observable(actor: Actor, version_id: int, today: date) -> MinutesVersion:
    minutes = MinutesVersion.objects.select_related("session__body").filter(pk=version_id).first()
    if minutes is None or not may_view_version(actor, minutes):
        raise policies.unknown("una versión de minuta")
    # Held so that nobody signs between the question and the observation, and that one sent twice waits for itself.
    minutes.session = locked_sessions().get(pk=minutes.session_id)
    policies.require(may_observe(actor, minutes, today), "observar esta minuta")
    current = in_circulation(minutes.session)
    if current is None or current.pk != minutes.pk:
        raise RuleBroken(
            "observation.old",
            "Esta versión ya no está en observaciones. No se envió nada; abra la versión más reciente.",
        )
    if minutes.observe_until is None or today > minutes.observe_until:
        raise RuleBroken(
            "observation.late",
            "El plazo para observar esta minuta terminó. No se envió nada; escriba a la secretaría técnica.",
        )
    return minutes


def _to_resolve(actor: Actor, observation_id: int) -> Observation:
    found = (
        Observation.objects.filter(pk=observation_id).values_list("minutes__session_id", flat=True).first()
    )
    if found is None:
        raise policies.unknown("una observación")
    session = session_to_change(actor, found, None)
    observation = (
        Observation.objects.select_for_update(of=("self",))
        .select_related("minutes", "seat")
        .get(pk=observation_id)
    )
    observation.minutes.session = session
    return observation


def _tell_members(minutes: MinutesVersion, actor: Actor, now: datetime) -> None:
    session, until = minutes.session, minutes.observe_until
    term = f" Puede observarla hasta el {spanish_date(until)}." if until else ""
    tell(
        members_of(session, day_of(now)) - {actor.user_id},
        kind="cabinet.minutes",
        title=f"Minuta en observaciones: {full_name_of(session)}",
        text=f"Se envía la versión {minutes.number} de la minuta.{term}",
        url=reverse("cabinet:show-version", args=[minutes.pk]),
        at=now,
        needs_receipt=True,
        reserve=session.reserve,
    )


def members_of(session: CabinetSession, today: date) -> set[int]:
    """Return the people behind the seats of a body who may know of a session."""
    seats = Seat.objects.filter(body_id=session.body_id)
    people = set().union(*people_of_seats(seats, today).values())
    known = User.objects.in_bulk(people)
    return {pk for pk, user in known.items() if policies.may_view_session(actor_of(user, today), session)}


def _tell_secretary(observation: Observation, actor: Actor, now: datetime) -> None:
    minutes = observation.minutes
    tell(
        {minutes.made_by_id} - {actor.user_id},
        kind="cabinet.observation",
        title=f"Observación a la minuta: {full_name_of(minutes.session)}",
        text=observation.text,
        url=reverse("cabinet:show-version", args=[minutes.pk]),
        at=now,
        reserve=minutes.session.reserve,
    )


def _tell_author(observation: Observation, now: datetime) -> None:
    minutes = observation.minutes
    verdict = "Se atendió" if observation.accepted else "No procedió"
    tell(
        {observation.made_by_id},
        kind="cabinet.observation_answer",
        title=f"{verdict} su observación: {full_name_of(minutes.session)}",
        text=observation.answer,
        url=reverse("cabinet:show-version", args=[minutes.pk]),
        at=now,
        reserve=minutes.session.reserve,
    )
