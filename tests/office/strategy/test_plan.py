"""The plan: what public sources say, written once."""

import pytest

from gabinete.office.strategy.actions import load_plan
from gabinete.office.strategy.models import PlanNode
from gabinete.office.strategy.plan import read_plan
from gabinete.office.strategy.queries import axes, regions
from tests.office.followup.stage import NOW

pytestmark = pytest.mark.django_db


def test_the_plan_has_four_axes_ten_projects_and_ten_regions() -> None:
    load_plan(NOW)

    assert (axes().count(), PlanNode.objects.filter(level="project").count(), regions().count()) == (
        4,
        10,
        10,
    )
    assert PlanNode.objects.get(code="1").name == "Un Gobierno para todas y todos"


def test_each_fact_says_how_far_it_can_be_trusted() -> None:
    assert all(fact.verification for fact in read_plan())


def test_loading_again_writes_nothing_and_mends_what_was_altered() -> None:
    PlanNode.objects.all().delete()
    assert load_plan(NOW) == 24
    assert load_plan(NOW) == 0
    PlanNode.objects.filter(code="R07").update(name="Otra cosa")

    assert load_plan(NOW) == 1
    assert PlanNode.objects.get(code="R07").name == "Capital"
