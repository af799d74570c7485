"""What ``minutes sign`` and ``minutes verify`` do, with files only: no database, no network."""

import getpass
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from gabinete.delivery.cli import ground
from gabinete.foundation.signing.certificates import LIMIT as SMALL
from gabinete.foundation.signing.keys import opened
from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.papers import LIMIT
from gabinete.foundation.signing.secret import Secret
from gabinete.foundation.signing.stamping import free_place, places_of, sign_pdf
from gabinete.foundation.signing.trust import configured_trust, folders
from gabinete.foundation.signing.verdicts import Report
from gabinete.foundation.signing.verifying import verify_pdf
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import short_date

PASSWORD = "GABINETE_EFIRMA_PASSWORD"  # noqa: S105 - the name of a variable


_WHY = {
    FileNotFoundError: "no existe",
    IsADirectoryError: "es una carpeta",
    PermissionError: "esta cuenta no tiene permiso de leerlo",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked on the command line; ``place`` 0 is the first free one."""

    file: Path
    cer: Path
    key: Path
    out: Path | None
    place: int
    title: str


def sign(order: Order) -> None:
    """Sign a file into another.

    Raises:
        BadInput: a file that is missing or is not what it should be; nothing is written.
        RuleBroken: a certificate that cannot sign.
    """
    out = order.out or order.file.with_name(f"{order.file.stem}-firmado.pdf")
    if out.exists():
        raise BadInput(
            "cli.exists", f"«{out}» ya existe y no se tocó. Diga otro con --out. No se firmó nada."
        )
    pdf, cer = _content(order.file, LIMIT), _content(order.cer, SMALL)
    key, now = Secret(_content(order.key, SMALL)), clock.now()
    number = order.place or free_place(pdf) or 1
    total = max(places_of(pdf), number)
    with opened(cer, key, _password(), now=now) as signer:
        holder = signer.certificate
        place = Place(number, total, holder.name, order.title)
        fonts = ground.home() / "fonts"
        signed = sign_pdf(pdf, signer, place, reference=order.file.name, now=now, fonts=fonts)
    out.write_bytes(signed)
    ground.say(
        f"Firmado como {holder.name}, RFC {holder.rfc}, certificado {holder.serial}, lugar {number} de {total}."
    )
    sys.stdout.write(f"{out}\n")


def verify(file: Path, *, as_json: bool) -> bool:
    """Print what may be concluded of a file, and return whether it may be trusted.

    Raises:
        BadInput: the file is missing or is not a PDF that can be read.
    """
    home = ground.home()
    report = verify_pdf(_content(file, LIMIT), configured_trust(home), clock.now())
    if as_json:
        sys.stdout.write(
            json.dumps({"file": str(file), **report.as_data()}, ensure_ascii=False, indent=1) + "\n"
        )
    else:
        sys.stdout.write("\n".join(_lines(report)) + "\n")
    for problem in report.problems:
        ground.say(f"En {folders(home)[0].parent}: {problem}.")
    return report.is_trusted


def _lines(report: Report) -> list[str]:
    lines = [report.label.upper(), *report.reasons]
    for one in report.signatures:
        at = one.signed_at.astimezone(clock.OFFICE_ZONE) if one.signed_at else None
        when = f"{short_date(at.date())}, {at:%H:%M:%S}" if at else "sin hora"
        lines += [
            f"{one.order}. {one.label}: {one.name or 'sin nombre'}, RFC {one.rfc or 'sin RFC'}, {when}",
            f"   Certificado {one.serial}, de {one.issuer}",
            f"   {'Cubre el documento completo.' if one.whole else one.later or 'No cubre el documento.'}",
            *(f"   ✗ {reason}" for reason in one.reasons),
            *(f"   · {note}" for note in one.notes),
        ]
    lines += [f"Falta: {place}" for place in report.waiting]
    return [*lines, f"SHA-256 {report.sha256}"]


def _content(path: Path, limit: int) -> bytes:
    """Return a file, read up to a byte past its limit so that whoever takes it can say it is too big."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        reason = _WHY.get(type(error), "no se pudo abrir")
        raise BadInput("cli.file", f"No se pudo leer «{path}»: {reason}. No se hizo nada.") from error


def _password() -> Secret:
    given = os.environ.pop(PASSWORD, None)
    return Secret(given if given is not None else getpass.getpass("Contraseña de la llave (no se muestra): "))
