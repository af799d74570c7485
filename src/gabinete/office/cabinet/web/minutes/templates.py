"""The Word templates of a body: its fields, the one in use, another in its place."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.rendering.fields import example_values
from gabinete.foundation.rendering.word_fields import fill_template
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import templates
from gabinete.office.cabinet.models import Body, PaperKind
from gabinete.office.cabinet.queries.templates import own_templates, template_of
from gabinete.office.cabinet.rules.paper_fields import FIELDS
from gabinete.office.cabinet.web.sessions import Request

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def list_templates(request: Request, pk: int) -> HttpResponse:
    """Show each paper of a body with its template and every field it may use."""
    return _page(request, pk)


@require_POST
def put_template(request: Request, pk: int, kind: str) -> HttpResponse:
    """Take a template; what is wrong in it is said field by field, and nothing is kept."""
    file = request.FILES.get("file")
    try:
        if file is None:
            templates.refuse_nothing()
        else:
            templates.put_template(
                request.actor, pk, kind, (file, file.name or "plantilla.docx"), clock.now()
            )
    except GabineteError as error:
        if error.status in {403, 404}:
            raise
        return _page(request, pk, error, kind)
    messages.success(request, _("La plantilla de %(paper)s quedó en uso.") % {"paper": PaperKind(kind).label})
    return redirect(reverse("cabinet:list-templates", args=[pk]))


@require_POST
def drop_template(request: Request, pk: int, kind: str) -> HttpResponse:
    """Go back to the office's own template."""
    templates.drop_template(request.actor, pk, kind, clock.now())
    messages.success(request, _("Se volvió a la plantilla de la Oficina."))
    return redirect(reverse("cabinet:list-templates", args=[pk]))


@require_safe
def download_template(request: Request, pk: int, kind: str) -> HttpResponse:
    """Give the template in use, to be edited in Word."""
    body = _body(request, pk, kind)
    return _word(template_of(body.pk, kind), f"plantilla-{_slug(body, kind)}")


@require_safe
def preview_template(request: Request, pk: int, kind: str) -> HttpResponse:
    """Give the template in use filled with examples."""
    body = _body(request, pk, kind)
    schema = FIELDS[kind]
    filled = fill_template(template_of(body.pk, kind), schema, example_values(schema), clock.now())
    return _word(filled, f"ejemplo-{_slug(body, kind)}")


def _page(request: Request, pk: int, problem: GabineteError | None = None, kind: str = "") -> HttpResponse:
    body = _body(request, pk)
    own = own_templates(body)
    papers = [
        {"kind": value, "label": str(label), "own": own.get(value), "fields": FIELDS[value]}
        for value, label in PaperKind.choices
    ]
    context = {
        "body": body,
        "papers": papers,
        "problem": problem.message if problem else "",
        "reasons": problem.data.get("reasons", []) if problem else [],
        "wrong": kind,
    }
    return render(
        request, "cabinet/minutes/templates.html", context, status=problem.status if problem else 200
    )


def _body(request: Request, pk: int, kind: str = "") -> Body:
    body = queries.body_of(request.actor, pk)
    policies.require(policies.may_manage_bodies(request.actor), _("cambiar las plantillas de un gabinete"))
    if kind and kind not in PaperKind.values:
        raise policies.unknown(_("un documento con plantilla"))
    return body


def _slug(body: Body, kind: str) -> str:
    names = {PaperKind.CALL: "convocatoria", PaperKind.MINUTES: "minuta", PaperKind.EXTRACT: "extracto"}
    return f"{names[PaperKind(kind)]}-{body.code}".replace("Ñ", "N")


def _word(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
