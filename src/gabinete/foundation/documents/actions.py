"""Taking a file in: checked, kept once by content, and written down."""

from datetime import datetime
from typing import Any

from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.content import kind_of
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.naming import clean_name, suffix_of
from gabinete.foundation.documents.vault import Incoming, Readable, keep, receive

EVIDENCE_LIMIT = 25 * 1024 * 1024
"""Largest file taken, in bytes."""
_SOURCE_LIMIT = 240


def store(
    fileobj: Readable,
    *,
    name: str,
    actor_id: int,
    now: datetime,
    source: str = "",
    limit: int = EVIDENCE_LIMIT,
) -> Document:
    """Keep a file and return its row; the same content is kept on disk only once.

    Args:
        fileobj: the bytes, read from where it stands to the end.
        name: as it came; it is cleaned.
        actor_id: who brings it.
        now: when it was received.
        source: where it comes from, in the words of whoever brings it.
        limit: most bytes taken.

    Raises:
        BadInput: empty, too big, damaged, dangerous or disguised.
        NoRoom: the disk is full. In every case nothing is kept.
    """
    shown = clean_name(name)
    with receive(fileobj, shown, limit) as incoming:
        with incoming.path.open("rb") as content:
            kind = kind_of(content, shown)
        if not suffix_of(shown) and kind.suffixes:
            shown = clean_name(f"{shown}.{kind.suffixes[0]}")
        keep(incoming, shown)
        return _written(
            incoming,
            name=shown,
            media_type=kind.media_type,
            received_by_id=actor_id,
            received_at=now,
            source=source[:_SOURCE_LIMIT],
        )


def _written(incoming: Incoming, **fields: Any) -> Document:
    with act(fields["received_by_id"], "documents.store", at=fields["received_at"]):
        return Document.objects.create(sha256=incoming.sha256, size_bytes=incoming.size, **fields)
