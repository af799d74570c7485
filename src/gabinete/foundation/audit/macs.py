"""Keyed digests: what nobody can write without the key that lives outside the database."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY_ROOT = hashlib.sha256(b"gabinete/empty").digest()


@dataclass(frozen=True, slots=True)
class ActFields:
    """What the MAC of an act covers."""

    id: int
    at: datetime
    actor_id: int
    actor_name: str
    verb: str
    reason: str
    request_id: str
    address: str
    row_count: int
    entries: bytes


def keyed(purpose: str, *parts: bytes) -> bytes:
    """Return HMAC-SHA256 under the seal key; the purpose keeps one kind of digest from passing for another."""
    message = b"\x00".join([purpose.encode(), *(len(p).to_bytes(8, "big") + p for p in parts)])
    return hmac.digest(settings.SEAL_KEY.encode(), message, "sha256")


def key_id() -> str:
    """Return a public fingerprint of the key (16 hexadecimal digits): tells a wrong key from an altered record."""
    return keyed("gabinete/key").hex()[:16]


def microseconds(at: datetime) -> int:
    """Return microseconds since 1970 UTC, exactly."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def canonical(*values: object) -> bytes:
    """Return one and only one text for a row of plain values."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def act_mac(act: ActFields) -> bytes:
    """Return the MAC of an act and of every entry in it."""
    head = canonical(
        act.id, microseconds(act.at), act.actor_id, act.actor_name, act.verb, act.reason, act.request_id, act.address,
        act.row_count,
    )  # fmt: skip
    return keyed("gabinete/act/1", head, act.entries)


def link(chain: bytes, mac: bytes) -> bytes:
    """Return the chain's head after one more act."""
    return keyed("gabinete/chain/1", chain, mac)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root (SHA-256; leaves and nodes prefixed 0 and 1; an odd node goes up as it is)."""
    if not leaves:
        return EMPTY_ROOT
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)
        ]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def same(one: bytes | memoryview, other: bytes | memoryview) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(bytes(one), bytes(other))
