"""Every move as a form: shown, refused, made, sent twice, and never losing what was typed."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gabinete.foundation.documents.models import Document
from gabinete.office.followup.models import LogEntry, Matter, Report
from gabinete.office.followup.states import MATTER_FLOW
from gabinete.office.followup.web.moves import FORMS
from gabinete.office.followup.web.story import VERBS

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_vault(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path


def send(client, matter: Matter, move: str, **data: object):
    fresh = Matter.objects.get(pk=matter.pk)
    given = {"version": fresh.version, "once": str(uuid4()), **data}
    return client.post(f"/asuntos/{matter.pk}/{move}/", given)


def test_every_move_has_a_form_and_a_verb_in_the_bitacora():
    assert set(FORMS) == set(MATTER_FLOW.moves)
    assert set(MATTER_FLOW.moves) <= set(VERBS)


def test_form_carries_version_and_mark_and_keeps_what_is_typed(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.rosa).get(f"/asuntos/{matter.pk}/report_progress/").content.decode()

    assert f'name="version" value="{Matter.objects.get(pk=matter.pk).version}"' in page
    assert re.search(r'name="once" value="[0-9a-f-]{36}"', page)
    assert f'data-keep="report_progress-{matter.pk}"' in page
    assert 'capture="environment"' in page


def test_form_alone_comes_to_the_dialog(stage, client_for):
    matter = stage.in_state("in_progress")

    page = (
        client_for(stage.cast.rosa, HX_Request="true")
        .get(f"/asuntos/{matter.pk}/report_progress/")
        .content.decode()
    )

    assert "<!doctype" not in page
    assert "<h2>Reportar avance</h2>" in page


def test_report_with_files_is_registered_and_answered_with_see_other(stage, client_for):
    matter = stage.in_state("in_progress")
    file = SimpleUploadedFile("Avance.pdf", PDF, "application/pdf")

    response = send(
        client_for(stage.cast.rosa),
        matter,
        "report_progress",
        text="Se entregó la topografía.",
        percent="40",
        files=[file],
    )

    assert (response.status_code, response["Location"]) == (303, f"/asuntos/{matter.pk}/")
    report = Report.objects.get(matter=matter)
    assert (report.percent, report.text) == (40, "Se entregó la topografía.")
    assert [e.document.name for e in report.evidence.all()] == ["Avance.pdf"]


def test_form_sent_twice_registers_once(stage, client_for):
    matter, client, once = stage.in_state("in_progress"), client_for(stage.cast.rosa), str(uuid4())
    version = Matter.objects.get(pk=matter.pk).version

    answers = [
        client.post(
            f"/asuntos/{matter.pk}/report_progress/",
            {"version": version, "once": once, "text": "Hecho.", "percent": "10"},
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Report.objects.filter(matter=matter).count() == 1


def test_wrong_fields_are_all_said_and_nothing_typed_is_lost(stage, client_for):
    matter = stage.in_state("in_progress")

    response = send(
        client_for(stage.cast.rosa), matter, "report_progress", text="Texto <b>largo</b>", percent="120"
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Escriba un número entero de 0 a 100." in page
    assert "Texto &lt;b&gt;largo&lt;/b&gt;" in page
    assert not Report.objects.exists()


def test_dangerous_file_is_refused_and_nothing_is_half_written(stage, client_for):
    matter = stage.in_state("in_progress")
    disguised = SimpleUploadedFile("plano.pdf", b"MZ\x90\x00" + b"\0" * 200, "application/pdf")

    response = send(
        client_for(stage.cast.rosa),
        matter,
        "report_progress",
        text="Con archivo.",
        percent="10",
        files=[disguised],
    )

    assert response.status_code == 400
    assert "Con archivo." in response.content.decode()
    assert not Report.objects.exists()
    assert not Document.objects.exists()


def test_stale_form_says_so_and_offers_the_present_version(stage, client_for):
    matter = stage.in_state("in_progress")

    response = send(
        client_for(stage.cast.rosa), matter, "report_progress", version="1", text="Hecho.", percent="10"
    )

    assert response.status_code == 409
    assert f'name="version" value="{Matter.objects.get(pk=matter.pk).version}"' in response.content.decode()
    assert "Hecho." in response.content.decode()


def test_fulfilment_without_the_means_of_verification_is_refused_with_its_reason(stage, client_for):
    matter = stage.in_state("in_progress")

    response = send(client_for(stage.cast.rosa), matter, "report_fulfilment", text="Ya quedó.")

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Este dato es necesario.") == 1
    assert ">Ya quedó.</textarea>" in page
    assert Matter.objects.get(pk=matter.pk).state == "in_progress"


def test_form_sent_after_the_move_closed_gives_back_what_was_typed(stage, client_for):
    matter = stage.in_state("in_verification")

    response = send(
        client_for(stage.cast.rosa), matter, "report_progress", text="Faltó decir esto.", percent="90"
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "No procede ahora:" in page
    assert '<blockquote class="keep-lines">Faltó decir esto.</blockquote>' in page
    assert f'href="/asuntos/{matter.pk}/"' in page


def test_fulfilment_brings_its_proof_along(stage, client_for):
    matter = stage.in_state("in_progress")
    proof = SimpleUploadedFile("Proyecto.pdf", PDF, "application/pdf")

    response = send(
        client_for(stage.cast.rosa), matter, "report_fulfilment", text="Se entregó.", proof=[proof]
    )

    assert response.status_code == 303
    assert Matter.objects.get(pk=matter.pk).state == "fulfilment_reported"


@pytest.mark.parametrize(
    ("who", "move"),
    [("rosa", "accept_report"), ("tomas", "acknowledge"), ("ana", "message"), ("elena", "judge_confidence")],
)
def test_move_of_another_role_is_refused(stage, client_for, who, move):
    matter = stage.in_state("notified")

    assert client_for(stage.cast.people[who]).get(f"/asuntos/{matter.pk}/{move}/").status_code == 403
    assert send(client_for(stage.cast.people[who]), matter, move).status_code == 403


def test_matter_of_another_agency_is_not_there(stage, client_for):
    matter = stage.in_state("in_progress")

    assert client_for(stage.cast.ivan).get(f"/asuntos/{matter.pk}/report_progress/").status_code == 404


def test_closed_move_says_all_its_reasons_and_has_no_form(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/accept_report/").content.decode()

    assert "No hay ningún reporte en espera de revisión." in page
    assert '<button class="btn primary">Aceptar reporte' not in page


def test_unknown_move_is_not_found(stage, client_for):
    matter = stage.in_state("in_progress")

    assert client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/destroy/").status_code == 404


@pytest.mark.parametrize(
    ("back", "goes"), [("/", "/"), ("https://malo.example/", None), ("//malo.example/", None)]
)
def test_return_address_stays_at_home(stage, client_for, back, goes):
    matter = stage.in_state("notified")

    response = send(client_for(stage.cast.rosa), matter, "acknowledge", volver=back)

    assert response["Location"] == (goes or f"/asuntos/{matter.pk}/")


def test_message_reaches_the_bitacora_with_its_marks_escaped(stage, client_for):
    matter = stage.in_state("in_progress")

    send(client_for(stage.cast.tomas), matter, "message", text="Ojo con <script>alert(1)</script>")

    assert LogEntry.objects.filter(matter=matter, move="message").count() == 1
    page = client_for(stage.cast.rosa).get(f"/asuntos/{matter.pk}/").content.decode()
    assert "Ojo con &lt;script&gt;" in page
