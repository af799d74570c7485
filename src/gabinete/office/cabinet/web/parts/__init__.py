"""The page of a session is made of parts: each says what it shows, and a template of the same name shows it."""

from collections.abc import Callable
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.web.parts import agenda, call, first_point, record, room, signing

Part = Callable[[Actor, CabinetSession, datetime], dict[str, object]]

PARTS: tuple[Part, ...] = (
    call.part,
    agenda.part,
    room.part,
    first_point.part,
    record.part,
    signing.part,
)
