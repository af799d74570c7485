"""The first point on paper: the call, the letter that carries it and the minutes print the same, and nothing reserved."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pdfua import validate
from pypdf import PdfReader

from gabinete.foundation.audit.acts import act
from gabinete.foundation.rendering.word_fields import text_of
from gabinete.kernel import clock
from gabinete.office.cabinet import calling, states
from gabinete.office.cabinet.actions.calls import NewDate, call_session, postpone_session
from gabinete.office.cabinet.calling import Sending
from gabinete.office.cabinet.models import CabinetSession, Invitation
from gabinete.office.cabinet.queries.first_point import first_point_of
from gabinete.office.cabinet.queries.followed import followed_of
from gabinete.office.cabinet.queries.happened import what_happened
from gabinete.office.cabinet.rules.followed import Followed
from gabinete.office.cabinet.rules.minutes_content import content_of
from gabinete.office.cabinet.rules.minutes_fields import minutes_fields
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Origin
from tests.office.cabinet.firstpoint.table import Table

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LATE, AWAY = "Entregar el tabulador <b>de</b> sanciones", "Pavimentar el acceso a Ures"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def session(table: Table, now: datetime) -> CabinetSession:
    """A session to come of a table that ordered two things, one of them overdue."""
    today = now.date()
    table.session(today - timedelta(days=60), states.RECORDED)
    table.matter(LATE, today - timedelta(days=60), today - timedelta(days=9))
    sidur = table.cast.unit("SIDUR").pk
    table.matter(AWAY, today - timedelta(days=60), today + timedelta(days=200), lead_id=sidur)
    return table.session(today + timedelta(days=7), states.PLANNED)


def call(table: Table, session: CabinetSession, now: datetime) -> None:
    session.refresh_from_db()
    call_session(table.actor(), session.pk, session.version, now)


def printed(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def letter(invited: Invitation, now: datetime) -> str:
    """Return the call as PDF that goes with the letter of an invitation."""
    session = CabinetSession.objects.select_related("body__secretary_unit").get(pk=invited.session_id)
    invited.session = session
    sent = calling.letter_of(invited, Sending(calling.CALL, 1), now)
    return next(
        printed(content)
        for part in sent.message().walk()
        if part.get_content_type() == "application/pdf"
        and isinstance(content := part.get_payload(decode=True), bytes)
    )


def titles(followed: Followed | None) -> list[str]:
    assert followed is not None
    return [matter.title for group in followed.groups for matter in group.matters]


def test_call_prints_it_to_every_member_in_word_and_pdf(
    table: Table, session: CabinetSession, now: datetime, client_for: SignIn, tmp_path: Path
) -> None:
    call(table, session, now)
    client = client_for(table.cast.rosa)  # of one agency: the paper is the same for all

    worded = text_of(client.get(f"/sesiones/{session.pk}/convocatoria.docx").content)
    paper = client.get(f"/sesiones/{session.pk}/convocatoria.pdf").content

    for told in (" ".join(worded), printed(paper)):
        assert "Punto 1. Seguimiento de acuerdos" in told
        assert "2 asuntos merecen minutos de la mesa; 0/2 con reporte aceptado" in told
        assert "desde la 1.ª del" in told
        assert "Vencidos: 1." in told
        assert LATE in told
        assert AWAY in told
        assert "Venció hace" in told
        assert "Se proponen" not in told
    file = tmp_path / "convocatoria.pdf"
    file.write_bytes(paper)
    assert not list(validate(file).findings)


def test_call_of_a_table_with_nothing_to_follow_has_no_such_section(
    table: Table, now: datetime, client_for: SignIn
) -> None:
    session = table.session(now.date() + timedelta(days=7), states.PLANNED)
    call(table, session, now)
    client = client_for(table.cast.lucia)

    worded = " ".join(text_of(client.get(f"/sesiones/{session.pk}/convocatoria.docx").content))

    assert "Punto 1." not in worded
    assert "Corte:" not in worded
    assert "Punto 1." not in printed(client.get(f"/sesiones/{session.pk}/convocatoria.pdf").content)


def test_letter_to_a_member_carries_it_and_that_to_a_guest_does_not(
    table: Table, session: CabinetSession, now: datetime
) -> None:
    call(table, session, now)
    member = session.invitations.filter(seat__isnull=False).select_related("seat").first()
    guest = Invitation(session=session, guest="Dra. Elsa Peña, UNAM", addresses=["elsa@example.mx"], pk=1)
    assert member is not None

    assert AWAY in letter(member, now)
    assert AWAY not in letter(guest, now)
    assert "Seguimiento de acuerdos" in letter(guest, now)  # the point itself is on the order of the day


def test_link_of_a_seat_opens_the_same_call(table: Table, session: CabinetSession, now: datetime) -> None:
    call(table, session, now)
    invited = session.invitations.select_related("session").first()
    assert invited is not None

    paper = Client().get(f"/convocatoria/{calling.key_of(invited)}/convocatoria.pdf")

    assert AWAY in printed(paper.content)


def test_postponed_session_called_again_prints_what_stands_then(
    table: Table, session: CabinetSession, now: datetime
) -> None:
    call(table, session, now)
    session.refresh_from_db()
    later = now.date() + timedelta(days=30)
    postpone_session(table.actor(), session.pk, session.version, "Agenda", now, NewDate(later))
    fresh = "Integrar el padrón de beneficiarios"
    table.matter(fresh, now.date() - timedelta(days=40), now.date() - timedelta(days=2))
    call(table, session, now + timedelta(hours=1))
    invited = session.invitations.filter(seat__isnull=False).select_related("seat").first()
    assert invited is not None

    told = letter(invited, now + timedelta(days=2))

    assert "Vencidos: 2." in told
    assert fresh in told


def test_nothing_above_the_reserve_of_the_session_is_printed(session: CabinetSession, now: datetime) -> None:
    with act(0, "tests.reserve", at=now):
        Matter.objects.filter(title=LATE).update(reserve=3)

    assert titles(followed_of(session, now)) == [AWAY]


def test_what_was_agreed_in_a_restricted_point_is_not_printed_in_a_reserved_session_either(
    table: Table, session: CabinetSession, now: datetime
) -> None:
    """There the matter is as reserved as the session, and only who its point names may read of it."""
    with act(0, "tests.restrict", at=now):
        held = CabinetSession.objects.exclude(pk=session.pk).get()
        CabinetSession.objects.update(reserve=4)
        Matter.objects.update(reserve=4)
        point = held.agenda.create(position=2, title="Compra de radios", is_restricted=True)
        minutes = held.minutes.create(text="", uploaded_at=now, uploaded_by=table.cast.lucia)
        matter = Matter.objects.get(title=LATE)
        minutes.drafts.create(
            position=1, point=point, kind="agreement", text="x", matter=matter, confidence=1
        )
    session.refresh_from_db()

    assert titles(followed_of(session, now)) == [AWAY]


def test_topics_of_sessions_more_reserved_than_this_one_are_not_printed(
    table: Table, session: CabinetSession, now: datetime
) -> None:
    today = now.date()
    with act(0, "tests.topics", at=now):
        for days in (50, 40):
            past = table.session(today - timedelta(days=days), states.RECORDED)
            table.point(past, "Tarifas de agua potable", outcome="deferred")
            CabinetSession.objects.filter(pk=past.pk).update(reserve=5)
    table.point(session, "Tarifas de agua potable")
    call(table, session, now)
    opened = table.open(session)

    told = followed_of(opened, now)

    assert len(first_point_of(table.actor("marcos"), opened, now).topics) == 1  # type: ignore[union-attr]
    assert told is not None
    assert told.topics == []


def test_orders_of_other_tables_are_shown_on_screen_and_not_printed(
    table: Table, session: CabinetSession, now: datetime, client_for: SignIn
) -> None:
    other = table.matter(
        "Suspender la entrega del tabulador de sanciones", now.date(), None,
        origin=Origin("session", "Otro", "GX", 1, "Ella"),
    )  # fmt: skip
    client = client_for(table.cast.lucia)

    paper = client.get(f"/sesiones/{session.pk}/convocatoria.pdf").content

    assert other.folio not in printed(paper)


def test_restricted_point_of_follow_up_prints_nothing(session: CabinetSession, now: datetime) -> None:
    with act(0, "tests.restrict", at=now):
        session.agenda.filter(role="followup").update(is_restricted=True)

    assert followed_of(session, now) is None


def test_minutes_tell_what_the_table_was_told_when_it_opened(
    table: Table, session: CabinetSession, now: datetime
) -> None:
    call(table, session, now)
    held = table.hold(session)
    happened = what_happened(held, [])

    section = next(one for one in content_of(happened)["sections"] if one["key"] == "punto-1")
    fields = minutes_fields(happened)

    summary = next(block["text"] for block in section["blocks"] if block["is"] == "paragraph")
    tables = [block for block in section["blocks"] if block["is"] == "table"]
    assert summary == fields["seguimiento_resumen"]
    assert "11:00 horas" in summary
    assert [one["caption"] for one in tables] == [
        row["motivo"] for row in fields["seguimiento"] if isinstance(row, dict)
    ]
    assert tables[0]["rows"][0][1] == LATE
    assert fields["seguimiento_punto"] == "1"


def test_minutes_of_a_session_that_was_not_opened_here_tell_nothing_of_it(table: Table) -> None:
    recorded = table.session(date(2026, 10, 5), states.RECORDED)

    assert all(point.followed is None for point in what_happened(recorded, []).points)
