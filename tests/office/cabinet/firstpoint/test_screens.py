"""The pages of the first point: what each reader sees, and what nobody may."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from gabinete.foundation.access.models import RestrictedReading
from gabinete.foundation.audit.acts import act
from gabinete.kernel import clock
from gabinete.office.cabinet import states
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Origin
from tests.office.cabinet.firstpoint.table import Table

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def session(table: Table, today: date) -> CabinetSession:
    """The next session of a table that has one matter overdue and one of another agency silent."""
    table.session(today - timedelta(days=60), states.RECORDED)
    table.matter(
        "Entregar el tabulador <b>de</b> sanciones", today - timedelta(days=60), today - timedelta(days=9)
    )
    sidur = table.cast.unit("SIDUR").pk
    table.matter(
        "Pavimentar el acceso a Ures", today - timedelta(days=60), today + timedelta(days=200), lead_id=sidur
    )
    return table.session(today + timedelta(days=7))


def page(client: Client, session: CabinetSession, path: str = "seguimiento/") -> str:
    answer = client.get(f"/sesiones/{session.pk}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_tells_each_matter_with_its_reason_and_opens_it(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    told = page(client_for(table.cast.lucia), session)
    late = Matter.objects.get(title__startswith="Entregar")

    assert f'href="/asuntos/{late.pk}/"' in told
    assert "Entregar el tabulador &lt;b&gt;de&lt;/b&gt; sanciones" in told
    assert "Venció hace" in told
    assert "Se proponen 5 minutos" in told
    assert "0/2 de los que reclaman minutos tienen reporte aceptado" in told
    assert "sin reporte" in told


def test_session_page_shows_its_first_lines_and_leads_to_all(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    told = page(client_for(table.cast.lucia), session, "")

    assert "Lo que merece los minutos de la mesa" in told
    assert f"/sesiones/{session.pk}/seguimiento/" in told
    assert "Vencidos: 1 · Sin reporte: 1" in told


def test_agency_sees_its_own_and_no_minutes_proposed(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    told = page(client_for(table.cast.ivan), session)

    assert "Pavimentar el acceso" in told
    assert "tabulador" not in told
    assert "Se proponen" not in told


def test_who_does_not_know_of_the_session_knows_of_no_first_point(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    for who in ("sofia", "olga", "nadia", "berta"):
        answer = client_for(getattr(table.cast, who)).get(f"/sesiones/{session.pk}/seguimiento/")
        assert answer.status_code in {403, 404}, who
        assert "tabulador" not in answer.content.decode()
    assert client_for(table.cast.lucia).post(f"/sesiones/{session.pk}/seguimiento/").status_code == 405


def test_reading_of_a_restricted_session_is_written_down(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    with act(0, "tests.reserve", at=clock.now()):
        CabinetSession.objects.filter(pk=session.pk).update(reserve=3)

    page(client_for(table.cast.lucia), session)

    assert RestrictedReading.objects.filter(door=f"/sesiones/{session.pk}/seguimiento/").count() == 1


def test_session_that_took_place_elsewhere_says_that_nobody_kept_it(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    first = CabinetSession.objects.order_by("held_on").first()
    assert first is not None

    assert "No se guardó el primer punto" in page(client_for(table.cast.lucia), first)
    assert "Lo que merece los minutos" not in page(client_for(table.cast.lucia), first, "")


def test_page_of_a_session_that_opened_says_when_it_was_told(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    table.open(session)

    assert "Así se dijo a la mesa el" in page(client_for(table.cast.lucia), session)


def test_first_page_of_the_secretary_counts_what_the_next_session_deserves(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    told = client_for(table.cast.lucia).get("/").content.decode()

    assert "2 asuntos merecen minutos en la próxima sesión" in told
    assert f"/sesiones/{session.pk}/seguimiento/" in told
    assert "merecen minutos" not in client_for(table.cast.tomas).get("/").content.decode()


def test_card_of_a_draft_points_out_the_order_that_contradicts_it(
    table: Table, session: CabinetSession, client_for: SignIn, today: date
) -> None:
    other = table.matter(
        "Suspender la obra del acueducto Yaqui",
        today,
        None,
        origin=Origin("session", "Otro", "GX", 1, "Ella"),
    )
    with act(0, "tests.draft", at=clock.now()):
        minutes = session.minutes.create(text="x", uploaded_at=clock.now(), uploaded_by=table.cast.lucia)
        draft = minutes.drafts.create(
            position=1, kind="agreement", text="Continuar con la obra del acueducto Yaqui", confidence=1,
            lead=table.cast.unit("CEA"),
        )  # fmt: skip

    told = client_for(table.cast.lucia).get(f"/borradores/{draft.pk}/parecidos/").content.decode()

    assert "Se contradicen:" in told
    assert told.count(f'href="/asuntos/{other.pk}/"') == 1
    assert "«continuar» y la otra «suspender»" in told


def test_folder_tells_members_only_what_is_theirs_under_its_point(
    table: Table, session: CabinetSession, client_for: SignIn
) -> None:
    told = page(client_for(table.cast.rosa), session, "carpeta/")

    assert "Venció hace" in told
    assert f"/sesiones/{session.pk}/seguimiento/" in told
    assert "Pavimentar el acceso" not in told  # of another agency
