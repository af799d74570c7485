"""The papers of a point: each new file under a name already there is its next version; none is ever taken back."""

from datetime import datetime

from django.db.models import Max

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.vault import Readable
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.point_locks import point_to_change
from gabinete.office.cabinet.models import PointFile
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

MAX_PAPERS = 40
_TITLE_LIMIT = 160


def add_file(actor: Actor, point_id: int, title: str, file: Readable, name: str, now: datetime) -> PointFile:
    """Add a paper to a point, or the next version of one it has; what members said before it counts no more.

    Args:
        title: what it is; with the title of another it takes its place. Empty uses the name of the file.
        name: of the file, as it came.

    Raises:
        BadInput: the file is empty, too big, dangerous or disguised; or the point has too many.
        IllegalMove: the session is over.
    """
    with act(actor.user_id, "cabinet.add_file", at=now):
        point = point_to_change(actor, point_id, None)
        SESSION_FLOW.require("attach", point.session.state, Situation())
        document = store(
            file, name=name, actor_id=actor.user_id, now=now, source=f"Orden del día, punto {point.position}"
        )
        called = rules.clean_line(title, _TITLE_LIMIT, "Qué documento es") or document.name[:_TITLE_LIMIT]
        versions = point.files.filter(title=called)
        last = versions.select_related("document").order_by("-number").first()
        if last is not None and last.document.sha256 == document.sha256:
            return last
        if last is None and point.files.values("title").distinct().count() >= MAX_PAPERS:
            raise BadInput(
                "point.papers", f"Un punto admite {MAX_PAPERS} documentos. No se guardó; agrúpelos en uno."
            )
        number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
        point.changed_at = now
        point.save(update_fields=["changed_at"])
        return PointFile.objects.create(
            point=point,
            title=called,
            number=number,
            document=document,
            added_at=now,
            added_by_id=actor.user_id,
        )
