"""The minutes of a session in a browser: built, sent, observed, resolved, compared; every page sound on desk and phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from gabinete.kernel import clock
from gabinete.office.cabinet.actions.circulation import circulate, observe
from gabinete.office.cabinet.actions.extracts import send_extracts
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.actions.wording import Mended, Wording, mend_minutes
from tests.e2e.conftest import PHONE, WIDE
from tests.office.cabinet.minutes.stage import Held, hold, register
from tests.office.cabinet.stage import make_room

PICTURES = os.environ.get("GABINETE_PICTURES", "")
"""Folder where each page is kept as a picture, to be looked at; empty keeps none."""


@pytest.fixture
def held(office, settings, tmp_path) -> Held:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    people, _matters = office
    return hold(make_room(people))


def picture(page, name: str) -> None:
    if PICTURES:
        page.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize(("width", "viewport"), [("wide", WIDE), ("phone", PHONE)])
def test_every_page_of_the_minutes_is_sound(held, open_as, width, viewport):
    lucia, now = held.room.lucia, clock.now()
    register(held)
    first = build_version(lucia, held.session.pk, "", now - timedelta(minutes=3)).version
    circulate(lucia, held.session.pk, held.fresh().version, 5, now - timedelta(minutes=2))
    seat = held.room.body.seats.get(unit__acronym="CEA")
    said = ("punto-1", "Debe decir «por municipio», como se acordó.")
    made = observe(held.room.cast.actor("rosa"), first.pk, seat.pk, said, now)
    mended = Mended(
        {held.points[1].pk: Wording("Se aprueba el calendario de abasto por municipio.", "La CEA expuso.")}
    )
    second = mend_minutes(lucia, held.session.pk, held.fresh().version, mended, now).version
    send_extracts(lucia, held.session.pk, now)
    session, body = f"/sesiones/{held.session.pk}/", f"/sesiones/gabinetes/{held.room.body.pk}/plantillas/"
    secretary = open_as(held.room.cast.lucia, viewport)
    member = open_as(held.room.cast.rosa, viewport)

    for name, path in {
        "session": session, "versions": f"{session}versiones/", "version": f"/versiones/{first.pk}/",
        "changes": f"/versiones/{second.pk}/cambios/", "mend": f"{session}versiones/texto/",
        "send": f"{session}versiones/enviar/", "resolve": f"/observaciones/{made.pk}/resolver/",
        "extracts": f"{session}extractos/", "templates": body, "correct": f"{session}versiones/corregir/",
    }.items():  # fmt: skip
        secretary.goto(path)
        for more in secretary.page.query_selector_all("main details:not([open]) > summary"):
            if more.is_visible():
                more.click()
        secretary.check()
        picture(secretary, f"{width}-{name}")
    for name, path in {"member-session": session, "member-version": f"/versiones/{first.pk}/"}.items():
        member.goto(path)
        member.check()
        picture(member, f"{width}-{name}")

    assert secretary.complaints == []
    assert member.complaints == []


def test_a_member_observes_and_the_secretary_answers(held, open_as):
    register(held)
    secretary, member = open_as(held.room.cast.lucia), open_as(held.room.cast.rosa)
    secretary.goto(f"/sesiones/{held.session.pk}/")
    secretary.page.get_by_role("button", name="Armar la minuta").click()
    secretary.goto(f"/sesiones/{held.session.pk}/")
    secretary.page.get_by_role("link", name="Enviar a observaciones").click()
    secretary.page.get_by_role("button", name="Enviar", exact=True).click()

    member.goto(f"/sesiones/{held.session.pk}/")
    member.page.get_by_role("link", name="Leerla y observar").click()
    member.page.get_by_label("De qué sección").select_option("punto-2")
    member.page.get_by_label("Qué observa").fill("Falta nombrar la colonia.")
    member.page.get_by_role("button", name="Enviar observación").click()
    secretary.goto(f"/sesiones/{held.session.pk}/")
    secretary.page.get_by_role("link", name="Resolverlas").click()
    secretary.page.get_by_role("link", name="Resolver la observación de CEA").click()
    secretary.page.get_by_label("No procede").check()
    secretary.page.get_by_label("Qué se responde").fill("La colonia está en el anexo.")
    secretary.page.get_by_role("button", name="Responder").click()

    member.goto(f"/sesiones/{held.session.pk}/")
    member.page.get_by_role("link", name="Leerla y observar").click()
    assert "La colonia está en el anexo." in member.page.content()
    assert member.complaints + secretary.complaints == []
