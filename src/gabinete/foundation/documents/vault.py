"""The bytes on disk, each file under the name of its own hash. No Django but the setting of where.

A file is complete on disk before any row names it: a crash between the two leaves an orphan, which harms nobody.
"""

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from gabinete.kernel.errors import BadInput, GabineteError, NotFound

CHUNK = 1024 * 256
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MEGABYTE = 1024 * 1024


class NoRoom(GabineteError):  # noqa: N818 - named like the other refusals
    """The disk where files are kept is full."""

    status = 507


class Readable(Protocol):
    """Anything that gives bytes: an upload, an open file, a buffer."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes; empty at the end."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file received but not yet kept.

    Attributes:
        path: temporary file on the same disk as the vault.
        sha256: of its content, in hexadecimal.
        size: bytes.
    """

    path: Path
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Return where the content with this hash is, or would be, kept."""
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / sha256[2:4] / sha256


def open_content(sha256: str, name: str) -> IO[bytes]:
    """Return the content opened for reading.

    Raises:
        NotFound: the row is there but the file is not (a restore without the documents folder).
    """
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise NotFound(
            "document.missing",
            f"El archivo «{name}» está registrado, pero no se encuentra en el almacén. No se perdió el registro; "
            "avise a la administración técnica para que lo restaure del respaldo.",
        ) from error


@contextlib.contextmanager
def receive(source: Readable, name: str, limit: int) -> Iterator[Incoming]:
    """Write what arrives to a temporary file that is gone afterwards unless ``keep`` took it.

    Args:
        source: read to its end, never more than ``limit`` bytes.
        name: for messages.
        limit: bytes.

    Raises:
        BadInput: larger than the limit.
        NoRoom: the disk is full; nothing is left behind.
    """
    with _room(name):
        folder = Path(settings.DOCUMENTS_ROOT) / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, raw = tempfile.mkstemp(dir=folder)
    path = Path(raw)
    try:
        with _room(name):
            digest, size = _copied(source, handle, name, limit)
        yield Incoming(path, digest, size)
    finally:
        path.unlink(missing_ok=True)


def keep(incoming: Incoming, name: str) -> Path:
    """Put a received file in its place, or drop it when the same content is there already.

    Raises:
        NoRoom: the disk is full; nothing is left behind.
    """
    target = path_of(incoming.sha256)
    if target.is_file() and target.stat().st_size == incoming.size:
        return target
    with _room(name):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        incoming.path.replace(target)
        _sync_folder(target.parent)
    return target


def _copied(source: Readable, handle: int, name: str, limit: int) -> tuple[str, int]:
    """Copy to the open descriptor, hashing on the way, and return hash and size."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise BadInput(
                    "document.too_big",
                    f"«{name}» pesa más de {limit // _MEGABYTE} MB, que es lo más que se recibe. No se guardó nada; "
                    "divídalo o redúzcalo y vuelva a enviarlo.",
                    limit=limit,
                )
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _room(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise NoRoom(
            "document.no_room",
            f"No hay espacio en el disco para guardar «{name}». No se guardó nada ni se cambió lo que ya estaba; "
            "avise a la administración técnica y vuelva a intentarlo.",
        ) from error
