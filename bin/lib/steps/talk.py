"""How the bootstrap speaks: short Spanish lines on standard error, and a log for the details."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TAIL_LINES = 12


class SetupError(Exception):
    """Something the person has to solve; the message says what."""


class StepError(Exception):
    """A tool that was run ended badly; the message carries the end of what it said."""


def say(text: str) -> None:
    """Write one line for the person."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    stream.write(f"gabinete: {text}\n".encode(encoding, "replace").decode(encoding))
    stream.flush()


def fail(text: str) -> None:
    """Write the lines that explain why it stops."""
    for line in text.splitlines():
        say(line)


def warn(text: str) -> None:
    """Write a warning that cannot be overlooked."""
    say("¡ATENCIÓN! " + text)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step before it begins and how long it took when it ends well."""
    began = time.monotonic()
    say(f"{title}…")
    yield
    say(f"  listo ({time.monotonic() - began:.1f} s)")


def run(
    command: Sequence[str | Path], log: Path, *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run a tool with its whole output in ``log``.

    Raises:
        StepError: the tool is missing or ended with a code other than zero.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(words)}\n".encode())
        output.flush()
        start = output.tell()
        try:
            done = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=None if env is None else {**os.environ, **env},
                check=False,
            )
        except OSError as error:
            raise StepError(f"{words[0]}: {error.strerror}") from error
    if done.returncode:
        raise StepError(_tail(log, start))


def _tail(log: Path, start: int) -> str:
    with log.open("rb") as output:
        output.seek(start)
        lines = output.read().decode("utf-8", "replace").strip().splitlines()
    return "\n".join("  | " + line for line in lines[-TAIL_LINES:])
