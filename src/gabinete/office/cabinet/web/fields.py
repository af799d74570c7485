"""Reading forms: every field in its type, every fault named beside it, nothing typed lost."""

from collections.abc import Collection, Mapping
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from gabinete.foundation.org.models import Unit
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.naming_units import units_named

_LONGEST_NUMBER = 9


class Fields:
    """A form as it came.

    Attributes:
        errors: what is wrong, by field.
    """

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data = data
        self.errors: dict[str, list[str]] = {}

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text without the marks that no database keeps."""
        value = self.data.get(name, "").replace("\0", "").strip()
        if required and not value:
            self.fault(name, _("Este dato es necesario."))
        return value

    def day(self, name: str, *, required: bool = False) -> date | None:
        """Return a date between 1990 and 2100."""
        raw = self.text(name, required=required)
        if not raw:
            return None
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            self.fault(name, _("No es una fecha; escríbala como 2026-11-19."))
            return None
        if not 1990 <= day.year <= 2100:  # noqa: PLR2004 - a wider range is a slip of the hand
            self.fault(name, _("El año no es posible; revíselo."))
            return None
        return day

    def hour(self, name: str) -> time | None:
        """Return a time of day."""
        raw = self.text(name)
        try:
            return time.fromisoformat(raw).replace(tzinfo=None) if raw else None
        except ValueError:
            self.fault(name, _("No es una hora; escríbala como 10:30."))
            return None

    def whole(self, name: str) -> int | None:
        """Return a whole number, not negative."""
        raw = self.text(name)
        if not raw:
            return None
        if not (raw.isascii() and raw.isdecimal() and len(raw) <= _LONGEST_NUMBER):
            self.fault(name, _("Debe ser un número entero, sin signo ni letras."))
            return None
        return int(raw)

    def choice(self, name: str, allowed: Collection[str], default: str = "") -> str:
        """Return one of the allowed values."""
        value = self.text(name) or default
        if value not in allowed:
            self.fault(name, _("Elija una opción de la lista."))
        return value

    def units(self, name: str) -> list[Unit]:
        """Return the units a person wrote."""
        try:
            return units_named(self.text(name))
        except BadInput as error:
            self.fault(name, error.message)
            return []

    def one_unit(self, name: str, *, required: bool = False) -> Unit | None:
        """Return the unit a person wrote."""
        found = self.units(name) if self.text(name, required=required) else []
        if len(found) > 1:
            self.fault(name, _("Indique una sola unidad."))
            return None
        return found[0] if found else None

    def version(self) -> int:
        """Return the version the person was looking at; 0 when the form lost it, which no record has."""
        return self.whole("version") or 0

    def once(self) -> UUID | None:
        """Return the mark of the form."""
        try:
            return UUID(self.text("once"))
        except ValueError:
            return None

    def fault(self, name: str, message: str) -> None:
        """Write down what is wrong with a field."""
        self.errors.setdefault(name, []).append(message)

    def require_good(self) -> None:
        """Go on only without faults.

        Raises:
            BadInput: with all of them.
        """
        if self.errors:
            said = " ".join(message for messages in self.errors.values() for message in messages)
            raise BadInput("form.faults", said, errors=self.errors)
