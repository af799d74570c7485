"""Anchors: the heads of the chain, written to a file outside the database, one signed line a seal.

Whoever may rewrite the database, its superuser included, cannot rewrite this file from there.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BufferedRandom
from pathlib import Path
from typing import Final

from django.conf import settings

from gabinete.foundation.audit.macs import canonical, keyed, same

FILE: Final = "roots.jsonl"
FIRST: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of the file.

    Attributes:
        n: number of the seal; without gaps.
        acts: how many acts the chain holds up to here.
        late: it was not written together with its seal (an interruption, or the file had been cut).
        prev: SHA-256 of the previous line, hexadecimal; zeros in the first.
        mac: HMAC of all the rest, hexadecimal.
    """

    n: int
    at: str
    day: str
    last_act: int
    acts: int
    chain: str
    day_root: str
    key_id: str
    late: bool
    prev: str
    mac: str = ""

    def signed(self) -> "Anchor":
        """Return the same line with its MAC."""
        return Anchor(**{**asdict(self), "mac": self._mac().hex()})

    def is_signed(self) -> bool:
        """Return whether the MAC is ours."""
        try:
            return same(bytes.fromhex(self.mac), self._mac())
        except ValueError:
            return False

    def line(self) -> bytes:
        """Return the line as it is written, without the end of line."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    def _mac(self) -> bytes:
        values = {name: value for name, value in asdict(self).items() if name != "mac"}
        return keyed("gabinete/anchor/1", canonical(*(values[name] for name in sorted(values))))


@dataclass(frozen=True, slots=True)
class Damage:
    """Something wrong in the file itself.

    Attributes:
        line: number of the line, from 1.
        n: the seal it speaks of, when it can still be read.
    """

    line: int
    n: int | None
    text: str


def path() -> Path:
    """Return where the anchors are kept."""
    return Path(settings.ANCHORS_DIR) / FILE


def read() -> tuple[list[Anchor], list[Damage]]:
    """Return the anchors that can be read, and whatever is wrong with the file."""
    anchors: list[Anchor] = []
    damages: list[Damage] = []
    previous = FIRST
    if not path().exists():
        return anchors, damages
    for number, raw in enumerate(path().read_bytes().splitlines(), 1):
        anchor = _parse(raw)
        if anchor is None:
            damages.append(Damage(number, None, "no se puede leer"))
        else:
            anchors.append(anchor)
            damages.extend(Damage(number, anchor.n, text) for text in _faults(anchor, previous))
        previous = hashlib.sha256(raw).hexdigest()
    return anchors, damages


def append(lines: Iterable[Anchor]) -> None:
    """Add signed lines at the end, in order, skipping those already there; on disk when this returns.

    Each line's ``prev`` and ``mac`` are filled here, under a lock, because they depend on the line before.
    """
    with _locked() as file:
        file.seek(0)
        raw_lines = file.read().splitlines()
        previous = hashlib.sha256(raw_lines[-1]).hexdigest() if raw_lines else FIRST
        last = _parse(raw_lines[-1]) if raw_lines else None
        written = last.n if last else 0
        file.seek(0, os.SEEK_END)
        for line in lines:
            if line.n <= written:
                continue
            raw = Anchor(**{**asdict(line), "prev": previous}).signed().line()
            file.write(raw + b"\n")
            previous, written = hashlib.sha256(raw).hexdigest(), line.n
        file.flush()
        os.fsync(file.fileno())


def last_number() -> int:
    """Return the number of the last seal anchored; 0 when there is none."""
    if not path().exists():
        return 0
    return max(
        (anchor.n for anchor in map(_parse, path().read_bytes().splitlines()[-1:]) if anchor), default=0
    )


def _faults(anchor: Anchor, previous: str) -> Iterator[str]:
    if not anchor.is_signed():
        yield "su firma no corresponde"
    if anchor.prev != previous:
        yield "no continúa el renglón anterior: se quitó o se cambió alguno"


def _parse(raw: bytes) -> Anchor | None:
    """Return the line read, or None when it is not one."""
    try:
        return Anchor(**json.loads(raw))
    except (ValueError, TypeError):
        return None


@contextmanager
def _locked() -> Iterator[BufferedRandom]:
    """Open the file for reading and appending, alone among all processes of this machine."""
    path().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path(), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
