"""What people type, made fit to store."""

import unicodedata

from gabinete.kernel.errors import BadInput
from gabinete.kernel.folio import SESSION_FOLIO

CODE_LIMIT = 12


def clean_line(text: str, limit: int, label: str) -> str:
    """Return one line of what a person typed, without invisible marks.

    Raises:
        BadInput: longer than the limit.
    """
    line = " ".join(clean_text(text).split())
    if len(line) > limit:
        raise BadInput(
            "cabinet.too_long",
            f"«{label}» lleva {len(line)} caracteres y admite {limit}. No se guardó nada; acórtelo y envíelo de nuevo.",
        )
    return line


def clean_text(text: str) -> str:
    """Return several lines without control or direction marks, which neither print nor store well."""
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        c for c in kept if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}
    ).strip()


def body_code(text: str) -> str:
    """Return the code of a body in capitals, fit to begin a folio.

    Raises:
        BadInput: it could not be read back from a folio.
    """
    code = "".join(text.split()).upper()
    if not 1 <= len(code) <= CODE_LIMIT or not SESSION_FOLIO.matches(f"{code}/2026/01-01"):
        raise BadInput(
            "body.code",
            f"«{text[:30]}» no sirve de clave: use de 1 a {CODE_LIMIT} letras mayúsculas, números o guiones (GL, GE-SEG). "
            "No se guardó nada; corríjala y envíe de nuevo.",
        )
    return code
