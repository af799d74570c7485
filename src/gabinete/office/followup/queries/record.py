"""What hangs from one matter, read in one statement instead of one a table."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models

from gabinete.foundation.accounts.models import User
from gabinete.foundation.documents.models import Document
from gabinete.foundation.org.models import Unit
from gabinete.office.followup.models import (
    Evidence,
    Extension,
    LogEntry,
    Matter,
    Milestone,
    Participant,
    Report,
)
from gabinete.office.strategy.models import PlanNode

_M = TypeVar("_M", bound=models.Model)
_UNITS = ("lead", "monitor_unit", "verifier_unit", "verified_unit")
_PEOPLE = (
    "monitor", "verified_by", "acknowledged_by", "fulfilment_by", "accepted_by", "proposed_by", "created_by",
)  # fmt: skip
_NODES = ("axis", "region")
_FILE = ("id", "name", "size_bytes", "sha256", "media_type")
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
       (SELECT json_agg(p ORDER BY p.until, p.part, p.id) FROM followup_participant p WHERE p.matter_id = %(id)s),
       (SELECT json_agg(r) FROM (SELECT * FROM followup_report WHERE matter_id = %(id)s
                                 ORDER BY at DESC, id DESC LIMIT %(reports)s) r),
       (SELECT json_agg(e ORDER BY e.id) FROM followup_evidence e WHERE e.matter_id = %(id)s),
       (SELECT json_agg(d) FROM (SELECT id, name, size_bytes, sha256, media_type FROM documents_document WHERE id IN (
                                 SELECT document_id FROM followup_evidence WHERE matter_id = %(id)s)) d),
       (SELECT json_agg(l) FROM (SELECT * FROM followup_logentry WHERE matter_id = %(id)s
                                 ORDER BY at DESC, id DESC LIMIT %(lines)s) l)
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What hangs from a matter.

    Attributes:
        extensions: newest first.
        participants: those in force first.
        reports: the newest first, each with its evidence as if prefetched.
        loose_evidence: what came without a report.
        log: newest lines first.
    """

    extensions: list[Extension]
    milestones: list[Milestone]
    participants: list[Participant]
    reports: list[Report]
    loose_evidence: list[Evidence]
    log: list[LogEntry]


def name_all(matter: Matter) -> None:
    """Read the people, units and nodes a matter points to."""
    units, people, nodes = (_keys([matter], names) for names in (_UNITS, _PEOPLE, _NODES))
    known = _named(units, people, nodes)
    for model, names in ((Unit, _UNITS), (User, _PEOPLE), (PlanNode, _NODES)):
        _point([matter], names, known[model])
    if matter.superseded_by_id is None:
        matter.superseded_by = None


def parts_of(matter: Matter, reports: int, lines: int) -> Parts:
    """Return what hangs from a matter, and name in one go all that it and they point to.

    Args:
        reports: how many of the newest are wanted.
        lines: how many of the newest lines of the bitácora.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"id": matter.pk, "reports": reports, "lines": lines})
        row = cursor.fetchone()
    parts = Parts(
        _made(Extension, row[0]), _made(Milestone, row[1]), _made(Participant, row[2]), _made(Report, row[3]), [],
        _made(LogEntry, row[6]),
    )  # fmt: skip
    evidence, documents = _made(Evidence, row[4]), _made(Document, row[5], _FILE)
    _point(evidence, ("document",), {one.pk: one for one in documents})
    parts.loose_evidence.extend(one for one in evidence if one.report_id is None)
    for report in parts.reports:
        # As Django leaves it after a prefetch: «report.evidence.all()» asks nothing more.
        report._prefetched_objects_cache = {"evidence": [e for e in evidence if e.report_id == report.pk]}  # type: ignore[attr-defined] # noqa: SLF001
    _point_log(parts)
    _name_parts(matter, parts)
    return parts


def _point_log(parts: Parts) -> None:
    """Point the lines at their reports; one that is not at hand is read when somebody asks for it."""
    known = {report.pk: report for report in parts.reports}
    for entry in parts.log:
        if entry.report_id is None or entry.report_id in known:
            entry.report = known.get(entry.report_id or 0)


def _name_parts(matter: Matter, parts: Parts) -> None:
    pointing: tuple[tuple[list[Any], tuple[str, ...], tuple[str, ...]], ...] = (
        ([matter], _UNITS, _PEOPLE),
        (parts.extensions, (), ("asked_by", "decided_by")),
        (parts.milestones, ("unit",), ()),
        (parts.participants, ("unit",), ()),
        (parts.reports, ("unit",), ("author", "reviewed_by")),
        (parts.log, ("unit",), ("actor",)),
    )
    units: set[int] = set().union(*(_keys(of, names) for of, names, _ in pointing))
    people: set[int] = set().union(*(_keys(of, names) for of, _, names in pointing))
    known = _named(units, people, _keys([matter], _NODES))
    for of, to_units, to_people in pointing:
        _point(of, to_units, known[Unit])
        _point(of, to_people, known[User])
    _point([matter], _NODES, known[PlanNode])
    if matter.superseded_by_id is None:
        matter.superseded_by = None


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
