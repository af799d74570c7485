"""Values of images as people read them: choices by their words, people and units by their names, moments in the office's zone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from gabinete.foundation.audit.queries import Change
from gabinete.foundation.audit.wording import code_label, field_label, field_of, table_label, verb_label
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import short_date

LONG = 400
"""Longer texts are cut: the whole is in the record."""

NOTHING = "—"
DEEDS = {"I": "Alta", "U": "Cambio", "D": "Baja", "B": "Base"}


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Read:
    """A change put into words."""

    change: Change
    table: str
    deed: str
    verb: str
    lines: list[Line]


def read(changes: Iterable[Change]) -> list[Read]:
    """Put changes into words, looking up the names they point to with one query for each table pointed to."""
    kept = list(changes)
    names = _names(kept)
    return [
        Read(
            change=c,
            table=table_label(c.table),
            deed=_(DEEDS[c.op]),
            verb=verb_label(c.verb) if c.verb else "",
            lines=[
                _line(c.table, name, pair, names) for name, pair in c.fields.items() if _says_something(pair)
            ],
        )
        for c in kept
    ]


def _says_something(pair: tuple[Any, Any]) -> bool:
    """Leave out empty columns of an insertion or removal."""
    return any(value not in (None, "", [], {}) for value in pair)


def _line(table: str, column: str, pair: tuple[Any, Any], names: "_Names") -> Line:
    before, after = (value_text(field_of(table, column), value, names) for value in pair)
    return Line(field_label(table, column), before, after)


_Names = dict[type[models.Model], dict[int, str]]


def _names(changes: Iterable[Change]) -> _Names:
    """Return the names of every record that the changes point to."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in changes:
        for column, pair in change.fields.items():
            field = field_of(change.table, column)
            if isinstance(field, models.ForeignKey):
                wanted[_target(field)].update(v for v in pair if isinstance(v, int))
    return {
        model: {pk: str(found) for pk, found in model._base_manager.in_bulk(ids).items()}  # noqa: SLF001
        for model, ids in wanted.items()
    }


def _target(field: "models.ForeignKey[Any, Any]") -> type[models.Model]:
    """Return the model a key points to; by the time a page is read nothing is left by name."""
    return cast("type[models.Model]", field.related_model)


def value_text(field: "models.Field[Any, Any] | None", value: Any, names: _Names) -> str:
    """Return a value of an image as a person reads it."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(field, models.ForeignKey):
        return names.get(_target(field), {}).get(value, _("n.º %(id)s") % {"id": value})
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(field, models.CharField) and isinstance(value, str):
        return code_label(field.model._meta.db_table, field.column, value)  # noqa: SLF001
    return _moment_or_text(field, value)


def _moment_or_text(field: "models.Field[Any, Any] | None", value: Any) -> str:
    """Return dates and moments in the office's manner, and anything else as text of bearable length."""
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        local = datetime.fromisoformat(value).astimezone(OFFICE_ZONE)
        return f"{short_date(local.date())}, {local.hour}:{local.minute:02}"
    if isinstance(field, models.DateField) and isinstance(value, str):
        return short_date(date.fromisoformat(value))
    if isinstance(field, ArrayField) and isinstance(value, list):
        return ", ".join(str(v) for v in value)
    text = str(value)
    if text.startswith("sha256:"):
        return _("(secreto, huella %(digits)s…)") % {"digits": text[7:15]}
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
