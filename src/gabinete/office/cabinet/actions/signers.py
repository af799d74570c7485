"""Who is to sign a version of the minutes, and in what order: who presides, the technical secretary, the members."""

from collections.abc import Sequence
from datetime import date, datetime

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import users_who_hold
from gabinete.foundation.accounts.models import User
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet.models import Attendance, CabinetSession, MinutesVersion, Signature
from gabinete.office.cabinet.queries.attendance import attending_members
from gabinete.office.cabinet.queries.membership import holder_names


def name_signers(actor: Actor, version: MinutesVersion, now: datetime) -> list[Signature]:
    """Leave a waiting row for each signer of a version, in the order of signing.

    Rows that wait in earlier versions are taken away: nobody signs what another version took the place of. Those
    already signed, or put down as missing, stay as they are.

    Args:
        actor: who circulates it; signs as technical secretary when nobody else is.
        version: about to be circulated.
    """
    session = version.session
    Signature.objects.filter(minutes__session=session, kind="").delete()
    rows = planned_signers(actor, session, day_of(now))
    for order, row in enumerate(rows, start=1):
        row.minutes, row.order = version, order
    return Signature.objects.bulk_create(rows)


def planned_signers(actor: Actor, session: CabinetSession, today: date) -> list[Signature]:
    """Return the signers of a session in order, not saved: what the block of signatures prints."""
    present = attending_members(session)
    chairs = [line for line in present if line.seat is not None and line.seat.is_chair]
    others = [line for line in present if line not in chairs]
    secretary = technical_secretary(actor, session, today)
    signer = Signature(name=secretary.name, title=_secretary_title(secretary))
    return [*_members(session, chairs), signer, *_members(session, others)]


def _members(session: CabinetSession, lines: Sequence[Attendance]) -> list[Signature]:
    names = holder_names([line.seat for line in lines if line.seat is not None], session.held_on)
    rows = []
    for line in lines:
        if line.seat is not None:
            name = line.name or names[line.seat.pk].titular or line.seat.titular
            rows.append(Signature(seat=line.seat, name=name, title=line.title or line.seat.titular))
    return rows


def technical_secretary(actor: Actor, session: CabinetSession, today: date) -> User:
    """Return who keeps the technical secretariat of the body: one of its unit who holds the role, else who acts."""
    holders = users_who_hold(Role.SECRETARY, today, session.body.secretary_unit_id)
    found = next((user for user in holders if user.pk == actor.user_id), None)
    if found is not None or not holders:
        return found or User.objects.get(pk=actor.user_id)
    return holders[0]


def _secretary_title(person: User) -> str:
    return person.title or "Secretaría técnica"
