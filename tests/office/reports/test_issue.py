"""Issuing a situation report over real history, and issuing it again later."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.office.followup.models import Matter
from gabinete.office.reports.actions import Issued, Order, load, print_report
from gabinete.office.reports.actions import issue as issue_order
from gabinete.office.reports.commands import situation_report
from gabinete.office.reports.models import IssuedReport, PrintedFigure
from gabinete.office.reports.printing import FORMATS
from gabinete.office.reports.rules import MatterAsOf
from gabinete.office.reports.scope import Scope
from tests.office.followup.stage import NOW, TODAY, Stage

pytestmark = pytest.mark.django_db
ALL = Scope("all")
TOMORROW = NOW + timedelta(days=1)


def issue(actor, scope: Scope, as_of: date, *, now, ceiling: Reserve = Reserve.INTERNAL) -> Issued:
    return issue_order(actor, Order(scope, as_of, ceiling), now=now)


def matters(issued: Issued) -> list[MatterAsOf]:
    return [line.matter for line in issued.writer.it.lines]


def figures(report: IssuedReport) -> dict[str, str]:
    return {figure.label: figure.value for figure in report.figures.all()}


def test_report_counts_what_the_history_holds(stage: Stage) -> None:
    stage.in_state("in_progress")
    stage.in_state("concluded")

    issued = issue(stage.actor("tomas"), ALL, TODAY, now=NOW + timedelta(hours=1))

    told = figures(issued.report)
    assert (told["vigentes"], told["concluidos y verificados"], told["nuevos"]) == ("1", "1", "2")


def test_a_matter_nobody_reported_on_has_no_average(stage: Stage) -> None:
    stage.in_state("in_progress")

    issued = issue(stage.actor("tomas"), ALL, TODAY, now=NOW + timedelta(hours=1))

    average = issued.report.figures.get(label="avance aceptado, promedio")
    assert (average.value, average.coverage_n, average.coverage_of) == ("", 0, 1)
    assert "sin reporte" in {
        cell.value for block in issued.document.blocks for cell in getattr(block, "cells", ())
    }


def test_report_as_of_a_past_day_ignores_what_came_later(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    stage.move("rosa", "report_progress", matter, now=TOMORROW, report=stage.report(70))
    stage.registered()

    past = issue(stage.actor("tomas"), ALL, TODAY, now=NOW + timedelta(days=2))

    assert {m.id: m.reported_percent for m in matters(past)}[matter.pk] is None


@pytest.mark.parametrize("kind", FORMATS)
def test_report_printed_again_later_is_the_same_byte_for_byte(stage: Stage, kind) -> None:
    matter = stage.in_state("in_progress")
    first = issue(stage.actor("tomas"), ALL, TODAY, now=NOW + timedelta(hours=1))
    content = print_report(first, kind, now=NOW)
    stage.move("rosa", "report_progress", matter, now=TOMORROW, report=stage.report(70))

    again = print_report(load(IssuedReport.objects.get(pk=first.report.pk)), kind, now=TOMORROW)

    assert again == content


def test_report_whose_history_was_rewritten_is_refused(stage: Stage) -> None:
    stage.in_state("in_progress")
    issued = issue(stage.actor("tomas"), ALL, TODAY, now=NOW + timedelta(hours=1))
    print_report(issued, "pdf", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            """UPDATE audit_history SET after = jsonb_set(after, '{title}', '"Otro"') WHERE table_name = 'followup_matter'"""
        )
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(RuleBroken, match="ya no se reproduce igual"):
        print_report(load(issued.report), "pdf", now=TOMORROW)


def test_same_scope_and_cut_is_one_report(stage: Stage) -> None:
    when = NOW + timedelta(hours=1)

    first, second = (issue(stage.actor("tomas"), ALL, TODAY - timedelta(days=1), now=when) for _ in range(2))

    assert first.report.pk == second.report.pk
    assert PrintedFigure.objects.filter(report=first.report).count() == len(first.writer.ledger)


def test_references_follow_each_other(stage: Stage) -> None:
    days = [TODAY - timedelta(days=n) for n in (3, 2, 1)]

    assert [issue(None, ALL, day, now=NOW).report.reference for day in days] == [
        f"INF/2026/000{n}" for n in (1, 2, 3)
    ]


def test_report_is_compared_with_the_one_before(stage: Stage) -> None:
    before = issue(None, ALL, TODAY - timedelta(days=5), now=NOW)

    after = issue(None, ALL, TODAY - timedelta(days=1), now=NOW)

    assert after.report.compared_to == before.report.cut


def test_report_leaves_out_what_is_too_reserved_and_says_how_many(stage: Stage) -> None:
    stage.in_state("in_progress")
    stage.registered(reserve=Reserve.RESERVED)

    issued = issue(stage.actor("marcos"), ALL, TODAY, now=NOW + timedelta(hours=1))

    assert figures(issued.report)["vigentes"] == "1"
    assert issued.writer.it.left_out == 1


def test_report_never_shows_above_the_clearance_of_who_asks(stage: Stage) -> None:
    issued = issue(stage.actor("tomas"), ALL, TODAY, now=NOW, ceiling=Reserve.PRIVATE)

    assert issued.report.ceiling == Reserve.RESTRICTED


@pytest.mark.parametrize(
    ("scope", "count"), [("agency:CEA", 2), ("agency:SIDUR", 0), ("cabinet:GL", 2), ("cabinet:GA", 0)]
)
def test_each_scope_holds_its_own(stage: Stage, scope: str, count: int) -> None:
    stage.in_state("in_progress")
    stage.in_state("notified")
    kind, code = scope.split(":")

    issued = issue(None, Scope(kind, code), TODAY, now=NOW + timedelta(hours=1))

    assert len(matters(issued)) == count


def test_a_matter_is_of_the_agency_that_led_it_at_the_cut(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    sidur = stage.cast.units["SIDUR"].pk
    with act(stage.cast.tomas.pk, "tests.reassign", at=TOMORROW):
        Matter.objects.filter(pk=matter.pk).update(lead_id=sidur, party_unit_ids=[sidur])

    held = {
        (code, day): len(matters(issue(None, Scope("agency", code), day, now=NOW + timedelta(days=3))))
        for code in ("CEA", "SIDUR")
        for day in (TODAY, TODAY + timedelta(days=2))
    }

    assert list(held.values()) == [1, 0, 0, 1]


def test_a_matter_new_to_a_scope_is_new_in_its_report(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    sidur = stage.cast.units["SIDUR"].pk
    issue(None, Scope("agency", "SIDUR"), TODAY, now=NOW + timedelta(minutes=1))
    with act(stage.cast.tomas.pk, "tests.reassign", at=TOMORROW):
        Matter.objects.filter(pk=matter.pk).update(lead_id=sidur, party_unit_ids=[sidur])

    later = issue(None, Scope("agency", "SIDUR"), TODAY + timedelta(days=2), now=NOW + timedelta(days=3))

    assert figures(later.report)["nuevos"] == "1"


def test_a_day_to_come_is_refused(stage: Stage) -> None:
    with pytest.raises(BadInput, match="aún no llega"):
        issue(None, ALL, TODAY + timedelta(days=1), now=NOW)


def test_a_scope_that_names_nothing_is_refused_and_nothing_is_issued(stage: Stage) -> None:
    with pytest.raises(NotFound, match="NADIE"):
        issue(None, Scope("agency", "NADIE"), TODAY, now=NOW)

    assert not IssuedReport.objects.exists()


@pytest.mark.parametrize("who", ["rosa", "ramon", "nadia", "berta", "ana"])
def test_who_may_not_issue_is_refused(stage: Stage, who: str) -> None:
    with pytest.raises(NotAllowed, match="No se emitió nada"):
        issue(stage.actor(who), ALL, TODAY, now=NOW)


def test_command_writes_the_file_and_says_the_reference(stage: Stage, tmp_path) -> None:
    out = tmp_path / "informe.pdf"

    reference = situation_report(TODAY, "todo", "pdf", out, now=NOW)

    assert out.read_bytes().startswith(b"%PDF")
    assert reference == "INF/2026/0001"


def test_command_says_when_it_cannot_write(stage: Stage, tmp_path) -> None:
    with pytest.raises(BadInput, match="No se pudo escribir"):
        situation_report(TODAY, "all", "pdf", tmp_path / "no" / "existe.pdf", now=NOW)


def test_figure_opens_the_matters_behind_it_and_tells_if_they_changed(stage: Stage, client_for) -> None:
    matter = stage.in_state("in_progress")
    issued = issue(stage.actor("tomas"), ALL, date(2026, 11, 23), now=NOW + timedelta(hours=1))
    ref = issued.report.figures.get(label="vigentes").ref

    page = client_for(stage.cast.tomas).get(f"/informes/{issued.report.pk}/cifras/{ref}/")

    assert page.status_code == 200
    assert matter.folio in page.content.decode()


@pytest.mark.parametrize("path", ["cifras/F-999/", "cifras/..%2F/", "informe.exe"])
def test_what_is_not_in_the_report_is_not_found(stage: Stage, client_for, path: str) -> None:
    issued = issue(None, ALL, TODAY, now=NOW)

    assert client_for(stage.cast.tomas).get(f"/informes/{issued.report.pk}/{path}").status_code == 404


@pytest.mark.parametrize("who", ["rosa", "nadia", "olga"])
def test_reports_do_not_exist_for_who_may_not_read_them(stage: Stage, client_for, who: str) -> None:
    issued = issue(None, ALL, TODAY, now=NOW)

    assert client_for(stage.cast.people[who]).get(f"/informes/{issued.report.pk}/").status_code == 404


def test_form_issues_and_leads_to_the_report(stage: Stage, client_for) -> None:
    answer = client_for(stage.cast.tomas).post(
        "/informes/", {"scope": "all", "as_of": "2026-11-20", "ceiling": "2"}
    )

    assert answer.status_code == 303
    assert answer["Location"] == f"/informes/{IssuedReport.objects.get().pk}/"


@pytest.mark.parametrize(
    "bad", [{"as_of": "mañana"}, {"scope": "agency:NADIE"}, {"ceiling": "9"}, {"as_of": ""}]
)
def test_form_says_what_is_wrong_and_issues_nothing(stage: Stage, client_for, bad: dict[str, str]) -> None:
    answer = client_for(stage.cast.tomas).post(
        "/informes/", {"scope": "all", "as_of": "2026-11-20", "ceiling": "2"} | bad
    )

    assert answer.status_code == 422
    assert not IssuedReport.objects.exists()


def test_list_asks_the_same_of_the_database_for_one_report_or_three(stage: Stage, client_for) -> None:
    client = client_for(stage.cast.tomas)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/informes/").status_code == 200
        return len(asked)

    issue(None, Scope("agency", "CEA"), TODAY - timedelta(days=3), now=NOW)
    client.get("/informes/")
    one = queries()
    for days in (2, 1):
        issue(None, Scope("agency", "CEA"), TODAY - timedelta(days=days), now=NOW)

    assert queries() == one


def test_writing_outside_an_act_does_not_change_a_past_report(stage: Stage) -> None:
    matter = stage.in_state("in_progress")
    issued = issue(None, ALL, TODAY, now=NOW + timedelta(minutes=1))
    with act(stage.cast.tomas.pk, "tests.touch", at=TOMORROW):
        Matter.objects.filter(pk=matter.pk).update(title="Otro título")

    assert matters(load(issued.report))[0].title == "Proyecto ejecutivo del acueducto Río Sonora"
