"""The text of the minutes cut where the quotes of the drafts begin and end. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a draft was read, counted in characters of the text."""

    draft_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph.

    Attributes:
        draft_ids: drafts read from it; empty for plain text.
        begins: those of them whose quote begins here.
    """

    text: str
    draft_ids: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text.

    Attributes:
        start: place of its first character in the whole text.
    """

    start: int
    pieces: tuple[Piece, ...]


def paragraphs(text: str, quotes: Iterable[Quote]) -> list[Paragraph]:
    """Return the lines that are not blank, cut where quotes begin and end; quotes may overlap.

    Example:
        >>> [p.pieces for p in paragraphs("Se acordó pagar.", [Quote(7, 3, 9)])][0][1]
        Piece(text='acordó', draft_ids=(7,), begins=(7,))
    """
    inside = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            here = [quote for quote in inside if quote.start < start + len(line) and quote.end > start]
            found.append(Paragraph(start, _pieces(line, start, here)))
        start += len(line) + 1
    return found


def _pieces(line: str, offset: int, quotes: Sequence[Quote]) -> tuple[Piece, ...]:
    cuts = {0, len(line)}
    for quote in quotes:
        cuts |= {max(quote.start - offset, 0), min(quote.end - offset, len(line))}
    ordered = sorted(cuts)
    return tuple(_piece(line, offset, (low, high), quotes) for low, high in pairwise(ordered))


def _piece(line: str, offset: int, cut: tuple[int, int], quotes: Sequence[Quote]) -> Piece:
    low, high = cut
    over = [quote for quote in quotes if quote.start < offset + high and quote.end > offset + low]
    return Piece(
        line[low:high],
        tuple(quote.draft_id for quote in over),
        tuple(quote.draft_id for quote in over if quote.start == offset + low),
    )
