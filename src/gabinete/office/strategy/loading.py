"""Puts the plan of ``data/`` into its table; what is there already is left alone."""

import csv
from datetime import datetime
from pathlib import Path

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.office.strategy.models import PlanNode

DATA = Path(__file__).parent / "data"


def load_plan(now: datetime, file: Path = DATA / "plan.csv") -> int:
    """Add the nodes of the plan that are missing, parents before children; return how many.

    Args:
        now: moment of the load.
        file: CSV with level, code, parent, name and verification.

    Raises:
        KeyError: a node names a parent that is neither there nor above it in the file.
    """
    known = {node.code: node for node in PlanNode.objects.all()}
    before = len(known)
    with act(SYSTEM_ACTOR, "strategy.load_plan", at=now, reason="Carga del Plan Estatal de Desarrollo"):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["code"] not in known:
                    known[row["code"]] = PlanNode.objects.create(
                        level=row["level"],
                        code=row["code"],
                        name=row["name"],
                        parent=known[row["parent"]] if row["parent"] else None,
                        verification=row["verification"],
                    )
    return len(known) - before
