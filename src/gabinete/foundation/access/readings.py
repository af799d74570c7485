"""Each reading of a restricted record leaves a line that nobody can take away."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gabinete.foundation.access.models import RestrictedReading
from gabinete.foundation.access.people import Actor
from gabinete.foundation.accounts.models import User


def note_reading(actor: Actor, kind: str, subject_id: int, label: str, door: str, now: datetime) -> None:
    """Write down that somebody read a restricted record, in a short transaction of its own.

    No act: reading must stay cheap. The table only takes additions and the next sealing copies its rows into history.

    Args:
        kind: class of record, e.g. ``"followup.matter"`` (40 letters).
        label: folio or name it is known by; cut to 80 letters.
        door: page or command; cut to 120 letters.
    """
    with transaction.atomic():
        RestrictedReading.objects.create(
            at=now,
            user_id=actor.user_id,
            subject_kind=kind,
            subject_id=subject_id,
            subject_label=label[:80],
            door=door[:120],
        )


def readings_of(user: User) -> QuerySet[RestrictedReading]:
    """Return the restricted records somebody read, the latest first."""
    return RestrictedReading.objects.filter(user=user).order_by("-at", "-id")
