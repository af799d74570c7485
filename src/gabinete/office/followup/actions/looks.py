"""When somebody last looked at what changed."""

from datetime import datetime, timedelta

from gabinete.office.followup.models import LastLook

VISIT = timedelta(minutes=30)
"""Looking again within this time is the same visit: what was new stays new."""
MOMENT = timedelta(minutes=1)
"""Looking again within this time is not written down: each write would make every kept count be counted again."""


def is_another_look(looked_at: datetime | None, now: datetime) -> bool:
    """Return whether a look is worth writing down."""
    return looked_at is None or now - looked_at > MOMENT


def note_look(user_id: int, now: datetime) -> None:
    """Write down that somebody is looking; the visit before this one is what «since» is counted from."""
    look, created = LastLook.objects.get_or_create(user_id=user_id, defaults={"at": now})
    if not created and now - look.at > VISIT:
        LastLook.objects.filter(user_id=user_id, at=look.at).update(before=look.at, at=now)
    elif not created:
        LastLook.objects.filter(user_id=user_id).update(at=max(now, look.at))
