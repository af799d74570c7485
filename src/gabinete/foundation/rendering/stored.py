"""The blocks of a document as plain JSON data and back, so that what was issued is shown again without counting it anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gabinete.foundation.rendering.tree import (
    Bar,
    BarPart,
    Block,
    Cell,
    Chart,
    Column,
    Facts,
    FigureCell,
    FigureRow,
    Heading,
    Paragraph,
    Signatures,
    Table,
)

Data = Mapping[str, Any]


def as_data(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the blocks as JSON data, each with its kind under ``is``."""
    return [{"is": type(block).__name__, **asdict(block)} for block in blocks]


def from_data(stored: Sequence[Data]) -> list[Block]:
    """Return the blocks that :func:`as_data` wrote.

    Raises:
        KeyError: when a kind of block is not known.
    """
    return [_READERS[data["is"]](data) for data in stored]


def _table(data: Data) -> Table:
    return Table(
        data["caption"],
        [Column(**column) for column in data["columns"]],
        [[Cell(**cell) for cell in row] for row in data["rows"]],
        data["ref"],
        data["total"],
    )


def _bar(data: Data) -> Bar:
    return Bar(data["label"], [BarPart(**part) for part in data["parts"]])


_READERS: dict[str, Callable[[Data], Block]] = {
    "Heading": lambda d: Heading(d["text"], d["level"]),
    "Paragraph": lambda d: Paragraph(d["text"], d["tone"]),
    "Facts": lambda d: Facts([(label, value) for label, value in d["rows"]]),
    "Signatures": lambda d: Signatures([(name, title) for name, title in d["rows"]]),
    "FigureRow": lambda d: FigureRow([FigureCell(**cell) for cell in d["cells"]]),
    "Table": _table,
    "Chart": lambda d: Chart(d["sentence"], [_bar(bar) for bar in d["bars"]], _table(d["table"])),
}
