"""The point of follow-up on paper: the same in the call, in the order of the day and in the minutes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gabinete.kernel.words import plural

Block = dict[str, Any]
"""A block of ``rules.minutes_content``."""


@dataclass(frozen=True, slots=True)
class FollowedMatter:
    """A matter before the table, with the sentence that says why."""

    folio: str
    title: str
    lead: str
    reported: str
    why: str


@dataclass(frozen=True, slots=True)
class FollowedGroup:
    """Matters that are before the table for one reason.

    Attributes:
        reason: «Vencidos».
        count: how many there are; ``matters`` tells the first ones.
    """

    reason: str
    count: int
    matters: Sequence[FollowedMatter]

    @property
    def caption(self) -> str:
        """Return the reason with how many there are, and how many of them are told."""
        told = len(self.matters)
        return f"{self.reason}: {self.count:,}." + (f" Se enlistan {told}." if told < self.count else "")


@dataclass(frozen=True, slots=True)
class Followed:
    """What the point of follow-up tells everybody who sits at the table.

    Attributes:
        number: of the point; ``title`` likewise.
        cut: moment it corresponds to, in words.
        since: the session it looks back to, in words; empty for the first one.
        attention: how many matters deserve minutes; ``backed`` of how many with an accepted report, «3/9».
        topics: topics that come back without being resolved, a sentence each.
    """

    number: int
    title: str
    cut: str
    since: str
    attention: int
    backed: str
    topics: Sequence[str]
    groups: Sequence[FollowedGroup]

    @property
    def summary(self) -> str:
        """Return what there is, in two sentences."""
        since = f" desde la {self.since}" if self.since else ""
        if not self.attention:
            return f"Ningún asunto pide la atención de la mesa. Corte: {self.cut}."
        said = plural(
            self.attention, "asunto merece minutos de la mesa", "asuntos merecen minutos de la mesa"
        )
        return f"{said}; {self.backed} con reporte aceptado. Corte: {self.cut}{since and ';'}{since}."


def followed_blocks(it: Followed) -> list[Block]:
    """Return the point as blocks: what there is, the topics that come back, and a table for each reason."""
    columns, shares = ["Folio", "Asunto", "Responsable", "Por qué está aquí"], [1.35, 2.8, 1.3, 3.4]
    said: list[Block] = [
        {"is": "paragraph", "text": text, "tone": "body"} for text in (it.summary, *it.topics)
    ]
    tables = [
        {
            "is": "table",
            "caption": group.caption,
            "columns": columns,
            "shares": shares,
            "rows": [[one.folio, one.title, one.lead, one.why] for one in group.matters],
        }
        for group in it.groups
    ]
    return said + tables


def followed_fields(it: Followed | None) -> dict[str, str | list[dict[str, str]]]:
    """Return the same as fields of a Word template; all of them empty when there is nothing to tell."""
    if it is None:
        return {
            **dict.fromkeys(
                ("seguimiento_punto", "seguimiento_asunto", "seguimiento_resumen", "seguimiento_temas"), ""
            ),
            "seguimiento": [],
        }
    return {
        "seguimiento_punto": str(it.number),
        "seguimiento_asunto": it.title,
        "seguimiento_resumen": it.summary,
        "seguimiento_temas": "\n".join(it.topics),
        "seguimiento": [
            {
                "motivo": "" if place else group.caption,
                "folio": one.folio,
                "asunto": one.title,
                "responsable": one.lead,
                "reporta": one.reported,
                "porque": one.why,
            }
            for group in it.groups
            for place, one in enumerate(group.matters)
        ],
    }
