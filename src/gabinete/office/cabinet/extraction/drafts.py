"""The draft of an agreement, as the person who confirms it will see it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Draft:
    """An agreement as extraction proposes it; nothing exists until a person confirms it.

    Attributes:
        text: what is to be done, beginning with its verb, without responsible or date.
        kind: ``acuerdo``, ``instruccion`` or ``compromiso``.
        responsible: who answers for it, as written, lead first.
        units: acronyms of the directory for them, lead first.
        due: last day to fulfil, when the text fixes it.
        due_text: the words that say when, as written.
        term: count and unit (``business``, ``calendar`` or ``months``) of a length of time.
        confidence: 0–1; from 0.5 it is shown as a draft.
        quote: the sentence it comes from.
        start: offset of the quote in the text as read.
        end: offset after it; ``text[start:end] == quote``.
        warnings: what the wording lacks, each «código: oración».
    """

    text: str
    kind: str
    responsible: list[str]
    units: list[str]
    due: date | None
    due_text: str | None
    term: tuple[int, str] | None
    confidence: float
    quote: str
    start: int
    end: int
    warnings: list[str] = field(default_factory=list)
