"""Who is called without a seat: what is written of them, and what is never taken. Pure."""

import re
from dataclasses import dataclass

from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.rules.typed import clean_line

NAME, POST, AGENCY, MAIL = 160, 120, 120, 254
"""Letters each datum admits."""
MOST = 200
"""Guests a session admits."""
_MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,63}")
_TITLE_OF_A_LINE = 200


@dataclass(frozen=True, slots=True)
class GuestGiven:
    """Somebody called without a seat.

    Attributes:
        mail: where they are written to; empty: they are told by another way.
        point_id: for which point alone; None: for the whole session.
    """

    name: str
    title: str = ""
    agency: str = ""
    mail: str = ""
    point_id: int | None = None


def clean_guest(given: GuestGiven) -> GuestGiven:
    r"""Return the guest fit to store: each datum one line, the mail in lower case.

    Raises:
        BadInput: no name, one too long, or a mail that cannot be one.

    Example:
        >>> clean_guest(GuestGiven("Elsa\r\nBcc: otra@x.mx", mail=" Elsa@UNAM.mx ")).name
        'Elsa Bcc: otra@x.mx'
    """
    name = clean_line(given.name, NAME, "Nombre")
    if not name:
        raise BadInput("guest.no_name", "Escriba el nombre del invitado. No se registró nada.")
    mail = clean_line(given.mail, MAIL, "Correo").lower()
    if mail and not _MAIL.fullmatch(mail):
        raise BadInput(
            "guest.bad_mail",
            f"«{mail[:60]}» no es un correo. No se registró nada; corríjalo, o déjelo vacío si se le avisa por otra vía.",
        )
    title, agency = clean_line(given.title, POST, "Cargo"), clean_line(given.agency, AGENCY, "Dependencia")
    return GuestGiven(name, title, agency, mail, given.point_id)


def post_of(title: str, agency: str) -> str:
    """Return a post with its agency, as lists and minutes say it; the agency goes when both do not fit.

    Example:
        >>> post_of("Rectora", "Universidad de Sonora"), post_of("", "UNAM")
        ('Rectora, Universidad de Sonora', 'UNAM')
    """
    both = ", ".join(part for part in (title, agency) if part)
    return both if len(both) <= _TITLE_OF_A_LINE else title
