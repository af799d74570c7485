"""The pages' head start: on an ordinary start their process loads while the database wakes up, and waits for a word.

Loading the pages takes longer than everything else of a second start together, and needs no database, only its address,
which is known from the last time. If anything turns out different (another port, tables to prepare), it is thrown away.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO

from gabinete.delivery.cli.ground import home
from gabinete.foundation.postgres.cluster import embedded_cluster, external_cluster
from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.foundation.postgres.layout import read_layout
from gabinete.foundation.postgres.passwords import read_passwords

WORD = "--wait"
GO = b"go\n"


class HeadStart:
    """A process that has loaded, or is loading, the pages, and serves them when told."""

    def __init__(self, words: list[str], address: str) -> None:
        """Start it.

        Args:
            words: the command of the pages.
            address: the database's, as expected.
        """
        self.address = address
        self.process: subprocess.Popen[bytes] | None = subprocess.Popen(
            [*words, WORD],
            env={**os.environ, "DATABASE_URL": address},
            stdin=subprocess.PIPE,
            stdout=sys.stderr,
            start_new_session=True,
        )

    def go(self, address: str) -> subprocess.Popen[bytes] | None:
        """Let it serve and give it away, if the database is where it was expected and the process lives."""
        process = self.process
        if process is None or address != self.address or process.poll() is not None:
            return None
        try:
            _door(process).write(GO)
            _door(process).close()
        except OSError:
            return None
        self.process = None
        return process

    def discard(self) -> None:
        """End it, unless it was given away."""
        process, self.process = self.process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with suppress(OSError):
            _door(process).close()


@contextmanager
def head_start(words: list[str], address: str | None) -> Iterator[HeadStart | None]:
    """Give the pages a head start for as long as the preparation takes; none without an address to give them."""
    if address is None:
        yield None
        return
    pages = HeadStart(words, address)
    try:
        yield pages
    finally:
        pages.discard()


def expected_address(environment: Mapping[str, str]) -> str | None:
    """Return where the application will find its database if nothing changed since the last time, or None."""
    outside = external_cluster(environment)
    if outside is not None:
        return outside.url
    layout = read_layout(home())
    if layout is None or not layout.ready or not layout.port:
        return None
    try:
        return embedded_cluster(layout.data, layout.port, read_passwords(home())).url
    except PostgresFault:
        return None  # who starts the database says it better


def wait_for_word(stream: IO[bytes]) -> bool:
    """Return whether the word to serve came; it never comes when whoever started us gave up."""
    return stream.readline() == GO


def _door(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdin is not None  # noqa: S101 - it was asked for
    return process.stdin
