"""Filters of the audit's lists, read from the address with care."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gabinete.foundation.audit.queries import Filters
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput

_DIGITS = 18


def number_of(request: HttpRequest, name: str) -> int | None:
    """Return a key of the address; None when it is not there.

    Raises:
        BadInput: when it is not a key.
    """
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > _DIGITS:
        raise BadInput(
            "audit.bad_filter", _("No se reconoce un filtro de la dirección. Elíjalo de la lista.")
        )
    return int(text)


def day_of(request: HttpRequest, name: str) -> date | None:
    """Return a date of the address; None when it is not there.

    Raises:
        BadInput: when it is not a date.
    """
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "audit.bad_filter", _("«%(text)s» no es una fecha (año-mes-día).") % {"text": text}
        ) from error


def filters_of(request: HttpRequest) -> Filters:
    """Return the filters of the list of changes; days are whole and of the office's zone."""
    since, until = day_of(request, "desde"), day_of(request, "hasta")
    return Filters(
        actor_id=number_of(request, "quien"),
        table=request.GET.get("tabla", "").strip()[:80],
        verb=request.GET.get("accion", "").strip()[:80],
        since=_start(since) if since else None,
        until=_start(until + timedelta(days=1)) if until else None,
        before_id=number_of(request, "antes"),
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_ZONE)
