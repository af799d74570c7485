"""The work of ``minutes extract``: no database and no settings; one bad file never spoils the others."""

import errno
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gabinete.delivery.cli.progress import counting
from gabinete.foundation.documents.reading import read_text
from gabinete.foundation.org.directory import Directory
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet.extraction import Draft, extract
from gabinete.office.cabinet.extraction import export as exported

REASONS = {
    errno.ENOENT: "no existe",
    errno.EISDIR: "es una carpeta",
    errno.EACCES: "no tiene permiso de leerlo",
    errno.ENAMETOOLONG: "su nombre es demasiado largo",
}
NO_SENSE = "No se pudo leer este archivo; los demás se leyeron. Revise que sea una minuta y no esté dañado."


@dataclass(frozen=True)
class Result:
    """What came out of one file: its drafts, or the sentence that says why not."""

    file: str
    drafts: list[Draft] = field(default_factory=list)
    notes: Sequence[str] = ()
    error: str = ""


def extract_all(files: list[Path], session: date | None) -> list[Result]:
    """Return a result a file, in their order."""
    directory = Directory.load()
    results = []
    with counting("Minutas leídas") as progress:
        for done, file in enumerate(files, start=1):
            results.append(_one(file, session, directory))
            progress(done)
    return results


def _one(file: Path, session: date | None, directory: Directory) -> Result:
    try:
        read = read_text(file)
        drafts = extract(read.text, session_date=session, directory=directory)
    except GabineteError as refusal:
        return Result(str(file), error=refusal.message)
    except OSError as error:
        return Result(
            str(file), error=f"No se pudo abrir: {REASONS.get(error.errno or 0, error.strerror or error)}."
        )
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes, it is said and the others go on
        return Result(str(file), error=f"{NO_SENSE} ({type(error).__name__})")
    return Result(str(file), drafts, read.notes)


def as_json(results: list[Result]) -> str:
    """Return one object for one file; for several, a list with one object a file, each with its ``file``."""
    several = len(results) > 1
    objects = [_object(result, several=several) for result in results]
    return json.dumps(objects if several else objects[0], ensure_ascii=False, indent=1) + "\n"


def _object(result: Result, *, several: bool) -> dict[str, Any]:
    if result.error:
        return {"file": result.file, "error": result.error}
    return exported.as_json(result.file if several else None, result.drafts)


def as_text(results: list[Result]) -> str:
    """Return the drafts for people."""
    lines: list[str] = []
    for result in results:
        if result.error:
            continue
        lines += [
            f"{result.file}: {len(result.drafts)} acuerdos",
            *(f"  Nota: {note}" for note in result.notes),
        ]
        for number, draft in enumerate(result.drafts, start=1):
            who = ", ".join(draft.units or draft.responsible) or "sin responsable"
            when = draft.due.isoformat() if draft.due else draft.due_text or "sin plazo"
            lines += [f"{number:>3}. {draft.text}", f"     {who} · {when} · confianza {draft.confidence:.0%}"]
            lines += [f"     ! {warning}" for warning in draft.warnings]
        lines.append("")
    return "\n".join(lines)
