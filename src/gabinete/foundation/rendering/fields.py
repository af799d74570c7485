"""The fields a Word template may use, as data: what each is, with an example. Pure; screens and checks read the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = str | list[dict[str, str]]
Values = Mapping[str, Value]
"""What fills a template: a text for each field, a list of rows for each list."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text of the template.

    Attributes:
        says: what it is, in Spanish.
        example: what it would say; may be empty.
    """

    name: str
    says: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class ListField:
    """A list of the template, walked with ``{% for item in name %}``.

    Attributes:
        item: name suggested for one of its rows.
        fields: of each row.
    """

    name: str
    says: str
    item: str
    fields: Sequence[Field]
    rows: int = 2


Schema = Sequence[Field | ListField]


def example_values(schema: Schema) -> dict[str, Value]:
    """Return the example of every field, lists with as many rows as they say."""
    values: dict[str, Value] = {}
    for field in schema:
        if isinstance(field, Field):
            values[field.name] = field.example
        else:
            row = {inner.name: inner.example for inner in field.fields}
            values[field.name] = [dict(row) for _ in range(field.rows)]
    return values
