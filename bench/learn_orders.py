"""Learn which sentences, items and rows are agreements, from the reference minutes and our own synthetic ones.

Run by hand: ``python bench/learn_orders.py`` writes ``order_weights.csv``; ``--blind`` measures instead, leaving out a
set of documents at a time. Logistic regression in plain Python, the same result each time; about a minute.
"""

import argparse
import csv
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from extract_quality import OWN, REFERENCE, stems_of  # noqa: E402
from gabinete.foundation.org.directory import Directory  # noqa: E402
from gabinete.office.cabinet.extraction.engine import document_of  # noqa: E402
from gabinete.office.cabinet.extraction.layout import blocks_of  # noqa: E402
from gabinete.office.cabinet.extraction.learned import VERSION, sigmoid  # noqa: E402
from gabinete.office.cabinet.extraction.traits import traits_of, units_of  # noqa: E402

WEIGHTS = ROOT / "src" / "gabinete" / "office" / "cabinet" / "extraction" / "order_weights.csv"
BIAS = "(bias)"
SETS = ("70", "90", "110", "120", "130", "140", "150", "160")
"""Sets of documents that were written and annotated blind, by the number their names begin with."""
STRENGTH = 0.3
"""How much the examples count against the wish for small weights."""
LEAST_DOCUMENTS = 2
"""Documents in which a trait has to be seen to be weighed: names of one document teach nothing."""
ROUNDS = 60
STEP = 0.15
LEAST_WEIGHT = 0.01
ENOUGH = 0.6
"""Share of the stems of an agreement that its unit has to hold."""


@dataclass(frozen=True, slots=True)
class Example:
    """A unit and whether it is an agreement.

    Attributes:
        document: name of its document.
        traits: of the unit.
        is_order: whether it is an agreement; ``None`` when it teaches neither.
    """

    document: str
    traits: tuple[str, ...]
    is_order: bool | None


def set_of(document: str) -> str:
    """Return the set a document came with: those of a set were written at once by the same hand."""
    number = document.split("_", maxsplit=1)[0]
    return number if number in SETS else "first"


def examples_of(path: Path, directory: Directory) -> list[Example]:
    """Return the units of an annotated document."""
    annotation = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text(encoding="utf-8"))
    when = annotation.get("date", "")
    session = date.fromisoformat(when) if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else None
    document = document_of(path.read_text(encoding="utf-8"), session_date=session, directory=directory)
    units = [unit for block in blocks_of(document.prepared) for unit in units_of(document, block)]
    labels = labels_of([document.clean[unit.start : unit.end] for unit in units], annotation["agreements"])
    return [
        Example(path.name, tuple(sorted(traits_of(document, unit))), label)
        for unit, label in zip(units, labels, strict=True)
    ]


def labels_of(texts: list[str], expected: list[dict[str, Any]]) -> list[bool | None]:
    """Return which texts are agreements; those that only resemble one, or an optional one, are ``None``."""
    held = [stems_of(text) for text in texts]
    labels: list[bool | None] = [False] * len(texts)
    for one in expected:
        wanted = stems_of(one["text"])
        shares = [len(wanted & stems) / len(wanted) for stems in held]
        likeness = [
            (share >= ENOUGH) + share / 2 + len(wanted & stems) / len(wanted | stems)
            for share, stems in zip(shares, held, strict=True)
        ]
        best = max(range(len(texts)), key=likeness.__getitem__)
        if shares[best] < ENOUGH - 0.1:
            continue
        for number, share in enumerate(shares):
            if number == best:
                labels[number] = True if not one.get("optional") or labels[number] else None
            elif share >= ENOUGH and not labels[number]:
                labels[number] = None
    return labels


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each trait, by logistic regression with the squares of the weights held down."""
    taught = [example for example in examples if example.is_order is not None]
    documents: dict[str, set[str]] = {}
    for example in taught:
        for trait in example.traits:
            documents.setdefault(trait, set()).add(example.document)
    known = {trait for trait, seen in documents.items() if len(seen) >= LEAST_DOCUMENTS}
    rows = [
        (tuple(trait for trait in example.traits if trait in known), float(bool(example.is_order)))
        for example in taught
    ]
    times = Counter(trait for traits, _ in rows for trait in traits)
    weights = dict.fromkeys([BIAS, *sorted(known)], 0.0)
    squares = dict.fromkeys(weights, 1e-6)
    pull = {trait: 1 / (STRENGTH * times[trait]) for trait in known}
    for turn in range(ROUNDS):
        step = STEP / (1 + turn / 10)
        for traits, wanted in rows if turn % 2 else reversed(rows):
            error = sigmoid(weights[BIAS] + math.fsum(weights[trait] for trait in traits)) - wanted
            weights[BIAS] -= step * error * 0.1
            for trait in traits:
                slope = error + pull[trait] * weights[trait]
                squares[trait] += slope * slope
                weights[trait] -= step * slope / math.sqrt(squares[trait])
    return {trait: weight for trait, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def chance(weights: dict[str, float], example: Example) -> float:
    """Return how likely an example is to be an agreement."""
    return sigmoid(weights.get(BIAS, 0.0) + math.fsum(weights.get(trait, 0.0) for trait in example.traits))


def measure(examples: Sequence[Example]) -> None:
    """Print how well each set is told by what the others teach."""
    for left in (*SETS, "first"):
        weights = learn([example for example in examples if set_of(example.document) != left])
        tried = [one for one in examples if set_of(one.document) == left and one.is_order is not None]
        for least in (0.1, 0.3, 0.4, 0.5, 0.6):
            taken = [one for one in tried if chance(weights, one) >= least]
            right = sum(bool(one.is_order) for one in taken)
            of_all = sum(bool(one.is_order) for one in tried)
            print(
                f"{left:6} desde {least:.1f}: precisión {right / max(1, len(taken)):.2f}"
                f" cobertura {right / max(1, of_all):.2f} F1 {2 * right / max(1, len(taken) + of_all):.3f}"
            )


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights, with the version of the traits they were learnt for."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(["(version)", VERSION])
        rows.writerows([trait, f"{weight:.3f}"] for trait, weight in sorted(weights.items()))


def main() -> None:
    """Learn and write, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blind", action="store_true", help="mide dejando fuera un conjunto a la vez")
    parser.add_argument("--without", help="aprende sin este conjunto (70, 90, 110…)")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="dónde dejar los pesos")
    arguments = parser.parse_args()
    directory = Directory.load()
    examples = [
        example
        for folder in (REFERENCE, OWN)
        for path in sorted(folder.glob("*.txt"))
        for example in examples_of(path, directory)
    ]
    if arguments.blind:
        measure(examples)
        return
    weights = learn([one for one in examples if set_of(one.document) != arguments.without])
    write(weights, arguments.out)
    print(f"{len(examples)} unidades, {len(weights)} pesos → {arguments.out}")


if __name__ == "__main__":
    main()
