"""Reads of the Word templates of the bodies."""

from gabinete.foundation.documents.vault import open_content
from gabinete.office.cabinet.models import Body, PaperTemplate
from gabinete.office.cabinet.office_templates import office_template


def own_templates(body: Body) -> dict[str, PaperTemplate]:
    """Return the templates a body made its own, by paper, with their file and who brought it."""
    own = PaperTemplate.objects.select_related("document", "uploaded_by").filter(body=body)
    return {one.kind: one for one in own}


def template_of(body_id: int, kind: str) -> bytes:
    """Return the template on which a body writes a paper: its own, else the office's.

    Args:
        kind: a value of ``PaperKind``.
    """
    own = PaperTemplate.objects.select_related("document").filter(body_id=body_id, kind=kind).first()
    if own is None:
        return office_template(kind)
    with open_content(own.document.sha256, own.document.name) as content:
        return content.read()
