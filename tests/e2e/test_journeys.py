"""What people do here from beginning to end, in a browser."""

from pathlib import Path

from django.contrib.sessions.models import Session

from gabinete.office.followup.models import Matter
from tests.cast import PASSWORD
from tests.e2e.conftest import PHONE
from tests.e2e.rows import PDF


def state(matter: Matter) -> str:
    return Matter.objects.values_list("state", flat=True).get(pk=matter.pk)


def test_matter_goes_from_report_to_verified_end_with_two_keys(open_as, office, tmp_path: Path):
    people, rows = office
    matter, file = rows["silent"], tmp_path / "Padrón.pdf"
    file.write_bytes(PDF)

    agency = open_as(people.rosa, PHONE)
    agency.goto(f"/asuntos/{matter.pk}/")
    agency.page.get_by_role("link", name="Reportar cumplimiento").click()
    agency.page.get_by_label("Cómo se cumplió").fill("El padrón quedó publicado.")
    agency.page.get_by_label("Medio de verificación").set_input_files(str(file))
    agency.page.get_by_role("button", name="Reportar cumplimiento").click()
    agency.page.get_by_text("Cumplimiento reportado; lo revisa la Oficina").wait_for()
    assert state(matter) == "fulfilment_reported"

    analyst = open_as(people.tomas)
    analyst.goto("/")
    analyst.page.get_by_role("link", name=matter.title).first.click()
    analyst.page.get_by_role("link", name="Aceptar y pasar a verificación").first.click()
    analyst.page.get_by_role("button", name="Aceptar y pasar a verificación").click()
    analyst.page.get_by_text("pasa a verificación de otra unidad").wait_for()

    verifier = open_as(people.lucia)
    verifier.goto(f"/asuntos/{matter.pk}/verify_concluded/")
    verifier.page.get_by_label("Motivo").fill("El padrón está en el portal.")
    verifier.page.get_by_role("button", name="Verificar: concluido").click()
    verifier.page.get_by_text("Verificado: el asunto está concluido.").wait_for()
    assert state(matter) == "concluded"
    assert agency.complaints + analyst.complaints + verifier.complaints == []


def test_text_typed_before_the_session_expired_is_not_lost(open_as, office, live_server):
    people, rows = office
    it = open_as(people.rosa)
    form = f"/asuntos/{rows['silent'].pk}/report_progress/"
    it.goto(form)
    it.page.get_by_label("Qué se hizo").fill("Tres párrafos que costaron media hora.")
    it.page.get_by_label("Avance, de 0 a 100").fill("35")

    Session.objects.all().delete()
    it.page.get_by_role("button", name="Reportar avance").click()
    it.page.get_by_text("Lo que escribió está guardado en este navegador").wait_for()
    it.page.get_by_role("link", name="Iniciar sesión y continuar").click()
    it.page.locator("input[name=login]").fill("rosa")
    it.page.locator("input[name=password]").fill(PASSWORD)
    it.page.get_by_role("button", name="Entrar", exact=True).click()
    it.page.wait_for_url(f"**{form}")

    assert it.page.get_by_label("Qué se hizo").input_value() == "Tres párrafos que costaron media hora."
    assert it.page.get_by_text("Recuperamos lo que había escrito").is_visible()
    it.page.get_by_role("button", name="Reportar avance").click()
    it.page.get_by_text("Reporte enviado").wait_for()
    kept = it.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('gabinete:') && key.includes('report_progress'))"
    )
    assert kept == []


def test_governor_decides_on_the_phone_with_a_tap_and_a_confirmation(open_as, office):
    people, rows = office
    it = open_as(people.elena, PHONE)
    it.goto("/")

    it.page.locator(".need a.btn", has_text=f"Confirmar: {rows['ending'].title}").click()
    dialog = it.page.locator("#dialog")
    dialog.wait_for(state="visible")
    assert state(rows["ending"]) == "end_proposed"
    dialog.get_by_role("button", name="Confirmar: sin efecto").click()
    it.page.get_by_text("Cierre confirmado.").wait_for()

    assert state(rows["ending"]) == "void"
    assert it.page.url.removeprefix(it.base) == "/"
    assert it.complaints == []


def test_everything_is_reached_from_the_keyboard(open_as, office):
    people, rows = office
    it = open_as(people.tomas)
    it.goto("/asuntos/")

    it.page.keyboard.press("/")
    it.page.keyboard.type("acueducto", delay=20)
    suggestion = it.page.locator("#suggestions a", has_text=rows["reviewing"].title)
    suggestion.wait_for()
    it.page.keyboard.press("Escape")
    it.page.keyboard.press("j")
    assert it.page.evaluate("document.activeElement.closest('tr').classList.contains('is-here')")
    it.page.keyboard.press("?")
    assert it.page.locator("#keys").is_visible()
    it.page.keyboard.press("Escape")
    it.page.keyboard.press("g")
    it.page.keyboard.press("t")
    it.page.wait_for_url("**/asuntos/tablero/")
    assert it.complaints == []


def test_count_of_a_term_opens_over_the_page_and_closes_again(open_as, office):
    people, rows = office
    it = open_as(people.rosa)
    it.goto(f"/asuntos/{rows['reviewing'].pk}/")

    it.page.get_by_role("link", name="¿cómo se contó?").click()
    dialog = it.page.locator("#dialog")
    dialog.get_by_text("Día hábil 20.").wait_for()
    it.check()
    dialog.get_by_role("link", name="Cerrar").click()

    assert not dialog.is_visible()
    assert it.complaints == []


def test_filters_narrow_the_list_at_once_and_stay_in_the_address(open_as, office):
    people, rows = office
    it = open_as(people.tomas)
    it.goto("/asuntos/")

    it.page.get_by_label("Dependencia").select_option("SIDUR")
    it.page.wait_for_url("**unidad=SIDUR**")
    it.page.locator("#results tbody tr", has_text=rows["verifying"].title).wait_for()

    assert it.page.locator("#results tbody tr", has_text=rows["silent"].title).count() == 0
    it.page.reload()
    assert it.page.get_by_label("Dependencia").input_value() == "SIDUR"
    assert it.complaints == []
