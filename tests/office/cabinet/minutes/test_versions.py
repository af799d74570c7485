"""Versions of the minutes: built from what happened, numbered, sent round, observed, corrected, closed."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from pdfua import validate
from pypdf import PdfReader

from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.vault import open_content, path_of
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.rendering.word_fields import text_of
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import states
from gabinete.office.cabinet.actions.circulation import (
    circulate,
    correct_minutes,
    observe,
    resolve_observation,
)
from gabinete.office.cabinet.actions.closing import close_session
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.actions.wording import Mended, Wording, mend_minutes
from gabinete.office.cabinet.models import (
    AgendaItem,
    CabinetSession,
    MinutesVersion,
    Observation,
    Seat,
    Signature,
)
from gabinete.office.cabinet.policies.versions import may_view_version, visible_versions
from gabinete.office.cabinet.queries.versions import in_circulation
from tests.office.cabinet.minutes.stage import LATER, SECRET, Held, hold, register
from tests.office.cabinet.stage import Room

pytestmark = pytest.mark.django_db
EVERYBODY = ("elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "sofia", "ana", "nadia", "olga")


def content(document: Document) -> bytes:
    with open_content(document.sha256, document.name) as file:
        return file.read()


def printed(version: MinutesVersion) -> str:
    pages = PdfReader(io.BytesIO(content(version.pdf))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sent(held: Held) -> MinutesVersion:
    register(held)
    build_version(held.room.lucia, held.session.pk, "", LATER)
    return circulate(held.room.lucia, held.session.pk, held.fresh().version, 3, LATER)


def signed(held: Held) -> MinutesVersion:
    version = sent(held)
    with act(held.room.lucia.user_id, "tests.sign", at=LATER):
        version.signatures.update(
            kind="autograph",
            signed_at=LATER,
            signed_by_id=held.room.lucia.user_id,
            document_id=version.pdf_id,
        )
        MinutesVersion.objects.filter(pk=version.pk).update(signed_at=LATER)
        CabinetSession.objects.filter(pk=held.session.pk).update(state=states.SIGNED)
    return version


def seat(held: Held, acronym: str) -> int:
    return Seat.objects.get(body=held.room.body, unit__acronym=acronym).pk


def test_a_version_holds_what_happened_in_both_papers(held: Held) -> None:
    register(held)

    version = build_version(held.room.lucia, held.session.pk, "", LATER).version

    worded = " ".join(text_of(content(version.docx)))
    for said in (
        "10:12 horas",
        "Paz Luna",
        "Suplente",
        "Noé Siqueiros",
        "Se aprueba el calendario de abasto.",
        "presas <80 %> & pozos",
        "GL/2026/01-01",
        "Punto reservado",
        "Secretaria técnica",
    ):
        assert said in worded
        assert said in printed(version)


def test_a_version_says_nothing_of_restricted_points(held: Held) -> None:
    register(held)

    version = build_version(held.room.lucia, held.session.pk, "", LATER).version

    told = " ".join([str(version.content), printed(version), *text_of(content(version.docx))])
    for hidden in (SECRET, "Texto reservado", "Nota reservada", "Acuerdo secreto", "GL/2026/01-03"):
        assert hidden not in told


def test_the_printed_version_is_pdf_ua(held: Held) -> None:
    version = build_version(held.room.lucia, held.session.pk, "", LATER).version

    report = validate(path_of(version.pdf.sha256))

    assert report.exit_code == 0
    assert not list(report.findings)


def test_building_again_without_changes_gives_the_same_version(held: Held) -> None:
    first = build_version(held.room.lucia, held.session.pk, "", LATER)

    again = build_version(held.room.lucia, held.session.pk, "", LATER + timedelta(hours=1))

    assert (again.version, again.already, first.already) == (first.version, True, False)


def test_building_after_a_change_gives_the_next_number(held: Held) -> None:
    build_version(held.room.lucia, held.session.pk, "", LATER)
    wordings = {held.points[1].pk: Wording("Se aprueba por sectores.", "Se dijo.")}

    built = mend_minutes(
        held.room.lucia, held.session.pk, held.fresh().version, Mended(wordings), LATER
    ).version

    assert built.number == 2
    assert "Se aprueba por sectores." in printed(built)
    assert "Se aprueba por sectores." not in printed(MinutesVersion.objects.get(number=1))


def test_minutes_are_not_built_while_a_point_has_no_outcome(held: Held) -> None:
    with act(held.room.lucia.user_id, "tests.undo", at=LATER):
        AgendaItem.objects.filter(pk=held.points[2].pk).update(outcome="")

    with pytest.raises(IllegalMove, match="Falta el resultado del punto 2"):
        build_version(held.room.lucia, held.session.pk, "", LATER)

    assert not MinutesVersion.objects.exists()


@pytest.mark.parametrize("who", ["tomas", "elena", "ana"])
def test_only_who_runs_the_session_builds_and_sends(held: Held, who: str) -> None:
    actor = held.room.cast.actor(who)

    with pytest.raises(NotAllowed):
        build_version(actor, held.session.pk, "", LATER)
    with pytest.raises(NotAllowed):
        circulate(actor, held.session.pk, 9, 3, LATER)
    with pytest.raises(NotAllowed):
        correct_minutes(actor, held.session.pk, 9, "porque sí", LATER)
    with pytest.raises(NotAllowed):
        close_session(actor, held.session.pk, 9, LATER)
    with pytest.raises(NotAllowed):
        mend_minutes(actor, held.session.pk, 9, Mended({}), LATER)


def test_words_of_a_restricted_point_are_mended_only_by_its_readers(held: Held) -> None:
    wordings = {held.points[3].pk: Wording("x", "y")}

    with pytest.raises(NotFound):
        mend_minutes(held.room.lucia, held.session.pk, held.fresh().version, Mended(wordings), LATER)

    assert AgendaItem.objects.get(pk=held.points[3].pk).notes == "Nota reservada."


def test_minutes_do_not_go_out_with_agreements_unregistered(held: Held) -> None:
    build_version(held.room.lucia, held.session.pk, "", LATER)

    with pytest.raises(IllegalMove, match="3 acuerdos capturados todavía no se registran"):
        circulate(held.room.lucia, held.session.pk, held.fresh().version, 3, LATER)


def test_sending_counts_business_days_names_signers_and_tells_members(held: Held) -> None:
    version = sent(held)

    assert held.fresh().state == states.CIRCULATED
    # From Monday the 23rd, three business days: Thursday.
    assert version.observe_until == date(2026, 11, 26)
    assert version.signatures.count() == 3
    told = Notice.objects.filter(kind="cabinet.minutes")
    assert set(told.values_list("user__username", flat=True)) == {"rosa", "ramon", "ivan"}
    assert all(notice.needs_receipt and notice.url == f"/versiones/{version.pk}/" for notice in told)


def test_sending_twice_is_refused(held: Held) -> None:
    sent(held)

    with pytest.raises(RuleBroken, match="ya se envió"):
        circulate(held.room.lucia, held.session.pk, held.fresh().version, 3, LATER)


def test_two_secretaries_do_not_send_over_each_other(held: Held) -> None:
    register(held)
    build_version(held.room.lucia, held.session.pk, "", LATER)

    with pytest.raises(Stale):
        circulate(held.room.lucia, held.session.pk, 1, 3, LATER)


@pytest.mark.parametrize("days", [0, 31])
def test_impossible_terms_are_refused(held: Held, days: int) -> None:
    with pytest.raises(BadInput):
        circulate(held.room.lucia, held.session.pk, 1, days, LATER)


def test_members_see_only_versions_that_were_sent(held: Held) -> None:
    sent(held)
    held.points[1].refresh_from_db()
    mend_minutes(
        held.room.lucia,
        held.session.pk,
        held.fresh().version,
        Mended({held.points[1].pk: Wording("Otra cosa.", "")}),
        LATER,
    )

    seen = {who: visible_versions(held.room.cast.actor(who)).count() for who in EVERYBODY}

    assert seen == {
        "lucia": 2, "marcos": 2, "elena": 1, "tomas": 1, "ana": 1, "rosa": 1, "ramon": 1, "ivan": 1,
        "sofia": 0, "nadia": 0, "olga": 0,
    }  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_viewing_a_version_and_finding_it_are_one_rule(held: Held, who: str) -> None:
    sent(held)
    mended = Mended({held.points[1].pk: Wording("Otra cosa.", "")})
    mend_minutes(held.room.lucia, held.session.pk, held.fresh().version, mended, LATER)
    actor = held.room.cast.actor(who)

    found = set(visible_versions(actor).values_list("number", flat=True))

    assert found == {v.number for v in MinutesVersion.objects.all() if may_view_version(actor, v)}


@pytest.mark.django_db(transaction=True)
def test_an_observation_sent_twice_at_once_is_one(room: Room) -> None:
    held = hold(room)
    version, rosa = sent(held), held.room.cast.actor("rosa")
    place, said = seat(held, "CEA"), ("punto-1", "Debe decir «por municipio».")

    def send(_n: int) -> int:
        try:
            return observe(rosa, version.pk, place, said, LATER).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(send, range(4)))

    assert len(made) == Observation.objects.count() == 1


def test_a_member_observes_once_and_is_answered(held: Held) -> None:
    version, rosa = sent(held), held.room.cast.actor("rosa")
    said = ("punto-1", "Debe decir «por municipio».")
    first = observe(rosa, version.pk, seat(held, "CEA"), said, LATER)

    again = observe(rosa, version.pk, seat(held, "CEA"), said, LATER)
    resolve_observation(held.room.lucia, first.pk, 1, (True, "Se corrige."), LATER)

    assert again.pk == first.pk
    answered = Observation.objects.get()
    assert (answered.accepted, answered.answer, answered.answered_by_id) == (
        True,
        "Se corrige.",
        held.room.lucia.user_id,
    )
    assert Notice.objects.filter(kind="cabinet.observation", user=held.room.cast.lucia).count() == 1
    assert Notice.objects.get(kind="cabinet.observation_answer").user == held.room.cast.rosa


def test_nobody_observes_for_another_seat_or_without_one(held: Held) -> None:
    version = sent(held)

    with pytest.raises(NotFound, match="asiento"):
        observe(held.room.cast.actor("rosa"), version.pk, seat(held, "SIDUR"), ("", "x"), LATER)
    with pytest.raises(NotFound):
        observe(held.room.cast.actor("sofia"), version.pk, seat(held, "CEA"), ("", "x"), LATER)
    with pytest.raises(NotAllowed):
        observe(held.room.cast.actor("tomas"), version.pk, seat(held, "CEA"), ("", "x"), LATER)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("said", [("", "  "), ("punto-99", "algo"), ("", "x" * 4001)])
def test_observations_need_words_and_a_section_that_exists(held: Held, said: tuple[str, str]) -> None:
    version = sent(held)

    with pytest.raises(BadInput):
        observe(held.room.cast.actor("rosa"), version.pk, seat(held, "CEA"), said, LATER)


def test_observing_late_or_of_an_old_version_is_refused(held: Held) -> None:
    version, rosa = sent(held), held.room.cast.actor("rosa")
    with pytest.raises(RuleBroken, match="plazo"):
        observe(rosa, version.pk, seat(held, "CEA"), ("", "tarde"), LATER + timedelta(days=4))
    mended = Mended({held.points[1].pk: Wording("Otra cosa.", "")})
    mend_minutes(held.room.lucia, held.session.pk, held.fresh().version, mended, LATER)
    circulate(held.room.lucia, held.session.pk, held.fresh().version, 3, LATER)

    with pytest.raises(RuleBroken, match="ya no está en observaciones"):
        observe(rosa, version.pk, seat(held, "CEA"), ("", "vieja"), LATER)


def test_resolving_needs_an_answer_and_the_current_observation(held: Held) -> None:
    version = sent(held)
    made = observe(held.room.cast.actor("rosa"), version.pk, seat(held, "CEA"), ("", "algo"), LATER)

    with pytest.raises(BadInput):
        resolve_observation(held.room.lucia, made.pk, 1, (False, " "), LATER)
    with pytest.raises(Stale):
        resolve_observation(held.room.lucia, made.pk, 2, (False, "no"), LATER)
    with pytest.raises(NotAllowed):
        resolve_observation(held.room.cast.actor("rosa"), made.pk, 1, (True, "sí"), LATER)


def test_a_new_version_takes_the_signers_of_the_old_one(held: Held) -> None:
    old = sent(held)
    mended = Mended({held.points[1].pk: Wording("Otra cosa.", "")})
    mend_minutes(held.room.lucia, held.session.pk, held.fresh().version, mended, LATER)

    new = circulate(held.room.lucia, held.session.pk, held.fresh().version, 3, LATER)

    assert in_circulation(held.fresh()) == new
    assert (old.signatures.count(), new.signatures.count()) == (0, 3)


def test_correcting_signed_minutes_keeps_the_signed_version(held: Held) -> None:
    old = signed(held)
    before = content(old.pdf)

    new = correct_minutes(
        held.room.lucia, held.session.pk, held.fresh().version, "Decía mal un nombre", LATER
    )

    old.refresh_from_db()
    assert (new.number, new.reason, held.fresh().state) == (2, "Decía mal un nombre", states.CIRCULATED)
    assert (old.signed_at, content(old.pdf)) == (LATER, before)
    assert old.signatures.filter(signed_at__isnull=False).count() == 3
    assert "Motivo: Decía mal un nombre" in printed(new)
    assert visible_versions(held.room.cast.actor("rosa")).get() == old


def test_correcting_needs_a_reason_and_signed_minutes(held: Held) -> None:
    sent(held)

    with pytest.raises(BadInput):
        correct_minutes(held.room.lucia, held.session.pk, held.fresh().version, " ", LATER)
    with pytest.raises(IllegalMove):
        correct_minutes(held.room.lucia, held.session.pk, held.fresh().version, "x", LATER)


def test_another_version_over_signatures_says_why(held: Held) -> None:
    version = sent(held)
    with act(held.room.lucia.user_id, "tests.sign", at=LATER):
        Signature.objects.filter(minutes=version, order=1).update(
            kind="autograph",
            signed_at=LATER,
            signed_by_id=held.room.lucia.user_id,
            document_id=version.pdf_id,
        )
    changed = {held.points[1].pk: Wording("Otra cosa.", "")}

    with pytest.raises(BadInput, match="por qué se hace otra versión"):
        mend_minutes(held.room.lucia, held.session.pk, held.fresh().version, Mended(changed), LATER)
    held.points[1].refresh_from_db()
    assert held.points[1].resolution != "Otra cosa."

    built = mend_minutes(
        held.room.lucia, held.session.pk, held.fresh().version, Mended(changed, "Errata"), LATER
    )
    assert built.version.reason == "Errata"


def test_a_session_closes_once_everything_is_told(held: Held) -> None:
    signed(held)

    session = close_session(held.room.lucia, held.session.pk, held.fresh().version, LATER)

    assert (session.state, session.closed_at) == (states.CLOSED, LATER)


def test_a_session_does_not_close_and_says_every_reason(held: Held) -> None:
    signed(held)
    with act(held.room.lucia.user_id, "tests.undo", at=LATER):
        AgendaItem.objects.filter(pk=held.points[4].pk).update(outcome="")
        from_draft = held.session.minutes.get().drafts.order_by("position").first()
        type(from_draft.matter).objects.filter(pk=from_draft.matter_id).update(notified_at=None)

    with pytest.raises(IllegalMove) as refusal:
        close_session(held.room.lucia, held.session.pk, held.fresh().version, LATER)

    assert refusal.value.data["reasons"] == [
        "Falta el resultado del punto 4.",
        "Falta notificar GL/2026/01-01.",
    ]
