"""One file with everything a lost machine needs: database, documents, anchors of the audit and keys.

A plain tar: ``manifest.json`` (version and SHA-256 of each member) first, then the members. It is checked whole before
anything of the present is touched.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from gabinete.foundation.postgres.binaries import our_major
from gabinete.foundation.postgres.cluster import Cluster
from gabinete.foundation.postgres.dump import backup, restore
from gabinete.foundation.postgres.layout import require_room
from gabinete.foundation.postgres.passwords import write_secret
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput

FORMAT = "gabinete-backup-1"
MANIFEST = "manifest.json"
DATABASE = "database.dump"
FOLDERS = ("documents", "anchors")
KEYS = ("secrets/django.key", "secrets/seal.key")
CHUNK = 1024 * 1024


def write(cluster: Cluster, path: Path, home: Path, *, keys: bool) -> int:
    """Write the archive in one piece and return its size in bytes.

    Raises:
        PostgresFault: the database could not be saved; no file is left.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            dump = Path(folder) / DATABASE
            backup(cluster, dump)
            members = {DATABASE: dump, **_files(home, keys=keys)}
            _pack(draft, members)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def places(home: Path) -> dict[str, Path]:
    """Return where each folder of the archive lives: in the home, unless the office set it apart."""
    apart = {"documents": os.environ.get("GABINETE_DOCUMENTS"), "anchors": os.environ.get("GABINETE_ANCHORS")}
    return {folder: Path(place) if place else home / folder for folder, place in apart.items()}


def check(path: Path) -> dict[str, str]:
    """Return the members and their hashes, after reading the whole archive.

    Raises:
        BadInput: it is not one of ours, or it is damaged.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            manifest = _manifest(archive)
            for name, wanted in manifest.items():
                _require_safe(name)
                member = archive.extractfile(name)
                if member is None or _digest(member) != wanted:
                    raise BadInput("backup.damaged", f"El respaldo está dañado en «{name}». No se tocó nada.")
    except (OSError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        message = f"{path} no es un respaldo de Gabinete, o está incompleto. No se tocó nada."
        raise BadInput("backup.not_ours", message) from error
    return manifest


def read(cluster: Cluster, path: Path, home: Path) -> str | None:
    """Bring everything back; return the name of the database that keeps what was there, if any.

    Documents are named by their content, so those of now stay beside those that come back.

    Raises:
        BadInput: damaged; nothing was touched.
        PostgresFault: the database could not be restored and is as it was.
    """
    manifest = check(path)
    require_room(home, 64 + 3 * path.stat().st_size // 1_000_000)
    with tempfile.TemporaryDirectory(dir=home) as folder, tarfile.open(path, "r:") as archive:
        for name in manifest:
            _unpack(archive, name, Path(folder) / name)
        kept = restore(cluster, Path(folder) / DATABASE)
        for name in manifest.keys() - {DATABASE}:
            target = _target(home, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if name in KEYS:
                write_secret(target, (Path(folder) / name).read_text(encoding="utf-8"))
            else:
                shutil.move(Path(folder) / name, target)
    return kept


def _target(home: Path, name: str) -> Path:
    folder, _, rest = name.partition("/")
    place = places(home).get(folder)
    return place / rest if place else home / name


def _unpack(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Write one member, by its content alone: the early 3.11 versions do not filter what else a member may say."""
    content = archive.extractfile(name)
    if content is None:
        raise BadInput("backup.not_ours", f"«{name}» no es un archivo dentro del respaldo. No se tocó nada.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _files(home: Path, *, keys: bool) -> dict[str, Path]:
    found = {
        f"{folder}/{path.relative_to(place).as_posix()}": path
        for folder, place in places(home).items()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }
    if keys:
        found |= {name: home / name for name in KEYS if (home / name).is_file()}
    return found


def _pack(draft: Path, members: dict[str, Path]) -> None:
    hashes = {}
    for name, path in members.items():
        with path.open("rb") as file:
            hashes[name] = _digest(file)
    facts = {"format": FORMAT, "postgres": our_major(), "made": clock.now().isoformat(), "members": hashes}
    text = json.dumps(facts, indent=1, ensure_ascii=False).encode()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as output, tarfile.open(fileobj=output, mode="w:") as archive:
        header = tarfile.TarInfo(MANIFEST)
        header.size, header.mode = len(text), 0o600
        archive.addfile(header, BytesIO(text))
        for name, path in members.items():
            archive.add(path, arcname=name, recursive=False)


def _manifest(archive: tarfile.TarFile) -> dict[str, str]:
    member = archive.extractfile(MANIFEST)
    facts = json.loads(member.read()) if member else {}
    if facts.get("format") != FORMAT or DATABASE not in facts["members"]:
        raise ValueError(MANIFEST)
    members: dict[str, str] = facts["members"]
    return members


def _require_safe(name: str) -> None:
    parts = PurePosixPath(name).parts
    known = name == DATABASE or name in KEYS or (len(parts) > 1 and parts[0] in FOLDERS)
    if not known or ".." in parts:
        raise ValueError(name)


def _digest(file: IO[bytes]) -> str:
    total = hashlib.sha256()
    while chunk := file.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()
