"""The scene of a session in its room, for the browser; today."""

from datetime import datetime, timedelta

from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet.actions import attendance, room
from gabinete.office.cabinet.actions.attendance import SeatTaken
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.models import MemberPosition
from tests.cast import Cast
from tests.office.cabinet.sala.scene import Scene, make_scene


def make_room(cast: Cast, now: datetime, *, opened: bool = True, votes: bool = False) -> Scene:
    """Return a session of today, open with its second point under way unless said otherwise."""
    scene = make_scene(cast, held_on=now.date(), votes=votes)
    with act(0, "tests.positions", at=now):
        MemberPosition.objects.create(
            point=scene.points[1], seat=scene.seats["SIDUR"], stance="remarks", text="Falta la liberación",
            taken_at=now, taken_by=cast.ivan,
        )  # fmt: skip
    if opened:
        lucia = cast.actor("lucia", now.date())
        for acronym in ("OEE", "CEA", "SIDUR"):
            taken = SeatTaken(scene.seats[acronym].pk, "holder", name=f"Titular {acronym}")
            attendance.take_seat(lucia, scene.session_id, taken, Mark(now - timedelta(minutes=12)))
        room.open_session(lucia, scene.session_id, Mark(now - timedelta(minutes=10)))
        room.start_point(lucia, scene.session_id, scene.points[1].pk, Mark(now - timedelta(minutes=6)))
    return scene


__all__ = ["Scene", "make_room"]
