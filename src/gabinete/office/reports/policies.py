"""Who may issue and read reports."""

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.office.reports.models import IssuedReport


def may_issue(actor: Actor) -> bool:
    """Return whether they may issue a situation report."""
    return actor.may(Permission.ISSUE_REPORT)


def may_view(actor: Actor, report: IssuedReport) -> bool:
    """Return whether they may read one: a reader of reports cleared for the most reserved matter it may hold."""
    return actor.may(Permission.VIEW_REPORTS) and actor.office_clearance >= report.ceiling


def visible_reports(actor: Actor) -> QuerySet[IssuedReport]:
    """Return the reports they may read; the same rule as :func:`may_view`."""
    if not actor.may(Permission.VIEW_REPORTS):
        return IssuedReport.objects.none()
    return IssuedReport.objects.filter(ceiling__lte=actor.office_clearance)
