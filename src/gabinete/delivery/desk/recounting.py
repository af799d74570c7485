"""Tells the calendar's screen which terms a change would move; neither package knows the other."""

from collections.abc import Sequence
from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.preview import Moved, Preview, tells
from gabinete.kernel.days import DayCalendar
from gabinete.office.followup.actions.recount import recounted_due
from gabinete.office.followup.policies import may_view
from gabinete.office.followup.queries.detail import open_matters_counted_with
from gabinete.office.followup.queries.rows import matter_url

SHOWN = 50


def tell_the_calendar() -> None:
    """Register with the calendars; for ``apps.ready()``."""
    tells("followup", moved_matters)


def moved_matters(actor: Actor, changed: DayCalendar, added: Sequence[date]) -> Preview:
    """Return the matters whose term would move if these days were closed; only those they may read are named."""
    running = open_matters_counted_with(changed.code).filter(term_from__lte=max(added), due__gte=min(added))
    count = 0
    shown: list[Moved] = []
    for matter in running.defer("search").order_by("due", "pk").iterator(chunk_size=500):
        after = recounted_due(matter, changed)
        if matter.due is None or after <= matter.due:
            continue
        count += 1
        if len(shown) < SHOWN and may_view(actor, matter):
            shown.append(Moved(matter.folio, matter.title, matter_url(matter.pk), matter.due, after))
    return Preview(count, tuple(shown))
