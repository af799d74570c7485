"""Writing the plan."""

from datetime import datetime

from gabinete.foundation.audit.acts import act
from gabinete.office.strategy.models import PlanNode
from gabinete.office.strategy.plan import read_plan


def load_plan(now: datetime, actor_id: int = 0) -> int:
    """Write the nodes of the plan that are missing or differ, and return how many were written.

    Nodes that are not in the file stay: matters may point to them.

    Args:
        actor_id: who loads it; 0 is the system.
    """
    with act(actor_id, "strategy.load_plan", at=now):
        known = {node.code: node for node in PlanNode.objects.select_for_update()}
        written = 0
        for fact in read_plan():
            node = known.get(fact.code) or PlanNode(code=fact.code)
            told = (fact.level, fact.name, fact.verification)
            if (node.level, node.name, node.verification) != told:
                node.level, node.name, node.verification = told
                node.save()
                written += 1
    return written
