"""Who sits in a body: seats linked to the posts of the directory, refused together, never erased once used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Model, ProtectedError, Q

from gabinete.foundation.org.events import PostNamed
from gabinete.foundation.org.models import Position, Unit
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import folded, listed
from gabinete.office.cabinet import rules, states
from gabinete.office.cabinet.models import (
    Attendance,
    Body,
    Invitation,
    MemberPosition,
    Observation,
    Seat,
    Signature,
    Vote,
)
from gabinete.office.cabinet.rules.seating import UNNAMED_POST, SeatFacts, seating_refusals

MAX_SEATS = 120
_UNDER_WAY = (
    states.CALLED,
    states.FROZEN,
    states.POSTPONED,
    states.OPEN,
    states.HELD,
    states.CIRCULATED,
)
_DEEDS: tuple[tuple[type[Model], str], ...] = (
    (Invitation, "session"),
    (Attendance, "session"),
    (MemberPosition, "point__session"),
    (Vote, "point__session"),
    (Observation, "minutes__session"),
    (Signature, "minutes__session"),
)
"""What a seat does in a session, and by where its session is found."""


@dataclass(frozen=True, slots=True)
class SeatGiven:
    """A seat to be held by the head of a unit, or by an alternate.

    Attributes:
        titular: the post as written; one that the directory has in that unit is linked to it.
        alternate: the same, in that unit or, by its unmistakable title, in another.
        position_id: the post in the directory, when it is known; then ``titular`` may be empty.
        is_chair: it presides.
    """

    unit_id: int
    titular: str = ""
    alternate: str = ""
    position_id: int | None = None
    alternate_position_id: int | None = None
    is_chair: bool = False


def ready_seats(seats: Sequence[SeatGiven]) -> list[SeatGiven]:
    """Return the seats clean and linked to the directory.

    Raises:
        BadInput: too many, an unknown unit or post, or a text that does not fit.
        RuleBroken: the same unit or post twice, an alternate who sits elsewhere, two that preside.
    """
    if len(seats) > MAX_SEATS:
        raise BadInput("body.seats", f"Un gabinete admite {MAX_SEATS} integrantes. No se guardó nada.")
    units = dict(Unit.objects.filter(pk__in={seat.unit_id for seat in seats}).values_list("pk", "acronym"))
    if any(seat.unit_id not in units for seat in seats):
        raise BadInput(
            "body.seat_unit", "Un asiento no tiene unidad. No se guardó nada; elíjala del directorio."
        )
    ready = _linked([_cleaned(seat) for seat in seats])
    refusals = seating_refusals([_facts(seat, units[seat.unit_id]) for seat in ready])
    if refusals:
        raise RuleBroken("body.seating", " ".join([*refusals, "No se guardó nada; corrija los integrantes."]))
    return ready


def seat_body(body: Body, seats: Sequence[SeatGiven], today: date) -> None:
    """Leave exactly these seats in a locked body, in this order of protocol.

    Raises:
        RuleBroken: one left out takes part in a session under way.
    """
    _release(body, {seat.unit_id for seat in seats}, today)
    body.seats.filter(is_chair=True).update(is_chair=False)
    known = {seat.unit_id: seat for seat in Seat.ever.filter(body=body)}
    for order, given in enumerate(seats, start=1):
        row = known.get(given.unit_id, Seat(body=body, unit_id=given.unit_id))
        row.titular, row.alternate = given.titular or UNNAMED_POST, given.alternate
        row.position_id, row.alternate_position_id = given.position_id, given.alternate_position_id
        row.is_chair, row.order, row.left_on = given.is_chair, order, None
        row.save()


def link_written_seats(fact: PostNamed) -> None:
    """Link a post that entered the directory to the seats of its unit that had only its name, or none if it heads it."""
    taken = Seat.objects.filter(Q(position=fact.position_id) | Q(alternate_position=fact.position_id))
    loose = Seat.objects.filter(unit=fact.unit_id, position__isnull=True).exclude(
        body__in=taken.values("body")
    )
    for seat in loose:
        unnamed = fact.is_head and seat.titular == UNNAMED_POST
        if unnamed or folded(seat.titular) == folded(fact.title):
            seat.position_id, seat.titular = fact.position_id, fact.title[:160]
            seat.save(update_fields=("position", "titular"))


def _release(body: Body, staying: set[int], today: date) -> None:
    leaving = list(body.seats.exclude(unit_id__in=staying).select_related("unit"))
    _refuse_engaged(leaving)
    for seat in leaving:
        try:
            with transaction.atomic():
                seat.delete()
        except ProtectedError:
            seat.left_on, seat.is_chair = today, False
            seat.save()


def _refuse_engaged(leaving: Sequence[Seat]) -> None:
    if not leaving:
        return
    engaged: set[int] = set()
    for model, session in _DEEDS:
        under_way = Q(**{f"{session}__state__in": _UNDER_WAY}, seat__in=leaving)
        engaged.update(model._default_manager.filter(under_way).values_list("seat_id", flat=True))  # noqa: SLF001
    names = sorted(seat.unit.acronym for seat in leaving if seat.pk in engaged)
    if names:
        who = f"{listed(names)} {'participa' if len(names) == 1 else 'participan'}"
        raise RuleBroken(
            "body.seat_engaged",
            f"{who} en una sesión convocada o cuya minuta no se ha firmado, y su asiento no se puede quitar todavía. "
            "No se guardó nada; espere a que la sesión termine, o cancélela.",
        )


def _cleaned(seat: SeatGiven) -> SeatGiven:
    return replace(
        seat,
        titular=rules.clean_line(seat.titular, 160, "Titular"),
        alternate=rules.clean_line(seat.alternate, 160, "Suplente"),
    )


def _linked(seats: Sequence[SeatGiven]) -> list[SeatGiven]:
    units = {seat.unit_id for seat in seats}
    asked = {pk for seat in seats for pk in (seat.position_id, seat.alternate_position_id) if pk}
    words = [seat.alternate for seat in seats if seat.alternate]
    found = list(Position.objects.filter(Q(unit__in=units) | Q(pk__in=asked) | Q(title__in=words)))
    by_key = {post.pk: post for post in found}
    if asked - set(by_key):
        raise BadInput(
            "body.seat_post",
            "Un cargo ya no está en el directorio. No se guardó nada; elija otro o escríbalo.",
        )
    return [_with_posts(seat, found, by_key) for seat in seats]


def _with_posts(seat: SeatGiven, found: Iterable[Position], by_key: dict[int, Position]) -> SeatGiven:
    here = {folded(post.title): post for post in found if post.unit_id == seat.unit_id}
    titular = by_key.get(seat.position_id or 0) or here.get(folded(seat.titular))
    alternate = by_key.get(seat.alternate_position_id or 0) or here.get(folded(seat.alternate))
    if alternate is None and seat.alternate:
        same = [post for post in found if post.title == seat.alternate]
        alternate = same[0] if len(same) == 1 else None
    return replace(
        seat,
        titular=seat.titular or (titular.title[:160] if titular else ""),
        alternate=seat.alternate or (alternate.title[:160] if alternate else ""),
        position_id=titular.pk if titular else None,
        alternate_position_id=alternate.pk if alternate else None,
    )


def _facts(seat: SeatGiven, acronym: str) -> SeatFacts:
    return SeatFacts(
        seat.unit_id,
        acronym,
        seat.titular,
        seat.alternate,
        seat.position_id,
        seat.alternate_position_id,
        is_chair=seat.is_chair,
    )
