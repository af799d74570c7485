"""What hangs from one matter, read in one statement instead of one a table."""

from typing import Any, TypeVar

from django.db import connection, models

from gabinete.foundation.accounts.models import User
from gabinete.foundation.org.models import Unit
from gabinete.office.followup.models import Extension, Matter, Milestone, Participant
from gabinete.office.strategy.models import PlanNode

_M = TypeVar("_M", bound=models.Model)
_UNITS = ("lead", "monitor_unit", "verifier_unit", "verified_unit")
_PEOPLE = (
    "monitor", "verified_by", "acknowledged_by", "fulfilment_by", "accepted_by", "proposed_by", "created_by",
)  # fmt: skip
_NODES = ("axis", "region")
_PERSON = ("id", "username", "name", "title", "is_active", "is_demo")
"""What a page says of people; the rest of an account is not brought along."""

_NAMES = """
SELECT (SELECT json_agg(u) FROM org_unit u WHERE u.id = ANY(%s::bigint[])),
       (SELECT json_agg(u) FROM (SELECT id, username, name, title, is_active, is_demo FROM accounts_user
                                 WHERE id = ANY(%s::bigint[])) u),
       (SELECT json_agg(n) FROM strategy_plannode n WHERE n.id = ANY(%s::bigint[]))
"""
_PARTS = """
SELECT (SELECT json_agg(e ORDER BY e.asked_at DESC, e.id DESC) FROM followup_extension e WHERE e.matter_id = %(id)s),
       (SELECT json_agg(m ORDER BY m.position) FROM followup_milestone m WHERE m.matter_id = %(id)s),
       (SELECT json_agg(p ORDER BY p.until, p.part, p.id) FROM followup_participant p WHERE p.matter_id = %(id)s)
"""


def name_all(matter: Matter) -> None:
    """Read the people, units and nodes a matter points to."""
    units, people, nodes = (_keys([matter], names) for names in (_UNITS, _PEOPLE, _NODES))
    known = _named(units, people, nodes)
    for model, names in ((Unit, _UNITS), (User, _PEOPLE), (PlanNode, _NODES)):
        _point([matter], names, known[model])
    if matter.superseded_by_id is None:
        matter.superseded_by = None


def parts_of(matter: Matter) -> tuple[list[Extension], list[Milestone], list[Participant]]:
    """Return the extensions, newest first, the milestones in order, and who takes or took part."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"id": matter.pk})
        asked, due, taking = cursor.fetchone()
    extensions, milestones = _made(Extension, asked), _made(Milestone, due)
    participants = _made(Participant, taking)
    units = _keys(milestones, ("unit",)) | _keys(participants, ("unit",))
    people = _keys(extensions, ("asked_by", "decided_by"))
    known = _named(units, people, set()) if units or people else {Unit: {}, User: {}}
    _point(extensions, ("asked_by", "decided_by"), known[User])
    _point(milestones, ("unit",), known[Unit])
    _point(participants, ("unit",), known[Unit])
    return extensions, milestones, participants


def _named(
    units: set[int], people: set[int], nodes: set[int]
) -> dict[type[models.Model], dict[int, models.Model]]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(units), list(people), list(nodes)])
        rows = cursor.fetchone()
    found: dict[type[models.Model], list[Any]] = {
        Unit: _made(Unit, rows[0]),
        User: _made(User, rows[1], _PERSON),
        PlanNode: _made(PlanNode, rows[2]),
    }
    return {model: {one.pk: one for one in made} for model, made in found.items()}


def _made(model: type[_M], rows: list[dict[str, Any]] | None, only: tuple[str, ...] = ()) -> list[_M]:
    """Return the models of rows written as JSON, read by their own fields."""
    fields = [f for f in model._meta.concrete_fields if not only or f.attname in only]  # noqa: SLF001 - Django's description of a model
    names = [f.attname for f in fields]
    return [
        model.from_db("default", names, [f.to_python(row[f.column]) for f in fields]) for row in rows or ()
    ]


def _keys(of: list[Any], names: tuple[str, ...]) -> set[int]:
    return {key for one in of for name in names if (key := getattr(one, f"{name}_id")) is not None}


def _point(of: list[Any], names: tuple[str, ...], known: dict[int, Any]) -> None:
    for one in of:
        for name in names:
            setattr(one, name, known.get(getattr(one, f"{name}_id")))
