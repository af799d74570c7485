"""What the doors of the reports share: who asks, and whether they may know of the report."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import NotFound
from gabinete.office.reports.models import IssuedReport
from gabinete.office.reports.policies import visible_reports

if TYPE_CHECKING:

    class ActorRequest(HttpRequest):
        """A request of a signed-in person."""

        actor: Actor

else:
    ActorRequest = HttpRequest


def report_of(request: ActorRequest, pk: int) -> IssuedReport:
    """Return a report the person may read.

    Raises:
        NotFound: when there is none, or they may not know of it.
    """
    report = visible_reports(request.actor).filter(pk=pk).first()
    if report is None:
        raise NotFound("reports.none", "No hay tal informe o no está a su alcance. Vea la lista de informes.")
    return report
