"""From a matter to where it was agreed and back, and nothing to whoever may not know of it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.actions import acknowledge
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import SessionGiven
from gabinete.office.cabinet.actions.extracts import send_extracts
from gabinete.office.cabinet.actions.sending import send_agreement, send_point
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession
from gabinete.office.cabinet.queries.origins import born_at, born_of
from gabinete.office.followup.models import Matter
from tests.office.cabinet.agenda.stage import MEETS_ON, other_body
from tests.office.cabinet.minutes.stage import LATER, SECRET, Held, register

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def born(held: Held) -> list[Matter]:
    register(held)
    return list(Matter.objects.order_by("folio"))


def page(client: Client, matter: Matter) -> str:
    answer = client.get(f"/asuntos/{matter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_matter_leads_to_its_session_point_minutes_and_extract(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    version = build_version(held.room.lucia, held.session.pk, "", LATER).version
    send_extracts(held.room.lucia, held.session.pk, LATER)
    said = page(client_for(held.room.cast.lucia), born[0])

    for address in (
        f"/sesiones/{held.session.pk}/",
        f"/puntos/{held.points[1].pk}/",
        f"/versiones/{version.pk}/",
        f"/asuntos/{born[0].pk}/extracto.pdf",
    ):
        assert f'href="{address}"' in said
    assert "borrador" in said
    assert "sin acuse" in said


def test_acuse_of_the_extract_is_said(held: Held, born: list[Matter], client_for: SignIn) -> None:
    send_extracts(held.room.lucia, held.session.pk, LATER)
    rosa = held.room.cast.rosa
    notice = Notice.objects.get(kind="followup.extract", user=rosa, title__contains=born[0].folio)
    acknowledge(rosa.pk, notice.pk, LATER)

    said = page(client_for(held.room.cast.lucia), born[0])
    assert "acuse del" in said
    assert "sin acuse" not in said


def test_minutes_not_sent_yet_are_shown_only_to_whoever_runs_the_session(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    version = build_version(held.room.lucia, held.session.pk, "", LATER).version

    said = page(client_for(held.room.cast.rosa), born[0])
    assert f"/sesiones/{held.session.pk}/" in said
    assert f"/versiones/{version.pk}/" not in said


def test_session_is_not_told_to_whoever_may_not_know_of_it(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    send_extracts(held.room.lucia, held.session.pk, LATER)
    CabinetSession.objects.filter(pk=held.session.pk).update(reserve=Reserve.RESERVED)

    said = page(client_for(held.room.cast.rosa), born[0])
    assert f"/sesiones/{held.session.pk}/" not in said
    assert f"/puntos/{held.points[1].pk}/" not in said
    assert f"/asuntos/{born[0].pk}/extracto.pdf" in said  # it was sent to them


def test_restricted_point_is_told_only_to_those_it_names(held: Held, born: list[Matter]) -> None:
    cast, secret = held.room.cast, born[2]

    assert born_of(cast.actor("marcos"), secret.pk).point == held.points[3]
    known = born_of(cast.actor("lucia"), secret.pk)
    assert (known.session, known.point) == (held.session, None)


def test_matter_that_came_from_elsewhere_shows_no_session(held: Held, born: list[Matter]) -> None:
    AgreementDraft.objects.update(matter=None)

    found = born_of(held.room.lucia, born[0].pk)
    assert (found.session, found.point, found.version, found.extract, found.sent) == (
        None, None, None, None, (),
    )  # fmt: skip


def test_agreement_sent_to_another_table_leads_there_and_back(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    other = other_body(held.room)
    actions.create_session(held.room.lucia, other.pk, SessionGiven(held_on=MEETS_ON), LATER)
    there = send_agreement(held.room.lucia, held.session.pk, born[0].pk, other.pk, LATER)
    client = client_for(held.room.cast.lucia)

    assert f'href="/puntos/{there.pk}/"' in page(client, born[0])
    back = client.get(f"/puntos/{there.pk}/").content.decode()
    assert f'href="/asuntos/{born[0].pk}/"' in back
    assert f'href="/puntos/{held.points[1].pk}/"' in back


def test_point_shows_what_was_agreed_at_it_and_at_its_other_end(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    other = other_body(held.room)
    coming = actions.create_session(held.room.lucia, other.pk, SessionGiven(held_on=MEETS_ON), LATER)
    twin = send_point(held.room.lucia, held.points[4].pk, other.pk, LATER)
    with act(0, "tests.agreed", at=LATER):
        draft = AgreementDraft.objects.get(matter=born[1])
        AgreementDraft.objects.filter(pk=draft.pk).update(point=twin)
    client = client_for(held.room.cast.lucia)

    here = client.get(f"/puntos/{held.points[1].pk}/").content.decode()
    assert "Lo acordado aquí" in here
    assert f'href="/asuntos/{born[0].pk}/"' in here
    far = client.get(f"/puntos/{held.points[4].pk}/").content.decode()
    assert f'href="/asuntos/{born[1].pk}/"' in far
    assert "Ahí nació" in far
    assert coming.pk != held.session.pk


def test_matter_nobody_may_read_is_told_at_no_point(held: Held, born: list[Matter]) -> None:
    Matter.objects.filter(pk=born[0].pk).update(reserve=Reserve.PRIVATE)

    assert born_at(held.room.cast.actor("rosa"), [held.points[1]]) == {}
    [seen] = born_at(held.room.cast.actor("marcos"), [held.points[1]])[held.points[1].pk]
    assert seen.pk == born[0].pk


def test_origin_costs_the_same_however_much_was_agreed(held: Held, born: list[Matter]) -> None:
    send_extracts(held.room.lucia, held.session.pk, LATER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        born_of(held.room.lucia, born[0].pk)
    few = len(asked)
    for n in range(5):
        build_version(held.room.lucia, held.session.pk, f"Otra {n}", LATER)
    with CaptureQueriesContext(connection) as asked:
        found = born_of(held.room.lucia, born[0].pk)

    assert found.version is not None
    assert len(asked) == few <= 8


def test_version_sent_to_sign_leads_to_its_signatures(
    held: Held, born: list[Matter], client_for: SignIn
) -> None:
    version = build_version(held.room.lucia, held.session.pk, "", LATER).version
    client = client_for(held.room.cast.lucia)
    assert "Ver las firmas" not in client.get(f"/versiones/{version.pk}/").content.decode()
    client.post(
        f"/sesiones/{held.session.pk}/versiones/enviar/",
        {"version": held.fresh().version, "days": "3", "minutes": version.pk},
    )

    said = client.get(f"/versiones/{version.pk}/").content.decode()
    assert f'href="/sesiones/{held.session.pk}/firmas/"' in said
    assert SECRET not in said
