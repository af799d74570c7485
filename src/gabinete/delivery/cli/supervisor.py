"""Keeps the web server, the background worker and the embedded database running, whatever dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from gabinete.delivery.cli import lifeline
from gabinete.delivery.cli.ground import say

LOOK_EVERY_SECONDS = 0.3
START_LOOK_SECONDS = 0.05
LATEST_START_SECONDS = 20.0
STOP_SECONDS = 20.0
STEADY_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 30.0


@dataclass
class Child:
    """One process that has to be running.

    Attributes:
        title: what the person reads when it is restarted.
        words: the command.
        process: the process, when it already began.
        started: when it did, by the monotonic clock.
    """

    title: str
    words: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    retry_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a process group of its own, so that the terminal's Ctrl-C reaches only the supervisor."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.words, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True
        )

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to it and to every process it made."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def look(self) -> None:
        """Start it again if it died, each time waiting longer while it keeps dying."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.signal_group(signal.SIGKILL)  # workers it left behind would keep the port
            self.failures = 0 if now - self.started > STEADY_SECONDS else self.failures + 1
            wait = min(0.5 * 2 ** max(self.failures - 1, 0), LONGEST_WAIT_SECONDS)
            say(f"{self.title}: terminó (código {self.process.returncode}); se reinicia en {wait:.1f} s.")
            self.process, self.retry_at = None, now + wait
        if self.process is None and now >= self.retry_at:
            self.start()


class Supervisor:
    """Runs the children until it is told to stop."""

    def __init__(self, children: list[Child], watch_database: Callable[[], bool]) -> None:
        """Take what to keep running.

        Args:
            children: the processes.
            watch_database: called now and then; brings the database back and says whether its address changed.
        """
        self.children = children
        self.watch_database = watch_database
        self.stopping = False

    def run(self, ready: Callable[[], bool]) -> None:
        """Start everything and keep watch until SIGTERM or SIGINT; ``ready`` is asked until it says yes."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        lifeline.adopt_orphans()
        try:
            for child in self.children[1:]:
                # The pages come first, and need the processors to themselves.
                child.retry_at = time.monotonic() + LATEST_START_SECONDS
            announced = False
            while not self.stopping:
                self._look()
                announced = announced or self._announced(ready)
                time.sleep(LOOK_EVERY_SECONDS if announced else START_LOOK_SECONDS)
        finally:
            self._stop()

    def _announced(self, ready: Callable[[], bool]) -> bool:
        if not ready():
            return False
        for child in self.children[1:]:
            if not child.started:
                child.retry_at = 0.0
        return True

    def _look(self) -> None:
        for child in self.children:
            child.look()
        lifeline.collect_orphans({child.process.pid for child in self.children if child.process})
        if self.watch_database():
            for child in self.children:
                child.signal_group(signal.SIGTERM)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        _ = number, frame
        self.stopping = True

    def _stop(self) -> None:
        live = [child for child in self.children if child.process is not None]
        for child in live:
            assert child.process is not None  # noqa: S101 - told to the type checker
            with suppress(ProcessLookupError):
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in live:
            assert child.process is not None  # noqa: S101
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(deadline - time.monotonic(), 0.1))
            child.signal_group(signal.SIGKILL)
