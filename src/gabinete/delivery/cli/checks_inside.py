"""What ``gabinete doctor`` looks at inside the database, and beside it: calendars and the anchors of the audit."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from gabinete.delivery.cli.findings import Finding
from gabinete.kernel import clock

HAVE_TABLES = "SELECT to_regclass('public.workflow_calendar') IS NOT NULL AND to_regclass('public.audit_seal') IS NOT NULL"
# Of each calendar, the last day it closes and how many days of this year and later nobody has confirmed.
CALENDARS = """
SELECT c.code, max(d.date), count(d.id) FILTER (WHERE d.confidence <> 'verified' AND d.date >= date_trunc('year', %(today)s::date))
  FROM workflow_calendar c
  LEFT JOIN workflow_calendarday d ON d.calendar_id = c.id AND d.withdrawn_in_version IS NULL
 GROUP BY c.code ORDER BY c.code
"""
LAST_SEAL = "SELECT coalesce(max(id), 0) FROM audit_seal"
ANCHORS = "roots.jsonl"


def look(connection: psycopg.Connection, home: Path) -> Iterator[Finding]:
    """Look at calendars and anchors; nothing in a database that has no tables yet."""
    row = connection.execute(HAVE_TABLES).fetchone()
    if row and row[0]:
        yield from _calendars(connection)
        yield _anchors(connection, home)


def _calendars(connection: psycopg.Connection) -> Iterator[Finding]:
    today = clock.today()
    rows = connection.execute(CALENDARS, {"today": today}).fetchall()
    if not rows:
        yield Finding(
            "Calendarios", "error", "no hay ninguno y sin ellos no corre un plazo; repita bin/start."
        )
    for code, last, unconfirmed in rows:
        name = f"Calendario {code}"
        if last is None or last.year < today.year:
            advice = f"no tiene días de {today.year}; cárguelos en /calendario/ antes de contar plazos."
            yield Finding(name, "warning", advice)
        else:
            doubt = f"; {unconfirmed} días por confirmar en su fuente" if unconfirmed else ""
            yield Finding(name, "ok", f"con días hasta {last:%d/%m/%Y}{doubt}")


def _anchors(connection: psycopg.Connection, home: Path) -> Finding:
    row = connection.execute(LAST_SEAL).fetchone()
    sealed = int(row[0]) if row else 0
    file = Path(os.environ.get("GABINETE_ANCHORS", home / "anchors")) / ANCHORS
    anchored = _last_anchored(file)
    if sealed == 0 and anchored == 0:
        return Finding("Anclas de la auditoría", "ok", "todavía no hay sellos que anclar")
    if anchored < sealed:
        advice = f"anclado hasta el sello {anchored} de {sealed} en {file}; se pone al día con la oficina encendida."
        return Finding("Anclas de la auditoría", "warning", advice)
    if anchored > sealed:
        advice = (
            f"{file} tiene el sello {anchored} y la base llega al {sealed}: ejecute «gabinete audit verify»."
        )
        return Finding("Anclas de la auditoría", "error", advice)
    return Finding(
        "Anclas de la auditoría", "ok", f"{anchored} sellos en {file}; copie ese archivo a otra máquina"
    )


def _last_anchored(file: Path) -> int:
    try:
        lines = file.read_bytes().splitlines()
        return int(json.loads(lines[-1])["n"]) if lines else 0
    except (OSError, ValueError, KeyError):
        return 0
