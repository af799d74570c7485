"""Reading the plan."""

from django.db.models import QuerySet

from gabinete.office.strategy.models import PlanLevel, PlanNode


def axes() -> QuerySet[PlanNode]:
    """Return the axes of the plan, by code."""
    return PlanNode.objects.filter(level=PlanLevel.AXIS).order_by("code")


def regions() -> QuerySet[PlanNode]:
    """Return the regions of the plan, by code."""
    return PlanNode.objects.filter(level=PlanLevel.REGION).order_by("code")
