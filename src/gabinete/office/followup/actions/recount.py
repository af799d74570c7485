"""Counting terms again when days are closed: a term can only grow, and every matter it moves is listed."""

from datetime import date, datetime

from gabinete.foundation.access.people import NOBODY
from gabinete.foundation.audit.acts import act
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.terms import Term, count
from gabinete.kernel.words import short_date
from gabinete.office.followup.actions.moving import Call, Work, log
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.detail import open_matters_counted_with, term_of
from gabinete.office.followup.states import Situation


def recount(calendar_code: str, added: tuple[date, ...], reason: str, now: datetime) -> list[Matter]:
    """Count the running terms again under the present version of a calendar and return the matters it moved.

    Only days that fall between the notice and the end of a term can move it, and only forward: opening a day never
    takes time away from anybody. An extended term is a date: it moves on only if that date was closed.

    Args:
        added: days that were closed.
        reason: why, for the bitácora.
        now: moment of the change.
    """
    if not added:
        return []
    days = calendar(calendar_code)
    moved = []
    with act(NOBODY.user_id, "followup.recount", at=now, reason=reason):
        running = open_matters_counted_with(calendar_code).filter(
            term_from__lte=max(added), due__gte=min(added)
        )
        for matter in running.select_for_update(of=("self",)).defer("search").order_by("pk"):
            due = recounted_due(matter, days)
            if matter.due is not None and due > matter.due:
                _move(matter, due, days, reason, now)
                moved.append(matter)
    return moved


def recounted_due(matter: Matter, days: DayCalendar) -> date:
    """Return the end of a term under other days, never before the present one."""
    present = matter.due or date.min
    extended = matter.due != matter.original_due or matter.extension_count > 0
    term = Term.fixed(present) if extended else term_of(matter)
    counted = count(term, matter.term_from or present, days)
    return max(present, counted.due or present)


def _move(matter: Matter, due: date, days: DayCalendar, reason: str, now: datetime) -> None:
    before = matter.due
    if (
        matter.due == matter.original_due
    ):  # an extended term keeps the explanation of how the original was counted
        matter.calendar_version = days.version
    matter.due = due
    matter.version += 1
    matter.save(update_fields=["due", "calendar_version", "version"])
    call = Call("recount", NOBODY, matter.pk, None, now)
    said = f"El término se recorre del {short_date(before or due)} al {short_date(due)}: {reason}"
    data = {"previous": str(before or ""), "due": due.isoformat(), "calendar_version": days.version}
    log(matter, call, matter.state, Work(call, matter, Situation(), matter.state, said, data))
