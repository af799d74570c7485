"""Fields of the forms of a matter as data: one template draws them, one function reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gabinete.foundation.documents.kinds import BY_SUFFIX
from gabinete.kernel.errors import BadInput

Text = str | Promise
MAX_TEXT = 20_000
MAX_FILES = 20
EVIDENCE_TYPES = ",".join(f".{suffix}" for suffix in BY_SUFFIX)


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        kind: text, textarea, number, percent, date, files, photo, choices, select, units or check.
        options: (value, word, explanation) of choices and selects.
        value: what it shows at first.
    """

    name: str
    label: Text
    kind: str = "textarea"
    required: bool = False
    hint: Text = ""
    options: Sequence[tuple[Any, Text, Text]] = ()
    value: Any = ""

    @property
    def pairs(self) -> list[tuple[Any, Text]]:
        """Return the options as (value, word)."""
        return [(value, word) for value, word, _meaning in self.options]


@dataclass
class Read:
    """What came in: values by name, and what is wrong with each."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Return whether every field could be read."""
        return not self.errors


def read(fields: Sequence[Field], request: HttpRequest) -> Read:
    """Return the values of the fields in their types, or what is wrong with them, all at once."""
    found = Read()
    for one in fields:
        try:
            found.values[one.name] = _wanted(one, _value(one, request))
        except BadInput as error:
            found.errors[one.name] = [error.message]
            found.values[one.name] = request.POST.get(one.name, "")
    return found


def _wanted(one: Field, value: Any) -> Any:
    if one.required and value in ("", None, [], ()):
        raise BadInput("form.required", _("Este dato es necesario."))
    return value


def _value(one: Field, request: HttpRequest) -> Any:
    if one.kind in {"files", "photo"}:
        return _files(request.FILES.getlist(one.name))
    if one.kind == "units":
        return tuple(_number(raw, 0, 2**62) for raw in request.POST.getlist(one.name) if raw)
    raw = request.POST.get(one.name, "").replace("\0", "").strip()
    if one.kind == "check":
        return raw == "1"
    if not raw:
        return None if one.kind in {"number", "percent", "date"} else ""
    readers = {
        "percent": _percent,
        "number": lambda r: _number(r, 0, 10_000),
        "date": _date,
        "select": _chosen(one),
        "choices": _chosen(one),
    }
    return readers.get(one.kind, _text)(raw)


def _text(raw: str) -> str:
    if len(raw) > MAX_TEXT:
        raise BadInput(
            "form.long",
            _("El texto pasa de %(n)s caracteres; resúmalo o adjúntelo como archivo.")
            % {"n": f"{MAX_TEXT:,}"},
        )
    return raw


def _number(raw: str, least: int, most: int) -> int:
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 20 and least <= int(raw) <= most):  # noqa: PLR2004 - wider than any number asked for
        raise BadInput(
            "form.number",
            _("Escriba un número entero de %(least)s a %(most)s.") % {"least": least, "most": most},
        )
    return int(raw)


def _percent(raw: str) -> int:
    return _number(raw.removesuffix("%").strip(), 0, 100)


def _date(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise BadInput(
            "form.date", _("Escriba la fecha como año-mes-día, por ejemplo 2026-12-18.")
        ) from error


def _chosen(one: Field) -> Any:
    def chosen(raw: str) -> Any:
        for value, _word, _meaning in one.options:
            if str(value) == raw:
                return value
        raise BadInput("form.choice", _("Elija una de las opciones."))

    return chosen


def _files(files: list[UploadedFile]) -> list[UploadedFile]:
    if len(files) > MAX_FILES:
        raise BadInput(
            "form.files", _("Son demasiados archivos a la vez; envíe a lo más %(n)s.") % {"n": MAX_FILES}
        )
    return files


def version_of(data: Mapping[str, Any]) -> int:
    """Return the version the form was drawn from; a spoilt one counts as stale, never as the present one."""
    raw = str(data.get("version", ""))
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else 0  # noqa: PLR2004 - wider than a column


def once_of(data: Mapping[str, Any]) -> UUID:
    """Return the mark of the form; a new one when it is missing or spoilt."""
    try:
        return UUID(str(data.get("once", "")))
    except ValueError:
        return uuid4()
