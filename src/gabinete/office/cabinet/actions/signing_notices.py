"""Telling people that it is their turn to sign, and that the minutes are signed."""

from datetime import datetime

from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.foundation.notifications.actions import tell
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Seat, Signature
from gabinete.office.cabinet.queries import full_name_of
from gabinete.office.cabinet.queries.membership import people_of_seat, people_of_seats


def tell_next(signature: Signature, version: MinutesVersion, actor: Actor, now: datetime) -> None:
    """Tell those who speak for a place that it is its turn."""
    today = day_of(now)
    people = people_of_seat(signature.seat, today) if signature.seat else {version.made_by_id}
    tell(
        people - {actor.user_id},
        kind="cabinet.signing",
        title=f"Minuta por firmar: {full_name_of(version.session)}",
        text=f"Es el turno de {signature.name}, lugar {signature.order}.",
        url=_page(version.session),
        at=now,
        reserve=version.session.reserve,
    )


def tell_missing(signature: Signature, actor: Actor, now: datetime) -> None:
    """Tell those who speak for a place that it was put down that they did not sign, and why."""
    session = signature.minutes.session
    today = day_of(now)
    people = people_of_seat(signature.seat, today) if signature.seat else set()
    tell(
        people - {actor.user_id},
        kind="cabinet.signing",
        title=f"Constancia de que {signature.name} no firmó la minuta: {full_name_of(session)}",
        text=f"{signature.missing_reason}\nSi no es así, avise a la secretaría técnica.",
        url=_page(session),
        at=now,
        reserve=session.reserve,
    )


def tell_signed(version: MinutesVersion, actor: Actor, now: datetime) -> None:
    """Tell the technical secretariat and whoever speaks for those who signed that no signature is waited for."""
    today = day_of(now)
    seats = Seat.objects.filter(pk__in=version.signatures.values("seat_id"))
    people = set().union({version.made_by_id}, *people_of_seats(seats, today).values())
    tell(
        people - {actor.user_id},
        kind="cabinet.signed",
        title=f"Minuta firmada: {full_name_of(version.session)}",
        text=f"Ya no se espera ninguna firma; es la versión {version.number}.",
        url=_page(version.session),
        at=now,
        reserve=version.session.reserve,
    )


def _page(session: CabinetSession) -> str:
    return reverse("cabinet:list-signatures", args=[session.pk])
