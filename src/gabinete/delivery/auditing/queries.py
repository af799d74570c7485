"""What the auditor's lists read besides the audit itself: people and restricted readings."""

from django.db.models import QuerySet

from gabinete.foundation.access.models import RestrictedReading
from gabinete.foundation.accounts.models import User


def readings(*, user_id: int | None = None, before_id: int | None = None) -> QuerySet[RestrictedReading]:
    """Return who read restricted records, the newest first; page with ``before_id``."""
    found = RestrictedReading.objects.select_related("user").order_by("-id")
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return found.filter(pk__lt=before_id) if before_id is not None else found


def people() -> list[tuple[int, str]]:
    """Return everybody who ever had an account, by name, for the filters."""
    return list(User.objects.order_by("name").values_list("pk", "name"))
