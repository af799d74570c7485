"""The demonstration as a whole, on a real database."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Coalesce
from django.test import Client

from gabinete.demo.accounts import ACCOUNTS
from gabinete.demo.build import build
from gabinete.demo.cast import MAIL
from gabinete.demo.places import BY_NAME
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.models import History
from gabinete.foundation.audit.queries import rows_as_of
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.documents.vault import open_content
from gabinete.kernel.errors import RuleBroken
from gabinete.kernel.standing import LightName
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet.models import AgreementDraft, Minutes
from gabinete.office.followup import actions
from gabinete.office.followup.models import Evidence, Extension, LogEntry, Matter, Report
from gabinete.office.followup.orders import NewMatter, Origin
from gabinete.office.followup.queries.rows import light_now
from gabinete.office.followup.states import FINAL_STATES, STATES, VERIFIED_STATES
from tests.demo.conftest import PASSWORD, Demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_audit_finds_nothing_altered(demonstration: Demonstration):
    verdict = verify(now=demonstration.now)
    assert verdict.findings == []
    assert verdict.ok


def test_every_state_has_matters_and_the_present_reads_true(demonstration: Demonstration):
    matters = list(Matter.objects.defer("search"))
    counts = Counter(matter.state for matter in matters)
    assert {state.name for state in STATES} == counts.keys()
    assert 550 <= len(matters) <= 700
    assert 0.52 <= sum(counts[state] for state in VERIFIED_STATES) / len(matters) <= 0.64
    still = [matter for matter in matters if matter.state not in FINAL_STATES]
    lights = Counter(light_now(matter, demonstration.now.date()).name for matter in still)
    assert 0.06 <= lights[LightName.OVERDUE] / len(still) <= 0.16
    assert 0.1 <= lights[LightName.SILENT] / len(still) <= 0.22
    assert lights[LightName.SOON] > 5


def test_there_is_work_for_everybody():
    assert Report.objects.filter(review="pending").count() > 10
    assert Extension.objects.filter(decision="pending", matter__extension_count__gte=1).count() >= 3
    assert Extension.objects.filter(decision="denied").exists()
    assert Matter.objects.filter(reserve__gte=3).exists()
    waiting = Minutes.objects.get(confirmed_at=None)
    drafts = AgreementDraft.objects.filter(minutes=waiting)
    assert drafts.filter(lead__isnull=False).count() >= 5
    assert all(waiting.text[d.start : d.end] == d.quote for d in drafts)


def test_titles_and_folios_are_never_repeated_and_minutes_hold_what_was_ordered():
    titles = list(Matter.objects.values_list("title", flat=True))
    assert len(titles) == len(set(titles))
    drafts = AgreementDraft.objects.filter(matter__isnull=False).select_related("minutes", "matter")
    assert drafts.count() == Matter.objects.exclude(body="").count()
    read = drafts.filter(minutes__from_room=False)
    assert all(d.minutes.text[d.start : d.end] == d.matter.text for d in read)


def test_nothing_happens_after_the_present(demonstration: Demonstration):
    assert not LogEntry.objects.filter(at__gt=demonstration.now).exists()
    assert not History.objects.filter(at__gt=demonstration.now).exists()


def test_the_past_can_be_read_as_it_was(demonstration: Demonstration):
    then = demonstration.now - timedelta(days=200)
    past = list(rows_as_of("followup_matter", then))
    assert 100 < len(past) < Matter.objects.count()
    reported = {row["id"]: row["reported_percent"] for row in past}
    for matter_id, percent in list(reported.items())[:40]:
        report = Report.objects.filter(matter=matter_id, at__lte=then).order_by("-at").first()
        assert percent == (report.percent if report else None)


def test_evidence_can_be_opened():
    for evidence in (
        Evidence.objects.select_related("document").order_by("document__sha256").distinct("document__sha256")
    ):
        with open_content(evidence.document.sha256, evidence.document.name) as content:
            assert len(content.read()) == evidence.document.size_bytes


def test_people_are_fictitious_and_can_sign_in():
    assert not User.objects.exclude(is_demo=True).exists()
    assert all(email.endswith(f"@{MAIL}") for email in User.objects.values_list("email", flat=True))
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.name == account.name
        assert user.check_password(PASSWORD)


def test_new_matter_takes_the_next_folio_and_leaves_a_sound_history(demonstration: Demonstration):
    user = User.objects.get(username="secretaria")
    actor = actor_of(user, demonstration.now.date())
    last = max(Matter.objects.filter(folio__startswith="INS/2026/").values_list("folio", flat=True))
    lead = Matter.objects.values_list("lead_id", flat=True)[0]
    new = NewMatter(
        "instruction", "Presentar el plan", demonstration.now.date(), lead, "Plan firmado", Origin("letter")
    )
    made = actions.register(actor, new, now=demonstration.now)
    assert made.folio == f"INS/2026/{int(last[-4:]) + 1:04}"
    assert made.pk > 600
    assert verify(now=demonstration.now).ok


@pytest.mark.parametrize("size", ["small", "large"])
def test_second_demonstration_is_refused(demonstration: Demonstration, size):
    with pytest.raises(RuleBroken) as refusal:
        build(size, demonstration.now)
    assert refusal.value.code == "demo.there_already"


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_page_that_is_offered_opens(account):
    client = Client()
    client.force_login(User.objects.get(username=account.username))
    seen, waiting = set(), ["/"]
    offered = {}
    while waiting and len(seen) < 45:
        address = waiting.pop(0)
        seen.add(address)
        response = client.get(address)
        assert response.status_code in {200, 302, 303}, (
            f"{address}: {response.status_code}, from {offered.get(address)}"
        )
        if response.headers.get("Content-Type", "").startswith("text/html"):
            for found in _links(response.content.decode()):
                if found not in seen and found not in waiting:
                    waiting.append(found)
                    offered[found] = address
    assert len(seen) > 3


def _links(page: str) -> list[str]:
    """Return the addresses of the page that lead inside; those of the list of keys are the same for everybody."""
    parts = [part.split('"', 1) for part in page.split('href="')[1:]]
    addresses = [
        address.replace("&amp;", "&").split("#")[0]
        for address, rest in parts
        if not rest.startswith(" data-key")
    ]
    aside = ("/estatico/", "/cuenta/", "/exportar")
    return [a for a in dict.fromkeys(addresses) if a.startswith("/") and not a.startswith(aside)]


def test_orders_read_as_an_office_writes_them():
    texts = list(Matter.objects.values_list("text", flat=True))
    assert not [
        t
        for t in texts
        if re.search(r"\d{4}-\d\d-\d\d|\b\d{1,2} (ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic) \d{4}", t)
    ]
    fixed = Matter.objects.filter(term_on__isnull=False)
    assert all(
        f", a más tardar el {plain_date(m.term_on)}." in m.text
        and m.term_text == f"a más tardar el {plain_date(m.term_on)}"
        for m in fixed
    )
    assert not [t for t in texts if "  " in t or ",," in t or "{" in t]


def test_every_matter_lies_in_the_region_of_the_place_it_names():
    wrong = []
    captured = AgreementDraft.objects.filter(minutes__from_room=True).values("matter_id")
    for matter in Matter.objects.exclude(pk__in=captured).select_related("region"):
        named = max((name for name in BY_NAME if name in matter.title), key=len)
        if matter.region is None or matter.region.code != BY_NAME[named].region:
            wrong.append((matter.title, matter.region))
    assert wrong == []


def test_what_was_ordered_on_a_visit_is_about_the_place_visited():
    visits = Matter.objects.exclude(origin_kind__in=("session", "letter"))
    assert visits.count() > 40
    for matter in visits:
        visited = max((name for name in BY_NAME if matter.origin_label.endswith(name)), key=len)
        assert visited in matter.title


def test_cabinets_order_what_is_theirs():
    regions = dict(Matter.objects.filter(body="GR-SIE").values_list("folio", "region__code"))
    assert set(regions.values()) <= {"R04", "R05", "R06"}
    water = Matter.objects.filter(body="GE-AGUA").values_list("title", flat=True)
    assert all(re.search("agua|pozos|riego|sequía|hidráulica", title) for title in water)
    assert not Matter.objects.filter(body__in=("GS-SOC", "GS-ECO"), lead__acronym__in=("SH", "OM")).exists()


def test_ends_and_silences_are_dated_as_they_would_be(demonstration: Demonstration):
    early = Matter.objects.filter(state="unfulfilled", closed_on__lte=F("due"))
    assert not early.exists()
    today = demonstration.now.date()
    quiet = Matter.objects.filter(closed_on=None, state="in_progress").annotate(
        heard=Coalesce("reported_at", "notified_at")
    )
    assert not quiet.filter(heard__date__lt=today - timedelta(days=120)).exists()
    declined = Matter.objects.filter(state="declined")
    assert declined.exists()
    assert not declined.filter(notified_at__date__lt=today - timedelta(days=50)).exists()
