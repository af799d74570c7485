"""What is read once and told twice: rows kept on disk, never all of them in memory."""

import pickle
import tempfile
from collections.abc import Iterator
from typing import Generic, TypeVar

Row = TypeVar("Row")
IN_MEMORY = 4 * 1024 * 1024
"""Bytes kept in memory before a temporary file takes over."""
BATCH = 500


class Spool(Generic[Row]):
    """A list that is written first and read afterwards, as often as wanted; its file goes away with it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - lives as long as the spool
        self._waiting: list[Row] = []
        self._length = 0

    def append(self, row: Row) -> None:
        """Add a row at the end."""
        self._waiting.append(row)
        self._length += 1
        if len(self._waiting) == BATCH:
            self._flush()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        self._flush()
        place = 0
        while True:
            self._file.seek(place)
            try:
                batch: list[Row] = pickle.load(self._file)  # noqa: S301 - this process wrote it, and nobody else can
            except EOFError:
                return
            place = self._file.tell()
            yield from batch

    def _flush(self) -> None:
        """Write down what waits."""
        if self._waiting:
            self._file.seek(0, 2)
            pickle.dump(self._waiting, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._waiting = []
