"""Reading the versions of the minutes: the list, one of them by sections, what changed, the papers."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.models import MinutesVersion, Observation
from gabinete.office.cabinet.policies.versions import may_observe, seats_to_observe
from gabinete.office.cabinet.queries.versions import (
    in_circulation,
    observations_of,
    version_before,
    version_of,
    version_rows,
)
from gabinete.office.cabinet.rules.minutes_content import section_choices
from gabinete.office.cabinet.rules.minutes_diff import changes_between
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def list_versions(request: Request, pk: int) -> HttpResponse:
    """List the versions this person may read."""
    session = queries.session_of(request.actor, pk)
    context = {
        "session": session,
        "name": queries.name_of(session),
        "rows": version_rows(request.actor, session),
        "may_manage": policies.may_manage_session(request.actor, session),
    }
    return render(request, "cabinet/minutes/list.html", context)


@require_safe
def show_version(request: Request, pk: int) -> HttpResponse:
    """Show a version by sections, each with what was observed of it."""
    return version_page(request, pk)


def version_page(request: Request, pk: int, problem: str = "", status: int = 200) -> HttpResponse:
    """Return the page of a version, with what was typed when something was refused."""
    version = _read(request, pk)
    session, today = version.session, clock.today()
    current = in_circulation(session)
    observing = (
        current is not None
        and current.pk == version.pk
        and version.observe_until is not None
        and today <= version.observe_until
        and may_observe(request.actor, version, today)
    )
    observed = observations_of(request.actor, version)
    fields = Fields(request.POST)
    context = {
        "version": version,
        "session": session,
        "name": queries.name_of(session),
        "sections": _sections(version, observed),
        "whole": [one for one in observed if not one.section],
        "choices": section_choices(version.content),
        "chosen": fields.text("section") or request.GET.get("seccion", ""),
        "seats": list(seats_to_observe(request.actor, session, today)) if observing else [],
        "is_current": current is not None and current.pk == version.pk,
        "before": version_before(request.actor, version),
        "may_manage": policies.may_manage_session(request.actor, session),
        "waiting": sum(one.accepted is None for one in observed),
        "text": fields.text("text"),
        "problems": [problem] if problem else [],
    }
    return render(request, "cabinet/minutes/version.html", context, status=status)


@require_safe
def show_changes(request: Request, pk: int) -> HttpResponse:
    """Show what changed since the version this person read before."""
    version = _read(request, pk)
    before = version_before(request.actor, version)
    if before is None:
        raise policies.unknown(_("una versión anterior con que compararla"))
    changes = changes_between(before.content, version.content)
    context = {
        "version": version,
        "before": before,
        "session": version.session,
        "name": queries.name_of(version.session),
        "changed": [one for one in changes if one.state != "same"],
        "same": [one.title for one in changes if one.state == "same"],
    }
    return render(request, "cabinet/minutes/changes.html", context)


@require_safe
def download_version(request: Request, pk: int, kind: str) -> HttpResponseBase:
    """Give a version as Word or as PDF/UA."""
    version = _read(request, pk)
    return serve(version.pdf if kind == "pdf" else version.docx, request)


def _read(request: Request, pk: int) -> MinutesVersion:
    """Return the version, its reading written down when it is restricted."""
    version = version_of(request.actor, pk)
    if Reserve(version.session.reserve).is_restricted:
        note_reading(request.actor, "cabinet.version", version.pk, str(version), request.path, clock.now())
    return version


def _sections(version: MinutesVersion, observed: list[Observation]) -> list[dict[str, object]]:
    return [
        {**section, "observed": [one for one in observed if one.section == section["key"]]}
        for section in version.content["sections"]
    ]
