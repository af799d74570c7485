"""The points of the order of the day, one by one: added, corrected, moved, taken away; late ones with their reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import listed, plural
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.calls import meeting_of, tell_of_change
from gabinete.office.cabinet.actions.locks import one_at_a_time, save_session, session_to_change
from gabinete.office.cabinet.actions.point_locks import order_changed, point_to_change, stale
from gabinete.office.cabinet.models import AgendaBlock, AgendaItem, CabinetSession, Outcome, PointKind
from gabinete.office.cabinet.queries.people import possible_readers
from gabinete.office.cabinet.rules import order as ordering
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

MAX_POINTS = 60
MAX_MINUTES = 600
TEXT_LIMIT = 20_000
"""Longest text of a point, in characters: some seven pages; what is longer goes as a document."""
_REASON_LIMIT = 400


@dataclass(frozen=True, slots=True)
class PointGiven:
    """A point as written in its form.

    Attributes:
        minutes: allotted, 1 to 600.
        text: what is explained and proposed.
        reader_ids: who may see it when it is restricted; whoever writes it is always among them.
    """

    title: str
    kind: str = PointKind.INFORMATION
    proposer_id: int | None = None
    minutes: int = 10
    text: str = ""
    is_restricted: bool = False
    reader_ids: Collection[int] = ()


def add_point(
    actor: Actor, session_id: int, given: PointGiven, now: datetime, once: UUID | None = None
) -> AgendaItem:
    """Add a point after the session's own and before those that always close it.

    Args:
        once: mark of the form; sent twice it adds one point.

    Raises:
        NotAllowed, NotFound, BadInput.
        IllegalMove: the order of the day is closed.
    """
    with act(actor.user_id, "cabinet.add_point", at=now):
        one_at_a_time(once)
        session = session_to_change(actor, session_id, None)
        if first := _sent_before(once):
            return first
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        return _added(actor, session, AgendaItem(once=once), given, now)


def add_late_point(
    actor: Actor, session_id: int, given: PointGiven, reason: str, now: datetime, once: UUID | None = None
) -> AgendaItem:
    """Add a point to an order of the day already closed: flagged *extemporáneo*, with its reason.

    Raises:
        BadInput: no reason given.
        IllegalMove: the order of the day is still open, or the session is over.
    """
    why = _reason(reason, "Escriba por qué entra ya cerrado el orden del día. No se agregó nada.")
    with act(actor.user_id, "cabinet.add_late_point", at=now, reason=why):
        one_at_a_time(once)
        session = session_to_change(actor, session_id, None)
        if first := _sent_before(once):
            return first
        SESSION_FLOW.require("add_late_point", session.state, Situation())
        return _added(actor, session, AgendaItem(once=once, late_reason=why), given, now)


def edit_point(actor: Actor, point_id: int, version: int, given: PointGiven, now: datetime) -> AgendaItem:
    """Correct a point. What members said of it before counts no more when what is proposed changed.

    Raises:
        Stale: somebody changed it since.
        IllegalMove: the order of the day is closed and the point is not a late one.
    """
    with act(actor.user_id, "cabinet.edit_point", at=now):
        point = point_to_change(actor, point_id, version)
        _require_editable(point)
        before = (point.title, point.kind, point.text)
        _fill(point, given)
        if (point.title, point.kind, point.text) != before:
            point.changed_at = now
        point.version += 1
        point.save()
        _name_readers(actor, point, given, now)
    return point


def move_point(actor: Actor, point_id: int, to: int, agenda_version: int, now: datetime) -> CabinetSession:
    """Take a point to another place; the rest keep their order.

    Whoever runs the session may move a restricted point without reading it.

    Args:
        to: its new number, from 1.
        agenda_version: ``session.agenda_version`` as it was seen.

    Raises:
        Stale: the points or their order changed since.
        BadInput: there is no such place.
    """
    session_id = AgendaItem.objects.filter(pk=point_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise policies.unknown("un punto")
    with act(actor.user_id, "cabinet.move_point", at=now):
        session = session_to_change(actor, session_id, None)
        if session.agenda_version != agenda_version:
            raise stale(session.agenda_version, "el orden del día")
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        order = list(session.agenda.order_by("position").values_list("pk", flat=True))
        if point_id not in order:
            raise policies.unknown("un punto")
        renumber(session, ordering.moved(order, point_id, to))
        order_changed(session)
    return session


def remove_point(actor: Actor, point_id: int, version: int, now: datetime) -> CabinetSession:
    """Take away a point on which nothing hangs yet; the rest are numbered again.

    Raises:
        RuleBroken: it has papers, positions, opinions, agreements or another end; it can be withdrawn instead.
        Stale: somebody changed it since.
    """
    with act(actor.user_id, "cabinet.remove_point", at=now):
        point = point_to_change(actor, point_id, version)
        _require_editable(point)
        if hanging := _hanging(point):
            raise RuleBroken(
                "point.in_use",
                f"El punto {point.position} ya tiene {listed(hanging)}; si se quitara se perdería. No se quitó nada; "
                "si no se va a tratar, retírelo: queda en el orden del día como retirado, con su motivo.",
            )
        session = point.session
        point.readers.clear()
        point.delete()
        renumber(session, list(session.agenda.order_by("position").values_list("pk", flat=True)))
        order_changed(session)
    return session


def withdraw_point(actor: Actor, point_id: int, version: int, reason: str, now: datetime) -> AgendaItem:
    """Withdraw a point before the session: it stays in the order of the day with that outcome and its reason.

    Raises:
        BadInput: no reason given.
        RuleBroken: it already has an outcome.
    """
    why = _reason(reason, "Escriba por qué se retira el punto. No se cambió nada.")
    with act(actor.user_id, "cabinet.withdraw_point", at=now, reason=why):
        point = point_to_change(actor, point_id, version)
        SESSION_FLOW.require("withdraw_point", point.session.state, Situation())
        if point.outcome:
            raise RuleBroken(
                "point.settled", f"El punto {point.position} ya tiene resultado. No se cambió nada."
            )
        point.outcome, point.resolution = Outcome.WITHDRAWN, why
        point.version += 1
        point.save()
    return point


def set_agenda(
    actor: Actor, session_id: int, version: int, points: Sequence[PointGiven], now: datetime
) -> CabinetSession:
    """Write the session's own points all at once, while it has none: never over what is already there.

    Raises:
        BadInput: a point without title, of an unknown kind or with impossible minutes.
        RuleBroken: it already has points of its own.
    """
    with act(actor.user_id, "cabinet.set_agenda", at=now):
        session = session_to_change(actor, session_id, version)
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        if session.agenda.filter(block=AgendaBlock.OWN).exists():
            raise RuleBroken(
                "agenda.written",
                "El orden del día ya tiene puntos y no se escribe encima de ellos. No se cambió nada; "
                "agréguelos o corríjalos uno por uno.",
            )
        for given in points:
            _added(actor, session, AgendaItem(), given, now)
        save_session(session)
    return session


def set_length(actor: Actor, session_id: int, version: int, minutes: int, now: datetime) -> CabinetSession:
    """Say how long the session should last, in minutes; who was already convened is told, for it is in their diary.

    Raises:
        BadInput: not between 5 minutes and 10 hours.
    """
    with act(actor.user_id, "cabinet.set_length", at=now):
        session = session_to_change(actor, session_id, version)
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        if not 5 <= minutes <= MAX_MINUTES:  # noqa: PLR2004 - said in the message
            raise BadInput(
                "session.length", f"Una sesión dura de 5 a {MAX_MINUTES} minutos. No se guardó; corríjalo."
            )
        before = meeting_of(session)
        session.length_minutes = minutes
        save_session(session)
        tell_of_change(session, before, now)
    return session


def place(session: CabinetSession, point: AgendaItem) -> AgendaItem:
    """Save a new point of a locked session in the place where new ones go.

    Raises:
        BadInput: the order of the day is full.
    """
    standing = list(session.agenda.order_by("position").values_list("pk", "block"))
    if len(standing) >= MAX_POINTS:
        raise BadInput("agenda.too_long", f"El orden del día admite {MAX_POINTS} puntos. No se guardó nada.")
    index = ordering.place_for_new([block for _pk, block in standing])
    point.session, point.position = session, len(standing) + 1
    point.save()
    order = [pk for pk, _block in standing]
    renumber(session, [*order[:index], point.pk, *order[index:]])
    order_changed(session)
    point.position = index + 1
    return point


def renumber(session: CabinetSession, order: Sequence[int]) -> None:
    """Number the points of a locked session from 1 in this order."""
    wanted = {pk: number for number, pk in enumerate(order, start=1)}
    changed = [item for item in session.agenda.only("pk", "position") if item.position != wanted[item.pk]]
    for item in changed:
        item.position = wanted[item.pk]
    AgendaItem.objects.bulk_update(changed, ["position"])


def _added(
    actor: Actor, session: CabinetSession, point: AgendaItem, given: PointGiven, now: datetime
) -> AgendaItem:
    _fill(point, given)
    point.changed_at = now
    place(session, point)
    _name_readers(actor, point, given, now)
    return point


def _fill(point: AgendaItem, given: PointGiven) -> None:
    title = rules.clean_line(given.title, 240, "Asunto")
    if not title or given.kind not in PointKind.values or not 1 <= given.minutes <= MAX_MINUTES:
        raise BadInput(
            "agenda.point",
            f"Un punto necesita asunto, tipo y de 1 a {MAX_MINUTES} minutos. No se guardó nada; complételo.",
        )
    point.title, point.kind, point.minutes = title, given.kind, given.minutes
    text = rules.clean_text(given.text)
    if len(text) > TEXT_LIMIT:
        raise BadInput(
            "agenda.text",
            f"La exposición lleva {len(text):,} caracteres y admite {TEXT_LIMIT:,}. No se guardó nada; acórtela, o "
            "agregue el texto como documento del punto.",
        )
    point.proposer_id, point.text = given.proposer_id, text
    point.is_restricted = given.is_restricted


def _name_readers(actor: Actor, point: AgendaItem, given: PointGiven, now: datetime) -> None:
    """Keep who may see a restricted point; one that everybody may see names nobody."""
    if not given.is_restricted:
        point.readers.clear()
        return
    wanted = {*given.reader_ids, actor.user_id}
    known = {pk for pk, _name in possible_readers(point.session, day_of(now))}
    if not wanted <= known | {actor.user_id}:
        raise BadInput(
            "point.reader",
            "Una de las personas elegidas no puede ver esta sesión. No se guardó nada; elija de la lista.",
        )
    point.readers.set(wanted)


def _require_editable(point: AgendaItem) -> None:
    """Refuse to change a point once the order of the day is closed, unless it entered after that."""
    name = "add_late_point" if point.late_reason and not point.started_at else "edit_agenda"
    SESSION_FLOW.require(name, point.session.state, Situation())


def _hanging(point: AgendaItem) -> list[str]:
    """Return what would be lost with a point, in Spanish."""
    counts = (
        (point.files.count(), "documento", "documentos"),
        (point.member_positions.count(), "posición", "posiciones"),
        (point.opinions.count(), "opinión pedida", "opiniones pedidas"),
        (point.drafts.count(), "acuerdo", "acuerdos"),
        (point.votes.count(), "voto", "votos"),
        (point.guests.filter(withdrawn_at__isnull=True).count(), "persona invitada", "personas invitadas"),
        (
            point.sent_to.count() + point.carried_to.count(),
            "punto en otra sesión",
            "puntos en otras sesiones",
        ),
    )
    found = [plural(n, one, many) for n, one, many in counts if n]
    return found + (["resultado"] if point.outcome else []) + (["inicio"] if point.started_at else [])


def _sent_before(once: UUID | None) -> AgendaItem | None:
    return AgendaItem.objects.select_related("session__body").filter(once=once).first() if once else None


def _reason(text: str, missing: str) -> str:
    why = rules.clean_line(text, _REASON_LIMIT, "Motivo")
    if not why:
        raise BadInput("point.no_reason", missing)
    return why
