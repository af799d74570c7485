"""The sessions a visitor walks into: one of these days, one whose minutes go round, one signed, the year that follows."""

from pathlib import Path

import pytest
from django.conf import settings

from gabinete.demo.authority import NAME, rfc_of
from gabinete.demo.signed import CODE, VISITORS
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.documents.vault import open_content
from gabinete.foundation.signing.certificates import read_certificate
from gabinete.foundation.signing.keys import opened
from gabinete.foundation.signing.secret import Secret
from gabinete.foundation.signing.trust import configured_trust, demonstration_folder
from gabinete.foundation.signing.verdicts import Verdict
from gabinete.foundation.signing.verifying import verify_pdf
from gabinete.office.cabinet import efirma
from gabinete.office.cabinet.models import (
    AgendaItem,
    Body,
    CabinetSession,
    MemberPosition,
    Opinion,
    Signature,
)
from gabinete.office.cabinet.policies.points import visible_points
from gabinete.office.cabinet.queries.conflicts import conflicts_of
from gabinete.office.cabinet.queries.consent import consent_block
from tests.demo.conftest import PASSWORD, Demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_the_session_of_these_days_is_answered_in_every_way_and_can_be_opened(demonstration: Demonstration):
    coming = CabinetSession.objects.get(state="frozen")

    assert 0 < (coming.held_on - demonstration.now.date()).days < 10
    answers = set(coming.invitations.values_list("answer", flat=True))
    assert answers == {"pending", "attends", "tentative", "absent", "alternate"}


def test_its_order_of_the_day_has_a_restricted_point_a_late_one_and_opinions_in_each_situation(
    demonstration: Demonstration,
):
    coming = CabinetSession.objects.get(state="frozen")
    today = demonstration.now.date()

    assert coming.agenda.get(is_restricted=True).readers.filter(username="gobernadora").exists()
    assert coming.agenda.exclude(late_reason="").count() == 1
    opinions = Opinion.objects.filter(point__session=coming)
    assert opinions.filter(answered_at=None, due__lt=today, overdue_told_at__isnull=False).count() == 1
    assert opinions.filter(answered_at=None, due__gte=today).count() == 1
    assert opinions.exclude(answered_at=None).count() == 1


def test_the_liaison_a_visitor_plays_does_not_read_the_restricted_point():
    rosa = actor_of(
        User.objects.get(username="enlace.cea"), CabinetSession.objects.get(state="frozen").held_on
    )
    restricted = AgendaItem.objects.get(is_restricted=True)

    assert not visible_points(rosa).filter(pk=restricted.pk).exists()


def test_one_point_goes_in_the_block_by_itself_and_another_because_the_secretary_put_it(
    demonstration: Demonstration,
):
    coming = CabinetSession.objects.get(state="frozen")
    block = consent_block(coming, demonstration.now.date())

    assert [one.is_proposed for one in block.points if one.is_taken] == [True, False]
    stances = MemberPosition.objects.filter(point__session=coming).values_list("stance", flat=True)
    assert set(stances) == {"agrees", "remarks", "asks_floor"}


def test_a_session_was_held_in_the_template_of_its_body_and_its_minutes_go_round_with_an_observation():
    held = CabinetSession.objects.get(state="circulated")

    assert held.body.templates.filter(kind="minutes").exists()
    assert None not in {held.opened_at, held.held_at}
    assert not held.agenda.filter(outcome="").exists()
    version = held.versions.get()
    assert (version.observations.count(), version.signatures.filter(signed_at=None).exists()) == (1, True)


def test_signed_minutes_are_found_sound_in_the_demonstration_and_nowhere_else(demonstration: Demonstration):
    pdf = _signed_pdf()

    report = efirma.verify(pdf, demonstration.now)
    assert report.verdict == Verdict.TRUSTED
    assert {one.issuer for one in report.signatures} == {NAME}
    real = verify_pdf(pdf, configured_trust(Path(settings.HOME)), demonstration.now)
    assert real.verdict == Verdict.UNTRUSTED


def test_its_authority_stops_counting_when_nobody_is_fictitious(demonstration: Demonstration):
    User.objects.update(is_demo=False)
    try:
        assert efirma.verify(_signed_pdf(), demonstration.now).verdict == Verdict.UNTRUSTED
    finally:
        User.objects.update(is_demo=True)


def test_every_signer_is_fictitious_by_their_rfc():
    signed = Signature.objects.exclude(signed_at=None)

    assert signed.count() == 3
    assert all(one.rfc == rfc_of(one.name) and one.rfc[4:10] == "000000" for one in signed)


@pytest.mark.parametrize("username", VISITORS)
def test_a_visitor_is_given_what_to_sign_with(username, demonstration: Demonstration):
    folder = demonstration_folder(Path(settings.HOME)) / "efirma"
    cer, key = (folder / f"{username}{suffix}" for suffix in (".cer", ".key"))

    assert read_certificate(cer.read_bytes()).name == User.objects.get(username=username).name.upper()
    assert key.stat().st_mode & 0o077 == 0
    with opened(
        cer.read_bytes(), Secret(key.read_bytes()), Secret(PASSWORD), now=demonstration.now
    ) as signer:
        assert signer.key is not None


def test_the_year_is_planned_and_one_clash_is_to_be_seen():
    bodies = Body.objects.exclude(code=CODE)
    ahead = CabinetSession.objects.filter(state="planned")
    clashes = [it for it in ahead.filter(body__code="GL") if any(one.sure for one in conflicts_of(it))]

    assert set(ahead.values_list("body", flat=True)) == set(bodies.values_list("pk", flat=True))
    assert ahead.count() > 40
    assert len(clashes) == 1


def _signed_pdf() -> bytes:
    last = Signature.objects.filter(minutes__session__body__code=CODE).order_by("-order").first()
    assert last is not None
    assert last.document is not None
    with open_content(last.document.sha256, last.document.name) as content:
        return content.read()
