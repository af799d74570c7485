"""What the command line may ask of this package."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from gabinete.kernel.errors import BadInput
from gabinete.office.reports.actions import Order, issue, print_report
from gabinete.office.reports.printing import FORMATS, Format
from gabinete.office.reports.scope import parse_scope


def situation_report(
    as_of: date,
    scope: str,
    kind: str,
    out: Path,
    *,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> str:
    """Write the situation report to a file and return its reference.

    Args:
        kind: ``pdf``, ``docx`` or ``xlsx``.
        progress: called with the number of matters read or rows written so far.

    Raises:
        BadInput: when the format is unknown, the day has not come or the file cannot be written.
    """
    chosen: Format | None = next((f for f in FORMATS if f == kind), None)
    if chosen is None:
        raise BadInput(
            "reports.format", f"No se conoce el formato «{kind}». No se emitió nada: use pdf, docx o xlsx."
        )
    issued = issue(None, Order(parse_scope(scope), as_of), now=now, progress=progress)
    content = print_report(issued, chosen, now=now, progress=progress)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput(
            "reports.out",
            f"No se pudo escribir «{out}» ({error.strerror}). El informe quedó registrado como {issued.report.reference}: repita con otra ruta.",
        ) from error
    return issued.report.reference
