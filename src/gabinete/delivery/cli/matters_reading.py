"""What ``matters list`` and ``show`` print. Loaded once Django is ready."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from gabinete.delivery.cli.ground import say
from gabinete.delivery.cli.people import reader
from gabinete.foundation.access.readings import note_reading
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, NotAllowed
from gabinete.kernel.reserve import Reserve
from gabinete.office.followup import queries
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries import Filters, MatterRow

PAGE = 200
LABELS = {
    "text": "Texto", "kind": "Clase", "state": "Estado", "light": "Semáforo", "lead": "Responsable",
    "participants": "Participan", "issued_on": "Emisión", "term": "Plazo", "due": "Vence", "original_due": "Vencía al notificarse",
    "extensions": "Prórrogas", "means_of_verification": "Se dará por cumplido con", "reported_percent": "Avance reportado",
    "accepted_percent": "Avance aceptado", "confidence": "Confianza (1–5)", "closed_on": "Cierre",
}  # fmt: skip
"""What ``show`` prints for people, in this order; programs get the names of the data."""

DOOR = "gabinete matters show"


def filters_of(pairs: Iterable[str]) -> Filters:
    """Return the filters written as ``nombre=valor``.

    Raises:
        BadInput: when one is not a pair, or its name or value is unknown.
    """
    params = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name:
            raise BadInput(
                "matters.filter", f"El filtro «{pair}» no es NOMBRE=VALOR. No se hizo nada; corríjalo."
            )
        params[name.strip()] = value.strip()
    filters = Filters.from_params(params)
    if unknown := sorted(params.keys() - filters.as_params().keys()):
        raise BadInput(
            "matters.filter", f"No existe el filtro «{unknown[0]}», o no tiene valor. No se hizo nada."
        )
    return filters


def rows(username: str, filters: Filters, limit: int | None) -> Iterable[MatterRow]:
    """Return the rows that the filters choose, page by page; without a person, restricted ones are left out."""
    actor, today, after, given = reader(username), clock.today(), "", 0
    while True:
        page = queries.matter_page(actor, filters, today, after=after, size=PAGE)
        for row in page.rows:
            if username or not row.is_restricted:
                yield row
                given += 1
                if given == limit:
                    return
        if not page.after:
            return
        after = page.after


def print_list(username: str, filters: Filters, limit: int, *, as_json: bool) -> None:
    """Print a list as a table, or as JSON for programs."""
    found = list(rows(username, filters, limit))
    if as_json:
        sys.stdout.write(
            json.dumps({"matters": [_facts(row) for row in found]}, ensure_ascii=False, indent=1) + "\n"
        )
        return
    table = Table("Folio", "Síntesis", "Responsable", "Estado", "Vence", "Semáforo", "Avance")
    for row in found:
        cells = (
            row.folio,
            row.title,
            row.lead,
            row.state_label,
            row.due_text,
            row.light.name.spanish,
            row.accepted_text,
        )
        table.add_row(*(str(cell) for cell in cells))
    Console().print(table)
    say(
        f"{len(found)} asuntos." if len(found) < limit else f"Los primeros {limit}; use --limit para ver más."
    )


def print_one(username: str, folio: str, *, as_json: bool) -> None:
    """Print one matter; reading a restricted one is written down, and needs a person.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
        NotAllowed: restricted, and nobody was named.
    """
    actor, today = reader(username), clock.today()
    matter = queries.get_by_folio(actor, folio)
    if Reserve(matter.reserve).is_restricted:
        if not username:
            message = (
                "Es un asunto restringido: su consulta queda registrada. Diga quién lo lee con --as USUARIO."
            )
            raise NotAllowed("cli.restricted", message)
        note_reading(actor, "followup.matter", matter.pk, matter.folio, DOOR, clock.now())
    facts = _detail(matter, queries.matter_detail(actor, matter.pk, today))
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    table = Table(show_header=False, title=f"{matter.folio} · {matter.title}")
    for name, label in LABELS.items():
        value = facts[name]
        text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        table.add_row(label, text)
    console = Console()
    console.print(table)
    for line in facts["log"]:
        console.print(f"{line['at']}  {line['move']}  {line['text']}", markup=False, highlight=False)


def _facts(row: MatterRow) -> dict[str, Any]:
    return {
        "folio": row.folio,
        "title": row.title,
        "kind": row.kind_label,
        "state": row.state,
        "lead": row.lead,
        "issued_on": row.issued_on.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        "light": row.light.name.value,
        "reported": row.reported_text,
        "accepted": row.accepted_text,
        "confidence": row.confidence,
        "body": row.body,
    }


def _detail(matter: Matter, detail: queries.MatterDetail) -> dict[str, Any]:
    return {
        "folio": matter.folio,
        "title": matter.title,
        "text": matter.text,
        "kind": matter.kind,
        "state": matter.state,
        "light": detail.light.name.value,
        "lead": matter.lead.acronym,
        "participants": [one.unit.acronym for one in detail.participants],
        "issued_on": matter.issued_on,
        "term": matter.term_text,
        "due": matter.due,
        "original_due": matter.original_due,
        "extensions": matter.extension_count,
        "means_of_verification": matter.means_of_verification,
        "reported_percent": matter.reported_percent,
        "accepted_percent": matter.accepted_percent,
        "confidence": matter.confidence,
        "closed_on": matter.closed_on,
        "log": [{"at": line.at.isoformat(), "move": line.move, "text": line.text} for line in detail.log],
    }
