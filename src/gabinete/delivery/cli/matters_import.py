"""``matters import``: a table of duties becomes matters, all of them or none. Loaded once Django is ready."""

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from gabinete.delivery.cli.ground import say
from gabinete.delivery.cli.people import person
from gabinete.delivery.cli.progress import counting
from gabinete.delivery.cli.tables import Row, folded, read_table
from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.directory import Directory
from gabinete.foundation.org.models import Unit
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError
from gabinete.kernel.terms import Term, TermUnit
from gabinete.office.followup.actions import notify, register
from gabinete.office.followup.models import MatterKind, OriginKind
from gabinete.office.followup.orders import NewMatter, Origin

COLUMNS = {
    "folio": ("folio", "clave", "no de acuerdo", "numero de acuerdo"),
    "text": ("texto", "acuerdo", "descripción", "instrucción", "compromiso", "asunto"),
    "title": ("síntesis", "título", "resumen"),
    "kind": ("clase", "tipo"),
    "lead": ("responsable", "dependencia", "dependencia responsable", "unidad responsable", "unidad"),
    "issued_on": ("emisión", "fecha de emisión", "fecha", "fecha del acuerdo", "fecha de la sesión"),
    "term": ("vence", "plazo", "fecha compromiso", "fecha límite", "vencimiento", "término"),
    "means": ("medio de verificación", "verificación", "evidencia", "entregable", "se dará por cumplido con"),
    "ordered_by": ("ordena", "quién ordena", "instruye"),
    "origin": ("origen", "procedencia"),
}
KINDS = {
    "acuerdo": MatterKind.AGREEMENT,
    "instruccion": MatterKind.INSTRUCTION,
    "compromiso": MatterKind.COMMITMENT,
    "encargo": MatterKind.ERRAND,
}
DATE_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
)
TERM_FORM = re.compile(r"(?P<n>\d{1,4}) ?(?P<what>dias? habil(?:es)?|dias? naturales|dias?|mes(?:es)?)")
UNITS = {"mes": TermUnit.MONTHS, "meses": TermUnit.MONTHS}
NAMESPACE = uuid.UUID("3f0c6a52-6d0f-4d0e-9a52-0d8a4f4c7a11")
SHOWN_ERRORS = 20


@dataclass(frozen=True)
class Wishes:
    """How to import.

    Attributes:
        means: the means of verification of the rows that bring none.
        notify: also tell the agencies, so that the terms run.
        dry: only say what is wrong.
    """

    means: str = ""
    notify: bool = False
    dry: bool = False


def bring_in(path: Path, username: str, wishes: Wishes) -> int:
    """Register every row of the table as a matter and return how many; repeating the same file adds none.

    Raises:
        BadInput: some rows cannot be taken; each is named with its number, and nothing was written.
        NotAllowed: this person may not register.
    """
    actor = person(username)
    rows = read_table(path, COLUMNS, ("text", "lead"))
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    reader = _Reader(mark, wishes.means)
    matters, errors = _read_all(rows, reader.matter_of)
    if errors:
        _refuse(errors, len(rows))
    if not wishes.dry:
        _write_all(actor, matters, wishes)
    return len(matters)


def _read_all(
    rows: list[Row], read: Callable[[Row], NewMatter]
) -> tuple[list[tuple[int, NewMatter]], list[str]]:
    matters, errors = [], []
    for row in rows:
        try:
            matters.append((row.number, read(row)))
        except GabineteError as refusal:
            errors.append(f"renglón {row.number}: {refusal.message}")
    return matters, errors


def _write_all(actor: Actor, matters: list[tuple[int, NewMatter]], wishes: Wishes) -> None:
    now = clock.now()
    with counting("Asuntos") as progress, transaction.atomic():
        for done, (number, new) in enumerate(matters, start=1):
            try:
                matter = register(actor, new, now)
                if wishes.notify and matter.notified_at is None:
                    notify(actor, matter.pk, version=matter.version, now=now)
            except GabineteError as refusal:
                _refuse([f"renglón {number}: {refusal.message}"], len(matters))
            progress(done)


def _refuse(errors: list[str], total: int) -> None:
    for line in errors[:SHOWN_ERRORS]:
        say(line)
    if len(errors) > SHOWN_ERRORS:
        say(f"… y {len(errors) - SHOWN_ERRORS} renglones más.")
    message = (
        f"{len(errors)} de {total} renglones no se pueden tomar. No se registró ninguno; corríjalos y repita."
    )
    raise BadInput("matters.import", message)


class _Reader:
    """Understands the cells of a row."""

    def __init__(self, mark: str, means: str) -> None:
        self.mark = mark
        self.means = means
        self.directory = Directory.load()
        self.units = dict(Unit.objects.filter(valid_until__isnull=True).values_list("acronym", "pk"))

    def matter_of(self, row: Row) -> NewMatter:
        """Return the matter a row describes.

        Raises:
            BadInput: a cell cannot be understood or one is missing.
        """
        cells = row.cells
        text = str(cells.get("text", ""))
        means = str(cells.get("means", "")) or self.means
        if not text:
            raise BadInput("matters.import", "falta el texto.")
        if not means:
            raise BadInput(
                "matters.import", "falta el medio de verificación (columna, o --means para todos)."
            )
        term_text = "" if isinstance(cells.get("term"), date) else str(cells.get("term", ""))
        return NewMatter(
            kind=_kind(str(cells.get("kind", "acuerdo"))),
            text=text,
            title=str(cells.get("title", "")),
            issued_on=day_of(cells["issued_on"]) if "issued_on" in cells else clock.today(),
            lead_id=self._unit(str(cells.get("lead", ""))),
            means=means,
            origin=Origin(
                OriginKind.LETTER,
                str(cells.get("origin", "Importación")),
                ordered_by=str(cells.get("ordered_by", "")),
            ),
            term=term_of(cells["term"]) if "term" in cells else Term.none(),
            term_text=term_text,
            folio=str(cells.get("folio", "")).upper(),
            once=uuid.uuid5(NAMESPACE, f"{self.mark}:{row.number}"),
        )

    def _unit(self, written: str) -> int:
        acronym = written.upper()
        if acronym not in self.units:
            named = self.directory.match(written)
            acronym = named[0].acronym if named else ""
        if acronym not in self.units:
            raise BadInput("matters.import", f"no se reconoce la unidad «{written}».")
        return self.units[acronym]


def _kind(written: str) -> str:
    kind = KINDS.get(folded(written))
    if kind is None:
        raise BadInput(
            "matters.import", f"no existe la clase «{written}» (acuerdo, instrucción, compromiso o encargo)."
        )
    return kind


def day_of(value: str | date) -> date:
    """Return the day of a cell: a date, or text as ``2026-03-31`` or ``31/03/2026``.

    Raises:
        BadInput: it is none of these, or no such day exists.
    """
    if isinstance(value, date):
        return value
    for form in DATE_FORMS:
        if hit := form.fullmatch(value.strip()):
            try:
                return date(int(hit["y"]), int(hit["m"]), int(hit["d"]))
            except ValueError:
                break
    raise BadInput("matters.import", f"«{value}» no es una fecha (AAAA-MM-DD o DD/MM/AAAA).")


def term_of(value: str | date) -> Term:
    """Return the term of a cell: a date, «15 días hábiles», «30 días», «2 meses» or «sin plazo».

    Raises:
        BadInput: it is none of these.
    """
    if isinstance(value, str):
        words = folded(value)
        if words in {"sin plazo", "permanente", "no aplica", "na"}:
            return Term.none()
        if hit := TERM_FORM.fullmatch(words):
            business = "habil" in hit["what"]
            unit = TermUnit.BUSINESS if business else UNITS.get(hit["what"], TermUnit.CALENDAR)
            return Term(int(hit["n"]), unit)
    return Term(0, TermUnit.FIXED, day_of(value))
