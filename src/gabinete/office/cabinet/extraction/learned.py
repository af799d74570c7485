"""How likely a unit is to order, agree or promise something: weights learnt from our own annotated documents.

The weights are made by hand with ``bench/learn_orders.py`` and kept in ``order_weights.csv``, one trait a line;
adding them up needs no library, and which traits weighed most can be told for any unit.
"""

import csv
import math
from collections.abc import Iterable
from functools import cache
from importlib import resources

VERSION = "1"
"""Of the traits of ``traits.py``; the weights say for which they were learnt."""
_BIAS = "(bias)"
_VERSION = "(version)"


def probability(traits: Iterable[str]) -> float:
    """Return how likely it is, 0–1, that a unit with these traits is an agreement."""
    weights = weights_of_traits()
    return sigmoid(weights[_BIAS] + math.fsum(weights.get(trait, 0.0) for trait in traits))


def sigmoid(value: float) -> float:
    """Return the probability of a sum of weights, without overflow."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


@cache
def weights_of_traits() -> dict[str, float]:
    """Return the weight of each trait.

    Raises:
        RuntimeError: when the file was learnt for another version of the traits.
    """
    folder = resources.files("gabinete.office.cabinet.extraction")
    told = folder.joinpath("order_weights.csv").read_text(encoding="utf-8")
    rows = dict(csv.reader(told.splitlines()))
    version = rows.pop(_VERSION, "")
    if version != VERSION:
        raise RuntimeError(
            f"order_weights.csv is of version {version!r} and the traits of {VERSION!r}: run bench/learn_orders.py"
        )
    return {trait: float(weight) for trait, weight in rows.items()}
