"""Letters as calendar programs send them, and as nobody should."""

from email.message import EmailMessage

UID = "1b2c@gabinete.ejemplo.invalid"


def reply_calendar(**given: str) -> str:
    told = {
        "method": "REPLY", "uid": UID, "sequence": "1", "partstat": "ACCEPTED", "attendee": "rosa@ejemplo.invalid",
        "stamp": "20261120T170000Z", "more": "",
    } | given  # fmt: skip
    sequence = f"SEQUENCE:{told['sequence']}\r\n" if told["sequence"] else ""
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Otro//ES\r\n"
        f"METHOD:{told['method']}\r\nBEGIN:VEVENT\r\nUID:{told['uid']}\r\n{sequence}"
        f"DTSTAMP:{told['stamp']}\r\nDTSTART:20261203T170000Z\r\n"
        f"ATTENDEE;PARTSTAT={told['partstat']}:mailto:{told['attendee']}\r\n{told['more']}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def letter(
    calendar: str | None = None,
    sender: str = "Rosa <rosa@ejemplo.invalid>",
    message_id: str = "<uno@ejemplo.invalid>",
    **headers: str,
) -> EmailMessage:
    """Return a letter that answers; ``calendar`` None is the usual reply."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        sender,
        "convocatorias@oficina.invalid",
        "Aceptada: 1.ª sesión",
    )
    if message_id:
        made["Message-ID"] = message_id
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("Aceptada.")
    made.add_alternative(calendar if calendar is not None else reply_calendar(), subtype="calendar")
    made.get_payload()[-1].set_param("method", "REPLY")  # type: ignore[union-attr,index]
    return made
