"""Taking hold of a record that is about to change: the row locked, the version compared, the state asked."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import current_act
from gabinete.kernel.errors import IllegalMove, Stale
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions.first_point import OPENING, keep_first_point
from gabinete.office.cabinet.models import AgreementDraft, Body, CabinetSession, Minutes
from gabinete.office.cabinet.queries.open_ends import open_ends
from gabinete.office.cabinet.queries.quorum import quorum_now
from gabinete.office.cabinet.queries.signing import unsigned_of
from gabinete.office.cabinet.states import AHEAD, SESSION_FLOW, Situation


def locked_sessions() -> QuerySet[CabinetSession]:
    """Return the sessions, each taken hold of as it is read, with its body; the first lock of every action."""
    return CabinetSession.objects.select_for_update(of=("self",)).select_related("body")


def body_to_change(actor: Actor, body_id: int, version: int) -> Body:
    """Return the body locked and current.

    Raises:
        NotAllowed: they do not define bodies.
        NotFound: there is no such body.
        Stale: somebody changed it since.
    """
    policies.require(policies.may_manage_bodies(actor), "definir gabinetes")
    body = Body.objects.select_for_update().filter(pk=body_id).first()
    if body is None:
        raise policies.unknown("un gabinete")
    _same(body.version, version)
    return body


def session_to_change(actor: Actor, session_id: int, version: int | None) -> CabinetSession:
    """Return the session locked and current; ``version`` None does not compare.

    Raises:
        NotAllowed: they do not run it.
        NotFound: they may not know of it.
        Stale: somebody changed it since.
    """
    session = locked_sessions().filter(pk=session_id).first()
    if session is None or not policies.may_view_session(actor, session):
        raise policies.unknown("una sesión")
    policies.require(policies.may_manage_session(actor, session), "preparar sesiones")
    if version is not None:
        _same(session.version, version)
    return session


def minutes_to_change(actor: Actor, minutes_id: int) -> Minutes:
    """Return the minutes locked and still in review.

    Raises:
        NotAllowed: they do not run its session.
        NotFound: they may not read it.
        IllegalMove: its agreements are already matters.
    """
    minutes = minutes_held(actor, minutes_id)
    policies.require(policies.may_manage_session(actor, minutes.session), "revisar minutas")
    if minutes.confirmed_at is not None:
        raise IllegalMove(
            "minutes.confirmed",
            "Los acuerdos de esta minuta ya son asuntos y sus borradores no cambian. No se cambió nada; "
            "corrija en el asunto lo que haga falta.",
        )
    return minutes


def minutes_held(actor: Actor, minutes_id: int) -> Minutes:
    """Return minutes locked after their session, in the order of the room, so that two doors never wait for each other.

    Raises:
        NotFound: they may not read it.
    """
    session_id = Minutes.objects.filter(pk=minutes_id).values_list("session_id", flat=True).first()
    sessions = locked_sessions()
    session = sessions.filter(pk=session_id or 0).first()
    minutes = Minutes.objects.select_for_update().filter(pk=minutes_id, session=session).first()
    if minutes is None or session is None:
        raise policies.unknown("una minuta")
    minutes.session = session
    if not policies.may_view_minutes(actor, minutes):
        raise policies.unknown("una minuta")
    return minutes


def draft_to_change(actor: Actor, draft_id: int, version: int) -> AgreementDraft:
    """Return the draft with its minutes locked.

    Raises:
        NotFound: there is no such draft among theirs.
        Stale: somebody changed it since.
    """
    minutes_id = (
        policies.visible_drafts(actor).filter(pk=draft_id).values_list("minutes_id", flat=True).first()
    )
    if minutes_id is None:
        raise policies.unknown("un borrador")
    minutes = minutes_to_change(actor, minutes_id)
    draft = AgreementDraft.objects.select_for_update().get(pk=draft_id)
    draft.minutes = minutes
    _same(draft.version, version)
    return draft


def situation_of(session: CabinetSession) -> Situation:
    """Return the session as its flow sees it."""
    ends = open_ends(session)
    return Situation(
        has_agenda=session.agenda.exists(),
        has_minutes_in_review=session.minutes.filter(confirmed_at__isnull=True).exists(),
        quorum_lacks=quorum_now(session).lacks if session.state in AHEAD else "",
        points_open=ends.points_open,
        drafts_open=ends.drafts_open,
        unnotified=ends.unnotified,
        has_version=ends.has_version,
        observations_open=ends.observations_open,
        unsigned=unsigned_of(session),
    )


def move(session: CabinetSession, name: str) -> None:
    """Make a move of the flow on a locked session and save it.

    Raises:
        IllegalMove: with every reason why it is closed.
    """
    made = SESSION_FLOW.require(name, session.state, situation_of(session))
    if name in OPENING and (opening := current_act()):
        keep_first_point(session, opening.at)
    if made.target:
        session.state = made.target
    save_session(session)


def save_session(session: CabinetSession) -> None:
    """Save a locked session under its next version."""
    session.version += 1
    session.save()


def one_at_a_time(once: UUID | None) -> None:
    """Let the second of two sendings of the same form wait until the first is done."""
    if once is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(once)])


def _same(current: int, seen: int) -> None:
    if current != seen:
        raise Stale(
            "cabinet.stale",
            "Otra persona cambió esto mientras usted lo editaba. Lo que escribió sigue en su pantalla y no se guardó; "
            "cópielo, actualice la página y vuelva a escribirlo sobre la versión nueva.",
            current=current,
        )
