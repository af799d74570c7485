"""Papers of a point: taken in with their versions, given back to whoever may read the point."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions import point_files
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request


@require_POST
def add_file(request: Request, pk: int) -> HttpResponse:
    """Add a paper, or the next version of one."""
    file = request.FILES.get("file")
    if file is None or file.name is None:
        raise BadInput("point.no_file", _("Elija un archivo. No se agregó nada."))
    title = Fields(request.POST).text("title")
    added = point_files.add_file(request.actor, pk, title, file, file.name, clock.now())
    said = _("Se agregó «%(title)s», versión %(n)s.") % {"title": added.title, "n": added.number}
    messages.success(request, said)
    return redirect(f"{reverse('cabinet:show-point', args=[pk])}#documentos")


@require_safe
def download_file(request: Request, pk: int, file: int) -> HttpResponseBase:
    """Give a paper to whoever may read its point, or was asked for an opinion on it."""
    found = (
        rights.visible_files(request.actor)
        .select_related("document", "point__session__body")
        .filter(pk=file, point=pk)
        .first()
    )
    if found is None:
        raise policies.unknown(_("un documento"))
    note_points(request.actor, found.point.session, [found.point], request.path)
    return serve(found.document, request)
