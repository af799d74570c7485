"""The people of the demonstration: fictitious all, in real institutions, with the roles they play."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password

from gabinete.demo.accounts import ACCOUNTS, demo_password
from gabinete.demo.names import full_name
from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.org.models import Holder, Position, Unit

MAIL = "ejemplo.invalid"
"""Domain of every address: reserved (RFC 2606), so no message can reach anybody."""
ANALYSTS = 5
OFFICE, TECHNICAL = "OEE", "ST-E"
VERIFIERS = ("SABG", "OM", "SCJ", "SH")
"""Units that turn the second key, in the order in which they are asked: the first that takes no part."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to be: account, office held and where.

    Attributes:
        name: empty lets chance choose one.
        unit: acronym; empty where the role has none.
    """

    username: str
    title: str
    role: Role
    unit: str
    name: str = ""
    is_head: bool = False


@dataclass(frozen=True)
class Cast:
    """Who is who, by key.

    Attributes:
        units: acronym → key.
        liaisons: acronym → key of its liaison.
        home_of: person of the office → unit from which they act.
    """

    units: dict[str, int]
    people: dict[str, int]
    liaisons: dict[str, int]
    analysts: tuple[int, ...]
    home_of: dict[int, int | None]

    def verifier_for(self, parties: Iterable[int]) -> str:
        """Return the acronym of the first verifying unit that takes no part in a matter."""
        taken = set(parties)
        return next(acronym for acronym in VERIFIERS if self.units[acronym] not in taken)


def gather(random: Random, agencies: Iterable[str], start: datetime) -> Cast:
    """Create the people with their roles and seats.

    Args:
        agencies: acronyms of the units that get a liaison and a head.
        start: moment from which they hold them.
    """
    units = dict(Unit.objects.values_list("acronym", "pk"))
    parts = [*_office(), *_agencies(agencies)]
    since = start.date()
    with act(SYSTEM_ACTOR, "demo.gather", at=start, reason="Personas ficticias de la demostración"):
        users = _users(random, parts)
        Grant.objects.bulk_create(
            Grant(user=user, role=part.role, unit_id=units.get(part.unit), since=since)
            for user, part in zip(users, parts, strict=True)
        )
        _seats(zip(users, parts, strict=True), units, since)
    people = {user.username: user.pk for user in users}
    return Cast(
        units,
        people,
        {part.unit: people[part.username] for part in parts if part.role == Role.LIAISON},
        tuple(people[part.username] for part in parts if part.role == Role.ANALYST),
        {people[part.username]: units.get(part.unit) for part in parts},
    )


def _office() -> Iterator[Part]:
    known = {account.username: account.name for account in ACCOUNTS}
    yield Part(
        "gobernadora", "Gobernadora del Estado", Role.GOVERNOR, OFFICE, known["gobernadora"], is_head=True
    )
    yield Part("jefatura", "Jefatura de la Oficina del Ejecutivo", Role.CHIEF, OFFICE, known["jefatura"])
    yield Part(
        "secretaria", "Secretaria técnica", Role.SECRETARY, TECHNICAL, known["secretaria"], is_head=True
    )
    for number in range(1, ANALYSTS + 1):
        username = "analista" if number == 1 else f"analista{number}"
        yield Part(
            username, f"Analista de seguimiento {number}", Role.ANALYST, TECHNICAL, known.get(username, "")
        )
    yield Part("auditora", "Auditora interna", Role.AUDITOR, "", known["auditora"])
    yield Part("tecnica", "Administradora técnica", Role.TECHNICIAN, "", known["tecnica"])
    yield Part("oficialia", "Oficialía de partes", Role.REGISTRY, OFFICE)
    yield Part("atencion", "Atención ciudadana", Role.CITIZEN_DESK, OFFICE)
    yield Part("internacional", "Asuntos internacionales", Role.INTERNATIONAL, OFFICE)
    yield Part("transparencia", "Unidad de transparencia", Role.TRANSPARENCY, OFFICE)


def _agencies(agencies: Iterable[str]) -> Iterator[Part]:
    known = {account.username: account.name for account in ACCOUNTS}
    for acronym in sorted(set(agencies) | set(VERIFIERS)):
        short = acronym.lower().replace(" ", "")
        yield Part(
            f"enlace.{short}",
            "Enlace ante la Oficina",
            Role.LIAISON,
            acronym,
            known.get(f"enlace.{short}", ""),
        )
        yield Part(
            f"titular.{short}",
            "Titular",
            Role.UNIT_HEAD,
            acronym,
            known.get(f"titular.{short}", ""),
            is_head=True,
        )


def _users(random: Random, parts: list[Part]) -> list[User]:
    """Create the accounts; all share a hash, so that the slow part is done once."""
    taken = {part.name for part in parts if part.name}
    secret = make_password(demo_password())
    return User.objects.bulk_create(
        User(
            username=part.username,
            name=part.name or full_name(random, taken),
            email=f"{part.username}@{MAIL}",
            title=part.title,
            is_demo=True,
            password=secret,
        )
        for part in parts
    )


def _seats(people: Iterable[tuple[User, Part]], units: dict[str, int], since: date) -> None:
    seated = [(user, part) for user, part in people if part.unit]
    positions = Position.objects.bulk_create(
        Position(unit_id=units[part.unit], title=part.title, is_head=part.is_head) for _, part in seated
    )
    Holder.objects.bulk_create(
        Holder(position=position, user=user, name=user.name, since=since)
        for position, (user, _) in zip(positions, seated, strict=True)
    )
