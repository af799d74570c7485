"""The form of an answer, the same at every door."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gabinete.office.cabinet.actions.answers import AnswerGiven
from gabinete.office.cabinet.models import Answer
from gabinete.office.cabinet.web.fields import Fields


def choices(*, guest: bool = False) -> list[tuple[str, str, str]]:
    """Return what may be answered: value, word, what it means. A guest sends nobody in their place."""
    every: list[tuple[str, str, str]] = [
        (Answer.ATTENDS, _("Asiste"), ""),
        (Answer.TENTATIVE, _("Por confirmar"), _("Podrá cambiarla después.")),
        (Answer.ABSENT, _("No asiste"), _("Nadie ocupará su lugar.")),
        (Answer.ALTERNATE, _("Envía suplente"), _("Escriba abajo quién y con qué cargo.")),
    ]
    return every[:-1] if guest else every


def answer_given(fields: Fields, files: Mapping[str, UploadedFile]) -> AnswerGiven:
    """Return the answer as it was written."""
    file = files.get("designation")
    return AnswerGiven(
        fields.text("answer"),
        fields.text("note"),
        fields.text("alternate_name"),
        fields.text("alternate_title"),
        file,
        (file.name or "") if file else "",
    )
