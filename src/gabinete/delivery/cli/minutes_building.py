"""The work of ``minutes build``. Loaded once Django is ready."""

from dataclasses import dataclass
from pathlib import Path

from gabinete.delivery.cli.people import person
from gabinete.foundation.documents.vault import open_content
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.queries import session_called


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the minutes: where, in which format, and why another version."""

    out: Path
    kind: str
    reason: str = ""


def build(session: str, wanted: Wanted, username: str) -> str:
    """Build the minutes of a session as a person, write them and say which version they are.

    Raises:
        BadInput: the file cannot be written, or a reason is missing.
        NotFound: there is no such session for this person.
        NotAllowed: this person does not run it.
        IllegalMove: the session was not held, or a point has no outcome.
    """
    actor = person(username)
    built = build_version(actor, session_called(actor, session).pk, wanted.reason, clock.now())
    version = built.version
    paper = version.pdf if wanted.kind == "pdf" else version.docx
    try:
        with open_content(paper.sha256, paper.name) as content:
            wanted.out.write_bytes(content.read())
    except OSError as error:
        raise BadInput(
            "cli.file",
            f"No se pudo escribir «{wanted.out}» ({error.strerror}). La versión {version.number} sí quedó en el sistema.",
        ) from error
    same = " (nada cambió desde que se armó)" if built.already else ""
    return f"Versión {version.number}{same} en {wanted.out}."
