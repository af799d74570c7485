"""Every reading of notices; each person reads only their own."""

from datetime import datetime

from django.db.models import Q, QuerySet

from gabinete.foundation.notifications.models import Notice

PAGE = 50


def notices_of(user_id: int, *, unseen_only: bool = False) -> QuerySet[Notice]:
    """Return what a person has been told, newest first."""
    own = Notice.objects.filter(user_id=user_id)
    return (own.filter(seen_at__isnull=True) if unseen_only else own).order_by("-at", "-id")


def page_of(
    notices: QuerySet[Notice], before: tuple[datetime, int] | None = None
) -> tuple[list[Notice], bool]:
    """Return up to fifty notices older than a place in the list, and whether there are more."""
    if before is not None:
        at, pk = before
        notices = notices.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    found = list(notices[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def unseen_count(user_id: int) -> int:
    """Return how many notices a person has not seen."""
    return Notice.objects.filter(user_id=user_id, seen_at__isnull=True).count()
