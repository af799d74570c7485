"""What people type of names and posts, made fit to store."""

import unicodedata

from gabinete.kernel.errors import BadInput


def one_line(text: str, limit: int, label: str) -> str:
    """Return one line of what a person typed, without invisible marks.

    Raises:
        BadInput: empty, or longer than the limit.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    line = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}).strip()
    if not line:
        raise BadInput("org.empty", f"Escriba «{label}». No se guardó nada.")
    if len(line) > limit:
        raise BadInput(
            "org.too_long",
            f"«{label}» lleva {len(line)} caracteres y admite {limit}. No se guardó nada; acórtelo y envíelo de nuevo.",
        )
    return line
