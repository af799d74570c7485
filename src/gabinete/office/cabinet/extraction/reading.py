"""What every rule needs to know of the document it reads, and what it finds."""

from dataclasses import dataclass, field

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.dues import Due, Moment
from gabinete.office.cabinet.extraction.preparing import Prepared

AGREEMENT, INSTRUCTION, COMMITMENT = "acuerdo", "instruccion", "compromiso"
LEARNT = "learnt"
"""The family of what no rule took and the learnt scorer did."""


@dataclass(frozen=True, slots=True)
class Document:
    """A prepared document with its circumstances.

    Attributes:
        prepared: the text.
        directory: the units.
        moment: from when terms are counted.
        accents: whether the writer uses accents.
        petition: whether somebody asks the authority for something in it.
        report: whether it is a report of what was done.
    """

    prepared: Prepared
    directory: Directory
    moment: Moment
    accents: bool
    petition: bool
    report: bool = False

    @property
    def clean(self) -> str:
        """Return the text offsets refer to."""
        return self.prepared.clean

    @property
    def folded(self) -> str:
        """Return the same in lower case without accents."""
        return self.prepared.folded


@dataclass(slots=True)
class Candidate:
    """Something that may be an agreement.

    Attributes:
        kind: ``acuerdo``, ``instruccion`` or ``compromiso``.
        confidence: 0–1.
        quote: offsets of the sentence it comes from.
        end: offset where its clause ends.
        action: its verb; ``None`` when no verb was understood and the text is taken as it is.
        start: offset where its clause begins.
        who: phrases that say who answers for it.
        whole_object: text that goes between the verb and the rest («la obra» in «que la obra concluya»).
        dues: phrases that say when, if already known.
        cuts: offsets to leave out of the text.
        listed: whether it is an item of a list or table of agreements.
        family: which rule found it.
        floor: offset before which a date belongs to another agreement of the sentence; -1 for none.
    """

    kind: str
    confidence: float
    quote: tuple[int, int]
    start: int
    end: int
    action: Action | None = None
    who: list[str] = field(default_factory=list)
    whole_object: str = ""
    dues: list[Due] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)
    listed: bool = False
    family: str = ""
    floor: int = -1
