"""Extracts of agreements: one oficio each, to whoever answers, with the acuse of the matter itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from pdfua import validate

from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.vault import open_content, path_of
from gabinete.foundation.notifications.actions import acknowledge
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.rendering.word_fields import text_of
from gabinete.kernel.errors import NotAllowed, NotFound, RuleBroken
from gabinete.office.cabinet.actions.extracts import send_extracts
from gabinete.office.cabinet.models import CabinetSession, Extract
from gabinete.office.cabinet.queries.extracts import extract_of, extract_rows
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import may_view
from tests.office.cabinet.minutes.stage import LATER, Held, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(held: Held) -> list[Extract]:
    register(held)
    return send_extracts(held.room.lucia, held.session.pk, LATER)


def test_every_agreement_gets_its_extract_once(held: Held, sent: list[Extract]) -> None:
    assert [one.matter.folio for one in sent] == ["GL/2026/01-01", "GL/2026/01-02", "GL/2026/01-03"]

    with pytest.raises(RuleBroken, match="ya se enviaron"):
        send_extracts(held.room.lucia, held.session.pk, LATER)


def test_an_extract_says_the_agreement_its_term_and_its_point(sent: list[Extract]) -> None:
    with open_content(sent[0].docx.sha256, sent[0].docx.name) as file:
        said = " ".join(text_of(file.read()))

    for phrase in (
        "Presentar el calendario de abasto de agua.",
        "Comisión Estatal del Agua",
        "15 días hábiles; vence el",
        "Punto 1. Abasto de agua en Hermosillo",
        "Lucía Montaño Félix",
    ):
        assert phrase in said
    assert validate(path_of(sent[0].pdf.sha256)).exit_code == 0


def test_the_extract_of_a_restricted_point_does_not_name_the_point(sent: list[Extract]) -> None:
    with open_content(sent[2].docx.sha256, sent[2].docx.name) as file:
        said = " ".join(text_of(file.read()))

    assert "Acuerdo secreto con proveedores." in said
    assert "Negociación" not in said


def test_the_acuse_of_an_extract_is_that_of_its_matter(held: Held, sent: list[Extract]) -> None:
    cast = held.room.cast
    notice = Notice.objects.get(kind="followup.extract", user=cast.rosa, title__contains="GL/2026/01-01")

    acknowledge(cast.rosa.pk, notice.pk, LATER)

    row = extract_rows(held.room.lucia, held.fresh())[0]
    assert (row.received_at, row.received_by) == (LATER, cast.rosa.name)


def test_sending_notifies_what_was_only_registered(held: Held) -> None:
    register(held)
    with act(held.room.lucia.user_id, "tests.undo", at=LATER):
        Matter.objects.filter(folio="GL/2026/01-02").update(state="registered", notified_at=None)

    send_extracts(held.room.lucia, held.session.pk, LATER)

    matter = Matter.objects.get(folio="GL/2026/01-02")
    assert (matter.state, matter.notified_at) == ("notified", LATER)


@pytest.mark.parametrize("who", ["tomas", "elena", "rosa"])
def test_only_who_registers_agreements_sends_extracts(held: Held, who: str) -> None:
    register(held)

    with pytest.raises((NotAllowed, NotFound)):
        send_extracts(held.room.cast.actor(who), held.session.pk, LATER)

    assert not Extract.objects.exists()


def test_nothing_is_sent_before_the_session_is_held(held: Held) -> None:
    register(held)
    CabinetSession.objects.filter(pk=held.session.pk).update(state="called")

    with pytest.raises(RuleBroken, match="no ha concluido"):
        send_extracts(held.room.lucia, held.session.pk, LATER)


@pytest.mark.parametrize(
    "who", ["elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "sofia", "ana", "nadia", "olga"]
)
def test_an_extract_is_read_by_whoever_reads_its_matter(
    held: Held, sent: list[Extract], who: str, client_for: Callable[..., Client]
) -> None:
    actor, client = held.room.cast.actor(who), client_for(held.room.cast.people[who])

    for one in sent:
        seen = may_view(actor, one.matter)
        assert (client.get(f"/asuntos/{one.matter_id}/extracto.pdf").status_code == 200) == seen
        if seen:
            assert extract_of(actor, one.matter_id) == one
        else:
            with pytest.raises(NotFound):
                extract_of(actor, one.matter_id)
