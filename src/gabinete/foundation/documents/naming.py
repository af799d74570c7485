"""File names as they may be kept and shown: no paths, no control or direction marks, never too long. No Django."""

import unicodedata
from pathlib import PurePosixPath

NAME_LIMIT = 240
"""Longest name kept, in characters, extension included."""
_LONGEST_SUFFIX = 12
NAMELESS = "archivo"


def clean_name(name: str) -> str:
    r"""Return the name without what could mislead a person or a disk.

    Paths, control characters and invisible direction marks go; quotes, accents and emoji stay, because they are
    harmless once the response header is encoded.

    Example:
        >>> clean_name("../../etc/passwd"), clean_name("C:\\actas\\acta\u202efdp.exe")
        ('passwd', 'actafdp.exe')
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if c in "\t\r\n" else c for c in text if c in "\t\r\n" or not _is_invisible(c))
    last = text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    tidy = " ".join(last.split()).strip(" .") if last.strip(" .") else ""
    return _shortened(tidy or NAMELESS)


def suffix_of(name: str) -> str:
    """Return the extension in lower case without the dot; empty when there is none."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _is_invisible(char: str) -> bool:
    """Return whether the character has no shape of its own (categories C*: control, format, private, unassigned)."""
    return unicodedata.category(char).startswith("C")


def _shortened(name: str) -> str:
    if len(name) <= NAME_LIMIT:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix) > _LONGEST_SUFFIX:
        suffix = ""
    return name[: NAME_LIMIT - len(suffix)].rstrip() + suffix
