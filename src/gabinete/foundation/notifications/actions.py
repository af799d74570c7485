"""Telling people, and what they do with what they were told."""

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from procrastinate.types import JSONDict

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.events import ReceiptGiven
from gabinete.foundation.notifications.mail import is_mail_on
from gabinete.foundation.notifications.models import EmailState, Notice
from gabinete.foundation.notifications.tasks import send_email
from gabinete.kernel.errors import NotFound, RuleBroken
from gabinete.kernel.facts import publish
from gabinete.kernel.reserve import Reserve

_TITLE_LIMIT = 240


class Message(TypedDict):
    """What is told.

    Attributes:
        kind: machine name, e.g. ``followup.notify``.
        title: one line.
        text: what happened and what is expected; may be empty.
        url: page inside the system; empty when there is none.
        at: when.
        mail: also by mail, to those who have an address (default yes).
        needs_receipt: asks for an acuse (default no).
        reserve: degree of what it is about; from 3 on, the mail does not say it (default internal).
    """

    kind: str
    title: str
    text: str
    url: str
    at: datetime
    mail: NotRequired[bool]
    needs_receipt: NotRequired[bool]
    reserve: NotRequired[int]


def tell(user_ids: Iterable[int], **message: Unpack[Message]) -> list[Notice]:
    """Tell each active person once; the letters leave after the caller's transaction, and only if it commits.

    Args:
        user_ids: repeated ones and closed accounts are told once or not at all.
        message: see :class:`Message`.
    """
    people = list(
        User.objects.filter(pk__in=set(user_ids), is_active=True).order_by("pk").only("pk", "email")
    )
    if not people:
        return []
    by_mail = message.get("mail", True) and is_mail_on()
    with transaction.atomic(savepoint=False):
        told = Notice.objects.bulk_create([_notice(person, message, by_mail=by_mail) for person in people])
        waiting = [notice for notice in told if notice.email_state == EmailState.QUEUED]
        if waiting:
            letters: list[JSONDict] = [{"notice_id": notice.pk} for notice in waiting]
            send_email.batch_defer(*letters)
    return told


def mark_seen(user_id: int, notice_id: int, now: datetime) -> Notice:
    """Write down the first time a person saw their notice, and return it.

    Raises:
        NotFound: it is not theirs.
    """
    with transaction.atomic():
        notice = _own(user_id, notice_id)
        if notice.seen_at is None:
            notice.seen_at = now
            notice.save(update_fields=["seen_at"])
    return notice


def mark_all_seen(user_id: int, now: datetime) -> int:
    """Mark everything told to a person up to now as seen, and return how many were new."""
    return Notice.objects.filter(user_id=user_id, seen_at__isnull=True, at__lte=now).update(seen_at=now)


def acknowledge(user_id: int, notice_id: int, now: datetime) -> Notice:
    """Give the acuse that a notice asks for; giving it twice keeps the first.

    Raises:
        NotFound: it is not theirs.
        RuleBroken: it asks for none.
    """
    with act(user_id, "notifications.acknowledge", at=now, even_if_empty=True):
        notice = _own(user_id, notice_id)
        if not notice.needs_receipt:
            raise RuleBroken(
                "notice.no_receipt",
                "Este aviso no pide acuse. No se cambió nada; basta con que lo haya visto.",
            )
        if notice.received_at is None:
            notice.received_at, notice.seen_at = now, notice.seen_at or now
            notice.save(update_fields=["received_at", "seen_at"])
            publish(ReceiptGiven(user_id, notice.kind, notice.url, now))
    return notice


def receipt_given(user_id: int, url: str, now: datetime) -> int:
    """Settle the notices of a person about something they acknowledged elsewhere, and return how many.

    The caller's act seals it; nothing is published, for whoever calls already knows.
    """
    waiting = Notice.objects.filter(user_id=user_id, url=url, needs_receipt=True, received_at__isnull=True)
    return waiting.update(received_at=now, seen_at=Coalesce("seen_at", Value(now)))


def _notice(person: User, message: Message, *, by_mail: bool) -> Notice:
    return Notice(
        user=person,
        kind=message["kind"],
        title=" ".join(message["title"].split())[:_TITLE_LIMIT],
        text=message["text"],
        url=message["url"],
        at=message["at"],
        reserve=message.get("reserve", Reserve.INTERNAL),
        needs_receipt=message.get("needs_receipt", False),
        email_state=EmailState.QUEUED if by_mail and person.email else EmailState.NONE,
    )


def _own(user_id: int, notice_id: int) -> Notice:
    notice = Notice.objects.select_for_update().filter(pk=notice_id, user_id=user_id).first()
    if notice is None:
        raise NotFound(
            "notice.unknown", "No hay ningún aviso suyo con ese número. Vea la lista de sus avisos."
        )
    return notice
