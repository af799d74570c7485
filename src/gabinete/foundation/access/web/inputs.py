"""What a form of this package brought, read with care."""

from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from gabinete.foundation.access.actions import NewGrant
from gabinete.foundation.access.models import Role
from gabinete.kernel.errors import BadInput


def text_of(posted: QueryDict, name: str) -> str:
    """Return a field without blanks around; empty when it did not come."""
    return posted.get(name, "").strip()


def id_of(posted: QueryDict, name: str) -> int | None:
    """Return the key a choice brought; None when nothing was chosen.

    Raises:
        BadInput: when it is not a key.
    """
    text = text_of(posted, name)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:  # noqa: PLR2004 - a bigint
        raise BadInput(
            "access.bad_choice", _("No se reconoce lo elegido. No se guardó nada; elija de la lista.")
        )
    return int(text)


def day_of(posted: QueryDict, name: str) -> date | None:
    """Return a date of a form; None when it was left empty.

    Raises:
        BadInput: when it is not a date.
    """
    text = text_of(posted, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "access.bad_date",
            _("«%(text)s» no es una fecha (año-mes-día). No se guardó nada.") % {"text": text},
        ) from error


def grant_of(request: HttpRequest, today: date) -> NewGrant | None:
    """Return the role a form asks to give; None when no role was chosen. Without a first day it counts from today.

    Raises:
        BadInput: when role, unit or dates cannot be read.
    """
    posted = request.POST
    role = text_of(posted, "role")
    if not role:
        return None
    if role not in Role.values:
        raise BadInput("access.bad_role", _("Esa función no existe. No se guardó nada; elija de la lista."))
    return NewGrant(
        Role(role), id_of(posted, "unit"), day_of(posted, "since") or today, day_of(posted, "until")
    )
