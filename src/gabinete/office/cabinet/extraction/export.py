"""Drafts as the JSON that ``gabinete minutes extract --json`` prints."""

from collections.abc import Iterable
from typing import Any

from gabinete.office.cabinet.extraction.drafts import Draft


def as_json(name: str | None, drafts: Iterable[Draft]) -> dict[str, Any]:
    """Return the drafts of a document, ready for ``json.dumps``.

    Args:
        name: of the file, to be given when there are several; ``None`` leaves it out.
        drafts: in the order of the document.
    """
    result: dict[str, Any] = {"file": name} if name is not None else {}
    result["agreements"] = [_one(draft) for draft in drafts]
    return result


def _one(draft: Draft) -> dict[str, Any]:
    return {
        "text": draft.text,
        "kind": draft.kind,
        "responsible": draft.responsible,
        "units": draft.units,
        "due": draft.due.isoformat() if draft.due else None,
        "due_text": draft.due_text,
        "confidence": draft.confidence,
        "quote": draft.quote,
        "start": draft.start,
        "end": draft.end,
        "warnings": draft.warnings,
    }
