"""Progress bars on standard error; where that is no terminal, nothing is drawn nor loaded."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def counting(title: str) -> Iterator[Callable[[int], None]]:
    """Draw a running count; call what is given with how many are done."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with _drawn("{task.completed:,}") as drawn:
        task = drawn.add_task(title, total=None)
        yield lambda done: drawn.update(task, completed=done)


@contextmanager
def measuring() -> Iterator[Callable[[str, int, int], None]]:
    """Draw a bar for each stage; call what is given with the stage, how many are done and how many there are."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    with _drawn("{task.completed:,}/{task.total:,}") as drawn:
        tasks = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = drawn.add_task(stage, total=total)
            drawn.update(tasks[stage], completed=done, total=total)

        yield advance


@contextmanager
def _drawn(counts: str) -> "Iterator[Progress]":
    from rich.console import Console  # noqa: PLC0415 - slow import
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - slow import

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn(counts), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        yield drawn
