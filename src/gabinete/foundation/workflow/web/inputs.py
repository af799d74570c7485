"""What a form of the calendar brought, read with care."""

from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay, day_range
from gabinete.kernel.errors import BadInput


def day_of(text: str) -> date:
    """Return the day a field names.

    Raises:
        BadInput: when it is not a date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(
            "calendar.date",
            _("«%(text)s» no es una fecha (año-mes-día). El calendario sigue igual; corríjala.")
            % {"text": text[:40]},
        ) from error


def new_days(posted: QueryDict) -> list[NewDay]:
    """Return the days a form asks to close: one, or the workdays of a period.

    Raises:
        BadInput: a date, the kind or the certainty cannot be read, or a text is missing.
    """
    first = day_of(posted.get("first", ""))
    last = posted.get("last", "").strip()
    dates = day_range(first, day_of(last)) if last else [first]
    try:
        kind, confidence = DayKind(posted.get("kind", "")), Confidence(posted.get("confidence", ""))
    except ValueError as error:
        raise BadInput(
            "calendar.choice", _("Elija de la lista el tipo y la certeza. El calendario sigue igual.")
        ) from error
    return [NewDay(day, posted.get("name", ""), kind, posted.get("source", ""), confidence) for day in dates]
