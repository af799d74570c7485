"""Reports left to the worker: asked for, waited for, told about, and asked for again when they fail."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from procrastinate.contrib.django import app

from gabinete.foundation.notifications.models import Notice
from gabinete.kernel import clock
from gabinete.kernel.errors import IllegalMove, NotAllowed
from gabinete.office.reports import preparing
from gabinete.office.reports.actions import Order, issue, load, print_report
from gabinete.office.reports.models import IssuedReport, Making
from gabinete.office.reports.preparing import STALLED, is_stalled, order_report, prepare, prepare_again
from gabinete.office.reports.printing import FORMATS, digest
from gabinete.office.reports.scope import Scope
from tests.office.followup.stage import NOW, TODAY, Stage

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ALL = Order(Scope("all"), TODAY)


@pytest.fixture
def large(stage: Stage, settings, tmp_path, monkeypatch) -> Stage:
    """Return the stage with two matters, which is already too many to be made in the request."""
    settings.DOCUMENTS_ROOT = tmp_path
    call_command("createcachetable")
    cache.clear()
    monkeypatch.setattr(preparing, "INLINE_LIMIT", 1)
    stage.in_state("in_progress")
    stage.in_state("concluded")
    return stage


@pytest.fixture
def waiting(large: Stage) -> IssuedReport:
    return order_report(large.actor("tomas"), ALL, now=LATER)


def test_a_large_report_waits_for_the_worker_and_shows_nothing_yet(waiting: IssuedReport) -> None:
    assert (waiting.state, waiting.page, waiting.figures.count()) == (Making.WAITING, None, 0)


def test_the_worker_makes_the_page_the_figures_and_the_three_files_and_tells_who_asked(
    waiting: IssuedReport, large: Stage
) -> None:
    prepare(waiting.pk, lambda: LATER)

    waiting.refresh_from_db()
    notice = Notice.objects.get(kind="reports.ready")
    assert (waiting.state, waiting.size) == (Making.READY, 2)
    assert {f.kind: f.document.sha256 for f in waiting.files.all()} == waiting.hashes
    assert set(waiting.hashes) == set(FORMATS)
    assert (notice.user_id, notice.url) == (large.cast.tomas.pk, f"/informes/{waiting.pk}/")


def test_the_file_of_the_worker_is_the_one_that_is_printed_again(waiting: IssuedReport) -> None:
    prepare(waiting.pk, lambda: LATER)
    waiting.refresh_from_db()

    again = print_report(load(waiting), "xlsx", now=LATER)

    assert digest(again) == waiting.files.get(kind="xlsx").document.sha256


def test_asking_for_the_same_while_it_waits_gives_the_same_report(
    large: Stage, waiting: IssuedReport
) -> None:
    again = order_report(large.actor("marcos"), ALL, now=LATER + timedelta(minutes=1))

    assert again.pk == waiting.pk
    assert IssuedReport.objects.count() == 1


def test_a_form_sent_twice_is_one_report_however_small(stage: Stage) -> None:
    order = Order(Scope("all"), TODAY, once=uuid4())

    first, second = (
        order_report(stage.actor("tomas"), order, now=NOW + timedelta(seconds=n)) for n in (1, 2)
    )

    assert first.pk == second.pk


def test_the_mark_of_somebody_elses_form_opens_nothing(stage: Stage) -> None:
    order = Order(Scope("all"), TODAY, once=uuid4())
    first = order_report(stage.actor("tomas"), order, now=NOW + timedelta(seconds=1))

    second = order_report(stage.actor("marcos"), order, now=NOW + timedelta(seconds=2))

    assert second.pk != first.pk


def test_what_stops_the_worker_is_written_told_and_leaves_nothing_half_made(
    waiting: IssuedReport, monkeypatch
) -> None:
    def no_room(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(preparing, "produce", no_room)
    with pytest.raises(OSError, match="No space"):
        prepare(waiting.pk, lambda: LATER)

    waiting.refresh_from_db()
    assert waiting.state == Making.FAILED
    assert "No se guardó nada a medias" in waiting.error
    assert (waiting.page, waiting.files.count(), waiting.figures.count()) == (None, 0, 0)
    assert Notice.objects.filter(kind="reports.failed").count() == 1


def test_a_report_that_failed_can_be_asked_for_again(waiting: IssuedReport, large: Stage) -> None:
    IssuedReport.objects.filter(pk=waiting.pk).update(state=Making.FAILED, error="Se interrumpió.")

    prepare_again(large.actor("tomas"), waiting, now=LATER)
    prepare(waiting.pk, lambda: LATER)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (Making.READY, "")


def test_a_report_that_moves_is_not_asked_for_twice(waiting: IssuedReport, large: Stage) -> None:
    with pytest.raises(IllegalMove, match="ya se está preparando"):
        prepare_again(large.actor("tomas"), waiting, now=LATER + STALLED)


def test_a_report_whose_worker_was_killed_can_be_asked_for_again(waiting: IssuedReport, large: Stage) -> None:
    late = LATER + STALLED + timedelta(seconds=1)
    assert is_stalled(waiting, late)

    prepare_again(large.actor("tomas"), waiting, now=late)

    assert not is_stalled(waiting, late)


def test_who_may_not_issue_may_not_ask_again(waiting: IssuedReport, large: Stage) -> None:
    with pytest.raises(NotAllowed):
        prepare_again(large.actor("rosa"), waiting, now=LATER)


def test_a_report_that_does_not_wait_is_left_alone(waiting: IssuedReport) -> None:
    prepare(waiting.pk, lambda: LATER)
    made = IssuedReport.objects.get(pk=waiting.pk).hashes

    prepare(waiting.pk, lambda: LATER + timedelta(days=1))

    assert IssuedReport.objects.get(pk=waiting.pk).hashes == made
    assert Notice.objects.filter(kind="reports.ready").count() == 1


def test_page_of_a_waiting_report_shows_how_far_it_is_also_without_scripts(
    waiting: IssuedReport, large: Stage, client_for: Callable
) -> None:
    cache.set(f"reports:stage:{waiting.pk}", preparing.Stage("read", 1500, 60000, clock.now()))
    IssuedReport.objects.update(issued_at=clock.now())

    page = client_for(large.cast.tomas).get(f"/informes/{waiting.pk}/").content.decode()

    assert "1,500 de 60,000 asuntos" in page
    assert 'http-equiv="refresh"' in page
    assert "Actualizar" in page


def test_progress_leads_to_the_report_when_it_is_ready(
    waiting: IssuedReport, large: Stage, client_for: Callable
) -> None:
    prepare(waiting.pk, lambda: LATER)
    client = client_for(large.cast.tomas)
    address = f"/informes/{waiting.pk}/"

    part = client.get(f"{address}avance/", headers={"HX-Request": "true"})
    whole = client.get(f"{address}avance/")

    assert (part["HX-Redirect"], whole["Location"]) == (address, address)


@pytest.mark.parametrize("kind", FORMATS)
def test_files_of_a_large_report_come_from_where_they_are_kept(
    waiting: IssuedReport, large: Stage, client_for: Callable, kind: str
) -> None:
    client = client_for(large.cast.tomas)
    early = client.get(f"/informes/{waiting.pk}/informe.{kind}")
    prepare(waiting.pk, lambda: LATER)

    answer = client.get(f"/informes/{waiting.pk}/informe.{kind}")

    assert early["Location"] == f"/informes/{waiting.pk}/avance/"
    content = b"".join(answer.streaming_content)
    assert digest(content) == IssuedReport.objects.get(pk=waiting.pk).hashes[kind]
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_failed_report_says_why_and_offers_to_try_again(
    waiting: IssuedReport, large: Stage, client_for: Callable
) -> None:
    IssuedReport.objects.filter(pk=waiting.pk).update(state=Making.FAILED, error="El disco está lleno.")
    client = client_for(large.cast.tomas)

    page = client.get(f"/informes/{waiting.pk}/").content.decode()
    answer = client.post(f"/informes/{waiting.pk}/preparar/")

    assert "El disco está lleno." in page
    assert "Prepararlo otra vez" in page
    assert (answer.status_code, IssuedReport.objects.get(pk=waiting.pk).state) == (303, Making.WAITING)


def test_files_of_a_large_report_of_the_command_line_are_asked_for_before_they_are_given(
    large: Stage, client_for: Callable
) -> None:
    report = issue(None, ALL, now=LATER).report
    client = client_for(large.cast.tomas)
    address = f"/informes/{report.pk}/"

    offered = client.get(f"{address}informe.pdf", follow=True)
    client.post(f"{address}preparar/")
    prepare(report.pk, lambda: LATER)

    assert "sus archivos aún no se han preparado" in offered.content.decode()
    assert client.get(f"{address}informe.pdf")["Content-Type"] == "application/pdf"


@pytest.mark.django_db(transaction=True)
def test_the_worker_takes_the_report_from_its_queue(large: Stage) -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    report = order_report(large.actor("tomas"), ALL, now=LATER)

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=["reports"])

    report.refresh_from_db()
    assert (report.state, report.files.count()) == (Making.READY, 3)
