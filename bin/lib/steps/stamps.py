"""Stamps: what was done, for which input. Written last, so that an interrupted step is done again."""

import hashlib
from pathlib import Path


def digest(*parts: str | Path) -> str:
    """Return a hash of texts and of the contents of files (a missing file counts as empty)."""
    total = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else _content(part)
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def matches(stamp: Path, wanted: str) -> bool:
    """Return whether the stamp says that this very input was processed to the end."""
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False


def write(stamp: Path, value: str) -> None:
    """Write the stamp in one piece."""
    draft = stamp.with_name(stamp.name + ".tmp")
    draft.write_text(value)
    draft.replace(stamp)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
