"""The ways in which a document cannot be read, each with what to do about it."""

from gabinete.kernel.errors import BadInput

INSTALL_OCR = "apt install tesseract-ocr tesseract-ocr-spa poppler-utils"


def too_big(name: str, limit_bytes: int) -> BadInput:
    """Return the refusal of a file over the limit."""
    limit = limit_bytes // (1024 * 1024)
    return BadInput(
        "reading.too_big",
        f"«{name}» pesa más de {limit} MB. No se guardó ni se cambió nada; envíe una versión más ligera o divídala.",
        limit_bytes=limit_bytes,
    )


def empty(name: str) -> BadInput:
    """Return the refusal of a file with nothing to read."""
    return BadInput(
        "reading.empty",
        f"«{name}» está vacío: no tiene texto que leer. No se guardó ni se cambió nada; revise el archivo y envíelo de nuevo.",
    )


def damaged(name: str) -> BadInput:
    """Return the refusal of a truncated or broken file."""
    return BadInput(
        "reading.damaged",
        f"«{name}» está incompleto o dañado y no se pudo leer. No se guardó ni se cambió nada; vuelva a exportarlo y envíelo de nuevo.",
    )


def encrypted(name: str) -> BadInput:
    """Return the refusal of a file with a password."""
    return BadInput(
        "reading.encrypted",
        f"«{name}» está protegido con contraseña. No se guardó ni se cambió nada; guárdelo sin contraseña y envíelo de nuevo.",
    )


def bomb(name: str) -> BadInput:
    """Return the refusal of a file that would explode when opened."""
    return BadInput(
        "reading.bomb",
        f"«{name}» ocuparía demasiado al abrirse y podría detener el sistema. No se guardó ni se cambió nada; envíe una versión más sencilla.",
    )


def unsafe_xml(name: str) -> BadInput:
    """Return the refusal of a file that declares entities or a document type."""
    return BadInput(
        "reading.unsafe",
        f"«{name}» contiene instrucciones que un documento no necesita (entidades externas). No se guardó ni se cambió nada; ábralo, guárdelo como un documento nuevo y envíelo.",
    )


def old_word(name: str) -> BadInput:
    """Return the refusal of the binary format of old Word."""
    return BadInput(
        "reading.old_word",
        f"«{name}» es de una versión antigua de Word (.doc). No se guardó ni se cambió nada; ábralo y guárdelo como .docx.",
    )


def disguised(name: str, really: str) -> BadInput:
    """Return the refusal of a file that is not what its extension says."""
    return BadInput(
        "reading.disguised",
        f"«{name}» no es lo que dice su extensión: su contenido es {really}. No se guardó ni se cambió nada; envíe el original con su extensión correcta.",
    )


def unknown(name: str) -> BadInput:
    """Return the refusal of a kind that is not read."""
    return BadInput(
        "reading.kind",
        f"«{name}» no es un documento que se pueda leer aquí. No se guardó ni se cambió nada; envíe .docx, .odt, .pdf, .txt, .md o la imagen de un documento (.png, .jpg, .tif), o pegue el texto.",
    )


def no_ocr(name: str) -> BadInput:
    """Return the refusal of a scan where nothing recognises text."""
    return BadInput(
        "reading.no_ocr",
        f"«{name}» es una imagen sin texto y este equipo no tiene reconocimiento óptico en español. No se guardó ni se cambió nada; pida que se instale con «{INSTALL_OCR}», o pegue el texto.",
        install=INSTALL_OCR,
    )


def needs_ocr(name: str) -> BadInput:
    """Return the refusal of a scan by who does not read scans now."""
    return BadInput(
        "reading.needs_ocr",
        f"«{name}» es una imagen sin texto y su lectura tarda más. No se guardó ni se cambió nada; súbalo como minuta y se leerá en segundo plano.",
    )


def unreadable_scan(name: str) -> BadInput:
    """Return the refusal of a scan in which no text was recognised."""
    return BadInput(
        "reading.scan",
        f"No se reconoció texto en «{name}». No se guardó ni se cambió nada; digitalícelo a 300 puntos por pulgada, derecho y en blanco y negro, o pegue el texto.",
    )
