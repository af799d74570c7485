"""The public facts of the State Development Plan that matters point to; no database, no Django.

Source: the printed index of the plan (``data/plan.csv`` keeps the address of each fact). The plan does not number its
priority projects nor its regions: the codes PP01–PP10 and R01–R10 were given here.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "plan.csv"


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One node of the plan as public sources describe it.

    Attributes:
        level: ``axis``, ``project`` or ``region``.
        verification: how far it can be trusted, in Spanish.
    """

    level: str
    code: str
    name: str
    verification: str


def read_plan(path: Path = DATA) -> list[PlanFact]:
    """Return the nodes in the order of the file.

    Raises:
        FileNotFoundError: when the file is not there.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            PlanFact(row["level"], row["code"], row["name"], row["verification"])
            for row in csv.DictReader(file)
        ]
