"""``matters import``: a table of duties becomes matters, all of them or none. Loaded once Django is ready."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from django.db import transaction

from gabinete.delivery.cli.ground import say
from gabinete.delivery.cli.people import person
from gabinete.delivery.cli.progress import counting
from gabinete.foundation.access.people import Actor
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError, NotAllowed
from gabinete.kernel.words import listed, plural
from gabinete.office.followup.actions import check_orders, notify_many, register_many
from gabinete.office.followup.exchange import Defaults, ImportPreview, ImportRow, Table, preview, read_table
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import NewMatter
from gabinete.office.followup.states import REGISTERED

Result = TypeVar("Result")
SHOWN = 20
"""Lines of errors and of warnings that are printed; those beyond are counted."""
SHOWN_ROWS = 8


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


@dataclass(frozen=True)
class Brought:
    """What came of a table.

    Attributes:
        rows: how many can be registered, or were, now or before.
        new: how many matters were registered now; ``None`` when the table was only looked at.
        notified: how many were notified now; ``None`` when nobody asked for it.
    """

    rows: int
    new: int | None = None
    notified: int | None = None

    @property
    def spanish(self) -> str:
        """Return it in a line."""
        if self.new is None:
            return (
                f"{plural(self.rows, 'asunto se puede', 'asuntos se pueden')} registrar. No se escribió nada."
            )
        before = self.rows - self.new
        said = plural(self.new, "asunto registrado", "asuntos registrados")
        if before:
            said += f"; {plural(before, 'ya lo estaba', 'ya lo estaban')} por este mismo archivo"
        if self.notified is not None:
            said += f"; {plural(self.notified, 'notificado', 'notificados')}"
        return f"{said}."


def bring_in(path: Path, username: str, wishes: Wishes) -> Brought:
    """Register every row of the table as a matter; repeating the same file adds none.

    Raises:
        BadInput: some rows cannot be taken; each is named with its number, and nothing was written.
        NotAllowed: this person may not register.
    """
    actor = person(username)
    looked = _looked(path, wishes.means)
    failed = looked.failed
    if failed:
        _refuse(failed, len(looked.rows))
    _warn(looked.rows)
    if wishes.dry:
        _named(looked, lambda: check_orders(actor, looked.orders))
        return Brought(len(looked.rows))
    return _write(actor, looked, notify=wishes.notify)


def _looked(path: Path, means: str) -> ImportPreview:
    """Read the table and say what it is that was not read as it stands."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"No se pudo abrir «{path}» ({error.strerror}). No se hizo nada."
        raise BadInput("matters.import", message) from error
    table = read_table(content, path.name)
    _present(table)
    mark = hashlib.sha256(content).hexdigest()
    return preview(table, Defaults(clock.today(), means=means, source=path.name, mark=mark))


def _write(actor: Actor, looked: ImportPreview, *, notify: bool) -> Brought:
    """Write all or nothing, with a line of progress."""
    orders, now = looked.orders, clock.now()
    with transaction.atomic():
        with counting("Asuntos registrados") as progress:
            made = _named(looked, lambda: register_many(actor, orders, now, progress))
        if not notify:
            return Brought(len(orders), len(made))
        with counting("Asuntos notificados") as progress:
            told = notify_many(actor, _waiting(orders), now, progress)
    return Brought(len(orders), len(made), len(told))


def _waiting(orders: list[NewMatter]) -> list[int]:
    """Return the matters of these orders that nobody has notified yet, those of an earlier import too."""
    marks = [new.once for new in orders if new.once]
    found = Matter.objects.filter(log__once__in=marks, state=REGISTERED)
    return list(found.order_by("pk").values_list("pk", flat=True))


def _named(looked: ImportPreview, do: Callable[[], Result]) -> Result:
    """Do something with the orders; what is refused is said of its row of the file."""
    try:
        return do()
    except GabineteError as refusal:
        if "row" not in refusal.data or isinstance(refusal, NotAllowed):
            raise
        row = looked.rows[refusal.data["row"]]
        refusal.message = f"Renglón {row.number}: {refusal.message}"
        raise


def _present(table: Table) -> None:
    for note in table.notes:
        say(note)
    if table.ignored:
        say(f"Estas columnas no se usan: {', '.join(table.ignored)}.")


def _warn(rows: Iterable[ImportRow]) -> None:
    """Say each warning once, with the rows it is about."""
    said: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for warning in row.warnings:
            said[warning].append(row.number)
    for warning, numbers in list(said.items())[:SHOWN]:
        say(f"{_rows_named(numbers)}: {warning}")
    if len(said) > SHOWN:
        say(f"… y {len(said) - SHOWN:,} advertencias más.")


def _rows_named(numbers: list[int]) -> str:
    shown = [str(number) for number in numbers[:SHOWN_ROWS]]
    if len(numbers) > SHOWN_ROWS:
        shown.append(f"{len(numbers) - SHOWN_ROWS:,} más")
    return f"renglón {shown[0]}" if len(numbers) == 1 else f"renglones {listed(shown)}"


def _refuse(failed: list[ImportRow], total: int) -> NoReturn:
    for row in failed[:SHOWN]:
        say(f"renglón {row.number}: {' '.join(row.errors)}")
    if len(failed) > SHOWN:
        say(f"… y {len(failed) - SHOWN:,} renglones más.")
    raise BadInput(
        "matters.import",
        f"{len(failed):,} de {total:,} renglones no se pueden tomar. No se registró ninguno; corríjalos y repita.",
    )
