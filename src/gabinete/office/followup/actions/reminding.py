"""The reminder of each morning: one to each person who has something late, nearly late or unreported; never two a day."""

from datetime import datetime, time, timedelta

from django.db import connection, transaction

from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.standing import DEFAULT_RULE
from gabinete.kernel.words import listed, plural, short_date
from gabinete.office.followup.queries.reminders import Line, Part, parts_for, people_to_remind
from gabinete.office.followup.rules import OFFICE_CALENDAR

KIND = "followup.remind"
_NOUNS = {
    "overdue": ("asunto vencido", "asuntos vencidos"),
    "soon": ("asunto por vencer", "asuntos por vencer"),
    "silent": ("asunto que debe reporte", "asuntos que deben reporte"),
    "fallen_silent": ("asunto que dejó de reportarse", "asuntos que dejaron de reportarse"),
}
_HEADINGS = {
    "overdue": "Vencidos",
    "soon": "Por vencer",
    "silent": "Deben reporte",
    "fallen_silent": "Dejaron de reportarse",
}


def remind(now: datetime, soon_days: int = DEFAULT_RULE.soon_days) -> int:
    """Remind everybody who has something to be reminded of, and return how many were; none on days that do not count.

    Whoever was reminded on that day of the office is left alone, so it may be asked for again after a failure.

    Args:
        soon_days: a term so many business days away or nearer is about to fall due.
    """
    today = day_of(now)
    if not calendar(OFFICE_CALENDAR).is_business(today):
        return 0
    return sum(_remind_one(user, now, soon_days) for user in people_to_remind(today))


def _remind_one(user: User, now: datetime, soon_days: int) -> bool:
    today = day_of(now)
    with transaction.atomic():
        if _reminded(user, now):
            return False
        parts = parts_for(actor_of(user, today), today, calendar(OFFICE_CALENDAR), soon_days)
        if not parts:
            return False
        told = tell(
            [user.pk],
            kind=KIND,
            title=title_of(parts),
            text=text_of(parts),
            url="/",
            at=now,
            mail=user.morning_mail,
            needs_receipt=False,
        )
        return bool(told)


def _reminded(user: User, now: datetime) -> bool:
    """Return whether they were reminded on this day of the office; others who would do it wait meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [KIND, user.pk])
    start = datetime.combine(day_of(now), time(), OFFICE_ZONE)
    today = Notice.objects.filter(user=user, kind=KIND, at__gte=start, at__lt=start + timedelta(days=1))
    return today.exists()


def title_of(parts: list[Part]) -> str:
    """Return what there is, in one line.

    Example:
        >>> title_of([Part("overdue", 3, ()), Part("silent", 1, ())])
        'Tiene 3 asuntos vencidos y 1 asunto que debe reporte'
    """
    return f"Tiene {listed([plural(part.count, *_NOUNS[part.key]) for part in parts])}"


def text_of(parts: list[Part]) -> str:
    """Return every part with its first matters, and how many more there are."""
    return "\n\n".join("\n".join((f"{_HEADINGS[part.key]}:", *_lines(part))) for part in parts)


def _lines(part: Part) -> list[str]:
    said = [_line(one, part.key) for one in part.lines]
    more = part.count - len(part.lines)
    return [*said, f"· y {more:,} más"] if more else said


def _line(one: Line, key: str) -> str:
    title = "asunto restringido" if one.reserve >= Reserve.RESTRICTED else one.title
    if one.due is None:
        return f"· {one.folio} · {title}"
    return f"· {one.folio} · {title} · {'venció' if key == 'overdue' else 'vence'} el {short_date(one.due)}"
