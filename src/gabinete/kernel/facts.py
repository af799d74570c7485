"""Facts: how a lower tier tells a higher one that something happened, without knowing it.

A fact is a frozen dataclass in the past tense. Subscribers run in the publisher's transaction, in the
order of subscription; what must wait for the commit is put on the queue by the subscriber itself.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Fact = TypeVar("Fact")
_subscribers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Fact], listener: Callable[[Fact], None]) -> None:
    """Hear every fact of exactly this kind; subscribing the same listener twice changes nothing."""
    if listener not in _subscribers[kind]:
        _subscribers[kind].append(listener)


def publish(fact: object) -> None:
    """Tell all subscribers of the fact's kind; an error in one is the publisher's error too."""
    for listener in tuple(_subscribers[type(fact)]):
        listener(fact)
