"""Who is to sign the minutes, and in what order."""

from io import BytesIO

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.office.cabinet.actions.signers import name_signers
from gabinete.office.cabinet.models import MinutesVersion, Signature
from tests.office.cabinet.minutes.stage import LATER, Held

pytestmark = pytest.mark.django_db


def version_of(held: Held, number: int) -> MinutesVersion:
    """A version with no papers worth reading."""
    lucia = held.room.lucia
    with act(lucia.user_id, "tests.version", at=LATER):
        paper = store(BytesIO(b"minuta"), name="minuta.txt", actor_id=lucia.user_id, now=LATER)
        return MinutesVersion.objects.create(
            session=held.session, number=number, made_at=LATER, made_by_id=lucia.user_id, content={},
            docx=paper, pdf=paper, circulated_at=LATER,
        )  # fmt: skip


def test_signers_are_the_chair_the_secretary_and_who_attended(held: Held) -> None:
    version = version_of(held, 1)

    with act(held.room.lucia.user_id, "tests.sign", at=LATER):
        name_signers(held.room.lucia, version, LATER)

    rows = version.signatures.values_list("order", "name", "title", "seat__unit__acronym", "signed_at")
    assert list(rows) == [
        (1, "Paz Luna", "Subsecretaria", "SIDUR", None),
        (2, "Lucía Montaño Félix", "Secretaria técnica", None, None),
        (3, "Ramón Encinas Duarte", "Vocal ejecutivo", "CEA", None),
    ]


def test_signers_that_wait_for_an_earlier_version_wait_no_more(held: Held) -> None:
    first, second = version_of(held, 1), version_of(held, 2)
    lucia = held.room.lucia
    with act(lucia.user_id, "tests.sign", at=LATER):
        chair = name_signers(lucia, first, LATER)[0]
        Signature.objects.filter(pk=chair.pk).update(
            kind="autograph", signed_at=LATER, signed_by_id=lucia.user_id, document=first.pdf
        )

        name_signers(lucia, second, LATER)

    assert list(first.signatures.values_list("name", flat=True)) == ["Paz Luna"]
    assert second.signatures.count() == 3
