"""Pages of the minutes: what each person reads, what a refusal says, how many queries a list costs."""

import io
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.rendering.word_fields import text_of
from gabinete.kernel import clock
from gabinete.office.cabinet import states
from gabinete.office.cabinet.actions.circulation import circulate
from gabinete.office.cabinet.actions.extracts import send_extracts
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import MinutesVersion, Observation, PaperTemplate
from tests.office.cabinet.minutes.stage import LATER, SECRET, Held, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(held: Held) -> MinutesVersion:
    register(held)
    build_version(held.room.lucia, held.session.pk, "", LATER)
    return circulate(held.room.lucia, held.session.pk, held.fresh().version, 30, clock.now())


def test_the_session_page_leads_from_held_to_closed(held: Held, client_for: Callable[..., Client]) -> None:
    client, address = client_for(held.room.cast.lucia), f"/sesiones/{held.session.pk}/"
    assert "Registre 3 acuerdos capturados" in client.get(address).content.decode()
    register(held)
    assert "Armar la minuta" in client.get(address).content.decode()

    client.post(f"{address}versiones/armar/")
    assert "Enviar a observaciones" in client.get(address).content.decode()
    client.post(f"{address}versiones/enviar/", {"version": held.fresh().version, "days": "3"})

    page = client.get(address).content.decode()
    assert held.fresh().state == states.CIRCULATED
    assert "Falta recabar 3 firmas" in page


def test_a_member_reads_by_sections_and_observes(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client]
) -> None:
    client, address = client_for(held.room.cast.rosa), f"/versiones/{sent.pk}/"
    page = client.get(address).content.decode()
    assert "Punto 1. Abasto de agua en Hermosillo" in page
    assert SECRET not in page
    seat = held.room.body.seats.get(unit__acronym="CEA")

    empty = client.post(f"{address}observar/", {"seat": seat.pk, "section": "punto-1", "text": " "})
    answer = client.post(
        f"{address}observar/", {"seat": seat.pk, "section": "punto-1", "text": "Debe decir «presas» <b>"}
    )

    assert empty.status_code == 400
    assert "Escriba su observación" in empty.content.decode()
    assert answer.status_code == 303
    assert "Debe decir «presas» &lt;b&gt;" in client.get(address).content.decode()


def test_the_secretary_resolves_on_screen(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client]
) -> None:
    seat = held.room.body.seats.get(unit__acronym="CEA")
    client_for(held.room.cast.rosa).post(
        f"/versiones/{sent.pk}/observar/", {"seat": seat.pk, "section": "", "text": "Falta un anexo."}
    )
    made, client = Observation.objects.get(), client_for(held.room.cast.lucia)
    assert "Resolverlas" in client.get(f"/sesiones/{held.session.pk}/").content.decode()

    refused = client.post(f"/observaciones/{made.pk}/resolver/", {"version": "1", "accepted": "yes"})
    client.post(
        f"/observaciones/{made.pk}/resolver/", {"version": "1", "accepted": "yes", "answer": "Se agrega."}
    )

    made.refresh_from_db()
    assert (refused.status_code, made.accepted, made.answer) == (400, True, "Se agrega.")
    assert "corrija el texto" in client.get(f"/sesiones/{held.session.pk}/").content.decode()


def test_what_changed_is_shown_without_relying_on_colour(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client]
) -> None:
    client, address = client_for(held.room.cast.lucia), f"/sesiones/{held.session.pk}/"
    form = client.get(f"{address}versiones/texto/").content.decode()
    assert SECRET not in form
    texts = {"version": held.fresh().version}
    for point in held.points.values():
        texts |= {f"resolution-{point.pk}": "Se aprueba por sectores.", f"notes-{point.pk}": point.notes}

    answer = client.post(f"{address}versiones/texto/", texts)
    page = client.get(f"{answer['Location']}cambios/").content.decode()

    assert '<ins><span class="mark" aria-hidden="true">[+</span><span class="sr">agregado: </span>' in page
    assert "quitado:" in page
    assert "Sin cambios:" in page


def test_downloading_the_minutes_gives_the_last_version_one_may_read(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client]
) -> None:
    address = f"/sesiones/{held.session.pk}/minuta.pdf"

    member = client_for(held.room.cast.rosa).get(address)
    stranger = client_for(held.room.cast.sofia).get(address)

    assert member["Content-Disposition"].count("v1.pdf") >= 1
    assert stranger.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/versiones/{v}/", "/versiones/{v}/minuta.pdf", "/versiones/{v}/cambios/", "/sesiones/{s}/versiones/",
        "/sesiones/{s}/extractos/", "/sesiones/{s}/versiones/enviar/", "/sesiones/{s}/versiones/texto/",
        "/sesiones/gabinetes/{b}/plantillas/",
    ],
)  # fmt: skip
def test_pages_do_not_exist_for_strangers(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client], address: str
) -> None:
    path = address.format(v=sent.pk, s=held.session.pk, b=held.room.body.pk)

    assert client_for(held.room.cast.sofia).get(path).status_code in {403, 404}


@pytest.mark.parametrize("address", ["versiones/enviar/", "versiones/texto/", "versiones/corregir/"])
def test_members_do_not_reach_what_is_the_secretarys(
    sent: MinutesVersion, held: Held, client_for: Callable[..., Client], address: str
) -> None:
    assert client_for(held.room.cast.rosa).get(f"/sesiones/{held.session.pk}/{address}").status_code == 403


def test_lists_cost_the_same_however_long_they_are(
    sent: MinutesVersion,
    held: Held,
    client_for: Callable[..., Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    send_extracts(held.room.lucia, held.session.pk, LATER)
    client = client_for(held.room.cast.lucia)
    limits = {
        f"/sesiones/{held.session.pk}/versiones/": 12,
        f"/sesiones/{held.session.pk}/extractos/": 14,
        f"/versiones/{sent.pk}/": 22,
        f"/sesiones/gabinetes/{held.room.body.pk}/plantillas/": 14,
    }
    for address, limit in limits.items():
        client.get(address)
        with django_assert_max_num_queries(limit):
            assert client.get(address).status_code == 200


def word_file(text: str) -> SimpleUploadedFile:
    page, out = docx.Document(), io.BytesIO()
    page.add_paragraph(text)
    page.save(out)
    return SimpleUploadedFile("propia.docx", out.getvalue())


def test_a_body_puts_its_own_template_and_goes_back(held: Held, client_for: Callable[..., Client]) -> None:
    client, address = client_for(held.room.cast.lucia), f"/sesiones/gabinetes/{held.room.body.pk}/plantillas/"
    assert "{{ del_gabinete }}" in client.get(address).content.decode()

    client.post(f"{address}minutes/", {"file": word_file("PAPEL PROPIO {{ sesion }} del {{ fecha }}")})
    built = build_version(held.room.lucia, held.session.pk, "", LATER).version
    worded = b"".join(client.get(f"/versiones/{built.pk}/minuta.docx").streaming_content)  # type: ignore[attr-defined]
    example = client.get(f"{address}minutes/ejemplo.docx").content

    assert "PAPEL PROPIO 1.ª sesión ordinaria del jueves 19 de noviembre de 2026" in text_of(worded)
    assert "PAPEL PROPIO 7.ª sesión ordinaria del jueves 19 de noviembre de 2026" in text_of(example)
    client.post(f"{address}minutes/quitar/")
    assert not PaperTemplate.objects.exists()


def test_a_wrong_template_says_field_and_place_and_keeps_the_one_before(
    held: Held, client_for: Callable[..., Client]
) -> None:
    client, address = client_for(held.room.cast.lucia), f"/sesiones/gabinetes/{held.room.body.pk}/plantillas/"
    client.post(f"{address}extract/", {"file": word_file("{{ folio }}")})

    refused = client.post(f"{address}extract/", {"file": word_file("Acuerdo {{ foleo }}")})
    nothing = client.post(f"{address}extract/")

    page = refused.content.decode()
    assert (refused.status_code, nothing.status_code) == (400, 400)
    assert "No existe el campo «foleo»; ¿quiso decir «folio»?" in page
    assert "párrafo 1, donde dice «Acuerdo {{ foleo }}»" in page
    assert PaperTemplate.objects.get().document.name == "propia.docx"
    assert "{{ folio }}" in text_of(client.get(f"{address}extract/plantilla.docx").content)


def test_the_call_is_written_on_the_bodys_template(held: Held, client_for: Callable[..., Client]) -> None:
    client, body = client_for(held.room.cast.lucia), held.room.body.pk
    client.post(
        f"/sesiones/gabinetes/{body}/plantillas/call/",
        {"file": word_file("{% for punto in orden %}{{ punto.asunto }}; {% endfor %}")},
    )

    worded = client.get(f"/sesiones/{held.session.pk}/convocatoria.docx").content

    said = " ".join(text_of(worded))
    assert "Abasto de agua en Hermosillo; Programa de pavimentación; Punto reservado;" in said


@pytest.mark.parametrize("who", ["tomas", "rosa", "elena"])
def test_only_who_defines_bodies_changes_templates(
    held: Held, client_for: Callable[..., Client], who: str
) -> None:
    address = f"/sesiones/gabinetes/{held.room.body.pk}/plantillas/minutes/"

    answer = client_for(held.room.cast.people[who]).post(address, {"file": word_file("x")})

    assert answer.status_code == 403
    assert not PaperTemplate.objects.exists()
