"""Sessions that people can walk into: one to come, one whose minutes go round, one signed, and the year that follows.

They are made by the product itself, act by act, as the technical secretary and the members would have made them.
"""

from datetime import date, timedelta

from gabinete.demo.cast import Cast
from gabinete.demo.coming import prepare
from gabinete.demo.held import hold_and_circulate
from gabinete.demo.signed import hold_and_sign
from gabinete.demo.stage import Stage
from gabinete.demo.world import World
from gabinete.demo.year import days_ahead, plan
from gabinete.foundation.notifications.models import Notice

WATER = "GE-AGUA"


def add(world: World, cast: Cast, bodies: dict[str, int], following: date) -> None:
    """Add the sessions; nothing of them leaves by mail.

    Args:
        following: day of the next session of the table that met last.
    """
    stage = Stage(world, cast)
    hold_and_circulate(stage, bodies[WATER])
    hold_and_sign(stage)
    days = days_ahead(world, following)
    prepare(stage, bodies[WATER], days[WATER][0])
    plan(stage, bodies, days)
    recent = Notice.objects.filter(at__gte=world.now - timedelta(days=60), email_state="queued")
    recent.update(email_state="none")
