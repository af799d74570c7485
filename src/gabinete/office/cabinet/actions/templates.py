"""The Word templates of a body: put in their place once they are sound, or taken away."""

from datetime import datetime
from io import BytesIO

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.vault import Readable
from gabinete.foundation.rendering.word_fields import check_template
from gabinete.foundation.rendering.word_package import SIZE_LIMIT, refused
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import Body, PaperKind, PaperTemplate
from gabinete.office.cabinet.rules.paper_fields import FIELDS


def put_template(
    actor: Actor, body_id: int, kind: str, given: tuple[Readable, str], now: datetime
) -> PaperTemplate:
    """Take a template for one of the papers of a body; the one before stays in the documents.

    Args:
        kind: a value of ``PaperKind``.
        given: the file and its name.

    Raises:
        NotAllowed, NotFound.
        BadInput: it brings something dangerous, or ``reasons`` says each field that is wrong and where. Nothing is kept.
    """
    content, name = _read(*given)
    with act(actor.user_id, "cabinet.put_template", at=now):
        body = _body(actor, body_id)
        if kind not in PaperKind.values:
            raise BadInput("template.kind", "Elija de qué documento es la plantilla. No se guardó nada.")
        check_template(content, name, FIELDS[kind])
        document = store(
            BytesIO(content),
            name=name,
            actor_id=actor.user_id,
            now=now,
            source="Plantilla de Word",
            limit=SIZE_LIMIT,
        )
        PaperTemplate.objects.filter(body=body, kind=kind).delete()
        return PaperTemplate.objects.create(
            body=body, kind=kind, document=document, uploaded_at=now, uploaded_by_id=actor.user_id
        )


def refuse_nothing() -> None:
    """Refuse a form that came without its file.

    Raises:
        BadInput.
    """
    raise BadInput("template.none", "Elija el archivo de Word de la plantilla. No se guardó nada.")


def drop_template(actor: Actor, body_id: int, kind: str, now: datetime) -> None:
    """Go back to the office's own template for one of the papers of a body.

    Raises:
        NotAllowed.
        NotFound: the body has none of its own.
    """
    with act(actor.user_id, "cabinet.drop_template", at=now):
        body = _body(actor, body_id)
        deleted, _by_kind = PaperTemplate.objects.filter(body=body, kind=kind).delete()
        if not deleted:
            raise policies.unknown("una plantilla propia de ese gabinete")


def _read(file: Readable, name: str) -> tuple[bytes, str]:
    content = file.read(SIZE_LIMIT + 1)
    if not content:
        raise refused(name, "está vacío")
    return content, name


def _body(actor: Actor, body_id: int) -> Body:
    policies.require(policies.may_manage_bodies(actor), "cambiar las plantillas de un gabinete")
    body = Body.objects.select_for_update().filter(pk=body_id).first()
    if body is None:
        raise policies.unknown("un gabinete")
    return body
