"""What happens when people do the unexpected: decline, coincide, press twice, or are called something odd."""

from datetime import timedelta

import pytest

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.kernel import clock
from gabinete.office.followup import actions
from gabinete.office.followup.models import LogEntry, Matter, Report
from gabinete.office.followup.orders import Grant, NewExtension
from tests.cast import Cast
from tests.e2e.conftest import PHONE
from tests.e2e.rows import PDF
from tests.e2e.test_journeys import state
from tests.e2e.watching import Watched

ODD = 'Se entregó «el plano» a "O\'Higgins" 🏜️ <b>no</b> \u202eatnemucod\u202c fin'


def version(matter: Matter) -> int:
    return Matter.objects.values_list("version", flat=True).get(pk=matter.pk)


def second_request(people: Cast, matter: Matter) -> None:
    """Grant the request that waits and leave another one waiting, which is for the Governor."""
    now = clock.now()
    lucia, rosa = people.actor("lucia", clock.today()), people.actor("rosa", clock.today())
    actions.grant_extension(lucia, matter.pk, version=version(matter), now=now, grant=Grant())
    until = clock.today() + timedelta(days=260)
    wanted = NewExtension(until, "El dictamen federal sigue pendiente.")
    actions.ask_extension(rosa, matter.pk, version=version(matter), now=now, extension=wanted)


def acknowledge(it: Watched, matter: Matter) -> None:
    it.goto("/")
    it.page.get_by_role("link", name=matter.title).first.click()
    it.page.get_by_role("link", name="Acusar recibo").first.click()
    it.page.get_by_role("button", name="Acusar recibo").click()
    it.page.get_by_text("En atención").first.wait_for()


def test_matter_declined_as_anothers_is_reassigned_and_reaches_its_owner(open_as, office):
    people, rows = office
    matter: Matter = rows["silent"]
    agency = open_as(people.rosa)
    agency.goto(f"/asuntos/{matter.pk}/")
    agency.page.get_by_role("link", name="Declinar").click()
    agency.page.get_by_label("Motivo").fill("Es materia de infraestructura, no de agua.")
    agency.page.get_by_role("button", name="Declinar").click()
    agency.page.get_by_text("Asunto declinado").wait_for()
    assert state(matter) == "declined"

    secretary = open_as(people.lucia)
    secretary.goto("/")
    secretary.page.get_by_role("link", name="Declinados").first.click()
    secretary.page.get_by_role("link", name=matter.title).first.click()
    secretary.page.get_by_text("Es materia de infraestructura").first.wait_for()
    secretary.page.get_by_role("link", name="Reasignar").first.click()
    secretary.page.get_by_label("Nueva dependencia responsable").select_option(
        label="SIDUR · Secretaría de Infraestructura y Desarrollo Urbano"
    )
    secretary.page.get_by_label("Motivo").fill("Le corresponde por reglamento.")
    secretary.page.get_by_role("button", name="Reasignar").click()
    secretary.page.get_by_text("Asunto reasignado").wait_for()

    owner = open_as(people.ivan, PHONE)
    acknowledge(owner, matter)
    assert Matter.objects.get(pk=matter.pk).lead.acronym == "SIDUR"
    assert agency.complaints + secretary.complaints + owner.complaints == []


@pytest.mark.parametrize(
    ("answer", "button", "said"),
    [("Conceder", "Conceder prórroga", "granted"), ("Negar", "Negar prórroga", "denied")],
)
def test_governor_answers_a_second_extension_on_the_phone(open_as, office, answer, button, said):
    people, rows = office
    matter: Matter = rows["extension"]
    second_request(people, matter)
    it = open_as(people.elena, PHONE)
    it.goto("/")
    it.check()

    it.page.locator(".need a.btn", has_text=f"{answer}: {matter.title}").click()
    dialog = it.page.locator("#dialog")
    dialog.wait_for(state="visible")
    it.check()
    if dialog.get_by_label("Motivo").count():
        dialog.get_by_label("Motivo").first.fill("Se valoró con la dependencia.")
    dialog.get_by_role("button", name=button).click()
    it.page.locator(".message, .toast, [role=status]").first.wait_for()

    assert matter.extensions.order_by("-asked_at", "-id").first().decision == said
    assert it.page.url.removeprefix(it.base) == "/"
    assert it.complaints == []


def test_second_of_two_who_close_at_once_is_told_and_loses_nothing(open_as, office):
    people, rows = office
    matter: Matter = rows["verifying"]
    form = f"/asuntos/{matter.pk}/verify_concluded/"
    first, second = open_as(people.lucia), open_as(people.marcos)
    for it, why in ((first, "Se visitó la obra."), (second, "Se cotejó el acta.")):
        it.goto(form)
        it.page.get_by_label("Motivo").fill(why)

    first.page.get_by_role("button", name="Verificar: concluido").click()
    first.page.get_by_text("Verificado: el asunto está concluido.").wait_for()
    second.page.get_by_role("button", name="Verificar: concluido").click()
    second.page.get_by_text("Se cotejó el acta.").wait_for()

    assert LogEntry.objects.filter(matter=matter, move="verify_concluded").count() == 1
    assert Matter.objects.get(pk=matter.pk).verified_by == people.lucia
    assert first.complaints == []
    assert [c for c in second.complaints if "409" not in c] == []


def test_report_pressed_twice_is_one_report(open_as, office):
    people, rows = office
    matter: Matter = rows["silent"]
    it = open_as(people.rosa, PHONE)
    it.goto(f"/asuntos/{matter.pk}/report_progress/")
    it.page.get_by_label("Qué se hizo").fill("Se publicó el padrón.")
    it.page.get_by_label("Avance, de 0 a 100").fill("40")

    it.page.evaluate(
        "() => { const b = [...document.querySelectorAll('form button')].find((x) => x.textContent.includes('Reportar avance')); b.click(); b.click(); }"
    )
    it.page.get_by_text("Reporte enviado").wait_for()

    assert Report.objects.filter(matter=matter).count() == 1
    assert it.complaints == []


def test_odd_words_and_names_are_shown_as_they_are_and_turn_nothing_around(open_as, office):
    people, rows = office
    matter: Matter = rows["silent"]
    with act(0, "tests.rename", at=clock.now()):
        User.objects.filter(pk=people.rosa.pk).update(name='Rosa "Chayo" O\'Brien 🌵 <i>Ñúñez</i>')
    it = open_as(people.rosa)
    it.goto(f"/asuntos/{matter.pk}/report_progress/")
    it.page.get_by_label("Qué se hizo").fill(ODD)
    it.page.get_by_label("Avance, de 0 a 100").fill("40")
    it.page.locator("input[type=file]").first.set_input_files(
        {"name": 'acta \u202efdp."final" 🏜️.pdf', "mimeType": "application/pdf", "buffer": PDF}
    )
    it.page.get_by_role("button", name="Reportar avance").click()
    it.page.get_by_text("Reporte enviado").wait_for()
    it.check()

    page = it.page.content()
    assert "<b>no</b>" not in page
    assert "<i>Ñúñez</i>" not in page
    assert "O'Higgins\" 🏜️ <b>no</b>" in it.page.locator(".timeline").inner_text()
    assert "O'Brien 🌵 <i>Ñúñez</i>" in it.page.locator(".timeline").inner_text()
    assert "\u202efdp" not in it.page.locator("body").inner_text()
    analyst = open_as(people.tomas)
    analyst.goto(f"/asuntos/{matter.pk}/")
    analyst.check()
    assert it.complaints + analyst.complaints == []
