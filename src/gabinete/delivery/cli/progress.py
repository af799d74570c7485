"""Progress bars on standard error; where that is no terminal, nothing is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def counting(title: str) -> Iterator[Callable[[int], None]]:
    """Draw a running count; call what is given with how many are done."""
    with _drawn("{task.completed:,}") as drawn:
        task = drawn.add_task(title, total=None)
        yield lambda done: drawn.update(task, completed=done)


@contextmanager
def measuring() -> Iterator[Callable[[str, int, int], None]]:
    """Draw a bar for each stage; call what is given with the stage, how many are done and how many there are."""
    with _drawn("{task.completed:,}/{task.total:,}") as drawn:
        tasks: dict[str, int] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = drawn.add_task(stage, total=total)
            drawn.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield advance


@contextmanager
def _drawn(counts: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn(counts), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as drawn:
        yield drawn
