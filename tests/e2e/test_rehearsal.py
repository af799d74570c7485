"""The rehearsal: three sessions of one body, from the call to the minutes, by whoever runs them and from the keyboard.

Nobody writes the first point: what it says in each session is what happened since the one before.
"""

import re
from datetime import date, datetime, timedelta

import pytest

from gabinete.foundation.notifications.models import Notice
from gabinete.kernel import clock
from gabinete.office.cabinet.models import (
    AgendaBlock,
    AgendaItem,
    AgreementDraft,
    Attendance,
    Body,
    CabinetSession,
    MinutesVersion,
)
from gabinete.office.followup.models import Matter
from tests.cast import Cast
from tests.e2e.rehearsal import (
    CARRIED,
    DAYS,
    FOURTH,
    TOPICS,
    Agreement,
    Between,
    agreements_of,
    make_body,
    moment,
)
from tests.e2e.watching import Watched

FOLLOWED = "Seguimiento de acuerdos"
LINES = """(part) => [...part.querySelectorAll('.first-point > li:has(.folio)')]
    .map((li) => [li.querySelector('.folio').textContent, li.querySelector('.why').textContent])"""
"""What a part of a page says of each matter: folio and why it is there."""


@pytest.fixture
def now(monkeypatch) -> datetime:
    """The office's clock is stopped a week before the first session, and moved by the rehearsal."""
    first = moment(DAYS[0] - timedelta(days=7), 9)
    monkeypatch.setenv(clock.CLOCK_VARIABLE, first.isoformat())
    return first


class Secretary:
    """The technical secretary at her desk and in the room."""

    def __init__(self, it: Watched, body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
        self.it, self.body, self._environment, self.session = it, body, monkeypatch, 0
        self.page, self.keys = it.page, it.page.keyboard
        self.told: dict[str, str] = {}

    def at(self, day: date, hour: int) -> None:
        self._environment.setenv(clock.CLOCK_VARIABLE, moment(day, hour).isoformat())

    def prepare(self, number: int) -> None:
        """Register the session, write its own points and call it."""
        day, after = DAYS[number - 1], (*DAYS, FOURTH)[number]
        self.it.goto(f"/sesiones/nueva/?gabinete={self.body.pk}")
        self.page.get_by_label("Fecha", exact=False).first.fill(day.isoformat())
        self.page.get_by_label("Hora").fill("10:00")
        self.page.get_by_label("Próxima sesión").fill(after.isoformat())
        self.page.get_by_role("button", name="Registrar sesión").click()
        self.page.get_by_role("link", name="Escribir el orden del día").click()
        self.session = int(self.page.url.split("/")[-3])
        if number > 1:
            self.page.get_by_role("button", name="Traer a esta sesión").click()
            self.page.get_by_role("link", name=CARRIED).first.wait_for()
        for topic in TOPICS[number - 1]:
            self.page.get_by_role("link", name="Agregar un punto").click()
            self.page.get_by_role("textbox", name="Asunto").fill(topic)
            self.page.get_by_role("button", name="Guardar el punto").click()
            self.page.get_by_role("link", name=topic).first.wait_for()
        self.it.goto(f"/sesiones/{self.session}/")
        self.page.get_by_role("button", name="Convocar", exact=True).click()
        self.page.get_by_text("La sesión quedó convocada").wait_for()

    def enter(self) -> None:
        self.page.get_by_role("link", name="Entrar a la sala").click()
        self.page.get_by_role("heading", name="Todavía no se instala la sesión").wait_for()
        self.saved()

    def saved(self) -> None:
        self.page.locator("#saved", has_text="Todo está guardado").wait_for()

    def call_the_roll(self) -> None:
        """Twenty-three title-holders, one alternate, one absent; the quorum says so as they come."""
        quorum = self.page.locator(".quorum")
        assert "Sin quórum · 0 de 25" in quorum.inner_text()
        self.keys.press("l")
        for _seat in range(12):
            self.keys.press("t")
        self.page.locator(".quorum", has_text="Sin quórum · 12 de 25").wait_for()
        for _seat in range(11):
            self.keys.press("t")
        self.page.locator(".quorum.met", has_text="Hay quórum · 23 de 25").wait_for()
        self.keys.press("s")
        self.keys.insert_text("Alba Ruiz Ñúñez")
        self.keys.press("Tab")
        self.keys.press("Enter")
        self.page.locator(".quorum", has_text="24 de 25").wait_for()
        self.keys.press("l")
        self.keys.press("a")
        self.keys.press("Escape")
        self.saved()

    def open(self) -> None:
        self.keys.press("o")
        self.page.locator(".bar-said", has_text="Instalada").wait_for()

    def deal_with(self, title: str, agreements: list[Agreement], outcome: str) -> None:
        """Begin the next point, type what it agrees on and give its outcome."""
        panel = self.page.locator(
            "[data-point]:visible", has=self.page.get_by_role("heading", name=title, level=1)
        )
        panel.wait_for()
        if agreements:
            self.keys.press("n")
        for one in agreements:
            self.keys.insert_text(f"Que @{one.who}")
            self.keys.press("Tab")
            self.keys.insert_text(f"{one.said} #{one.term}")
            self.keys.press("Tab")
            self.keys.insert_text(f"+ {one.proof}")
            self.keys.press("Enter")
        if agreements:
            self.keys.press("Escape")
            panel.locator(".got > li").nth(len(agreements) - 1).wait_for()
        self.keys.press(outcome)
        panel.locator(f".outcomes [data-key='{outcome}'][aria-pressed=true]").wait_for()

    def hold(self, points: list[tuple[str, list[Agreement], str]]) -> None:
        """Go through the order of the day and conclude."""
        for place, (title, agreements, outcome) in enumerate(points):
            self.keys.press("ArrowRight" if place else "Enter")
            self.deal_with(title, agreements, outcome)
            if title == FOLLOWED:
                self.told = dict(self.page.locator("[data-point]:visible").evaluate(LINES))
                self.it.check()
            self.saved()
        self.page.get_by_text("Todos los puntos tienen resultado.").wait_for()
        self.keys.press("c")
        self.page.get_by_role("heading", name=re.compile("La sesión concluyó")).wait_for()

    def register(self, expected: int) -> list[Matter]:
        """Review what was captured and make matters of it."""
        self.page.get_by_role("link", name="Revisar y registrar acuerdos").click()
        self.page.get_by_role("button", name=f"Registrar {expected} asuntos").click()
        self.page.get_by_text(f"Se registraron y notificaron {expected} asuntos.").wait_for()
        drafts = AgreementDraft.objects.filter(minutes__session=self.session).select_related("matter__lead")
        return [draft.matter for draft in drafts.order_by("position")]

    def circulate(self) -> None:
        self.it.goto(f"/sesiones/{self.session}/")
        self.page.get_by_role("button", name="Armar la minuta").click()
        self.page.get_by_text("Se armó la versión 1 de la minuta, en Word y en PDF.").wait_for()
        self.it.goto(f"/sesiones/{self.session}/versiones/enviar/")
        self.page.get_by_role("button", name="Enviar", exact=True).click()
        self.page.get_by_text("Se envió la versión 1; cada integrante recibió aviso.").wait_for()

    def first_point(self) -> dict[str, str]:
        """Return, of the page of the first point, what is said of each matter; its group before the reason."""
        self.it.goto(f"/sesiones/{self.session}/seguimiento/")
        groups = self.page.locator("section[aria-labelledby^=group-]")
        told: dict[str, str] = {}
        for group in groups.all():
            name = (group.get_attribute("aria-labelledby") or "").removeprefix("group-")
            told |= {folio: f"{name}: {why}" for folio, why in group.evaluate(LINES)}
        return told


@pytest.fixture
def lucia(open_as, office, now, monkeypatch) -> Secretary:
    people, _rows = office
    return Secretary(open_as(people.lucia), make_body(people, now), monkeypatch)


def points_of(number: int) -> list[tuple[str, list[Agreement], str]]:
    """Return the order of the day of a session with what is agreed and the key of the outcome of each point."""
    topics = [*([CARRIED] if number > 1 else []), *TOPICS[number - 1]]
    own = [
        (topic, agreements_of(number, topic, place), "4" if topic == CARRIED else "1")
        for place, topic in enumerate(topics)
    ]
    return [
        ("Lista de asistencia y quórum", [], "3"),
        (FOLLOWED, [], "3"),
        *own,
        ("Asuntos generales", [], "3"),
    ]


def test_three_sessions_are_held_from_the_keyboard_and_each_first_point_writes_itself(
    office, lucia: Secretary
):
    people, _rows = office
    late, reported, asked, done = _first(people, lucia)
    _second(people, lucia, late, reported, asked, done)
    _third(lucia, late)
    _everything_is_there(lucia.body)
    assert lucia.it.complaints == []


def _sit(lucia: Secretary, number: int) -> None:
    """Prepare a session a week before, and come to the room on its day."""
    lucia.at(DAYS[number - 1] - timedelta(days=7), 9)
    lucia.prepare(number)
    lucia.at(DAYS[number - 1], 10)


def _meet(lucia: Secretary, number: int, said: dict[str, str]) -> list[Matter]:
    """Hold the session; under its first point the room tells what its page told."""
    lucia.it.goto(f"/sesiones/{lucia.session}/")
    lucia.enter()
    lucia.call_the_roll()
    lucia.open()
    points = points_of(number)
    lucia.hold(points)
    assert lucia.told == {folio: why.split(": ", 1)[1] for folio, why in said.items()}
    return lucia.register(sum(len(agreements) for _title, agreements, _key in points))


def _first(people: Cast, lucia: Secretary) -> list[Matter]:
    _sit(lucia, 1)
    assert lucia.first_point() == {}
    matters = _meet(lucia, 1, {})
    lucia.circulate()
    by_lead = {matter.lead.acronym: matter for matter in reversed(matters)}
    between = Between(people, DAYS[0] + timedelta(days=14))
    between.report("ivan", by_lead["SIDUR"], 40)
    between.ask_extension("enlace-gob", by_lead["GOB"])
    between.conclude("enlace-edu", by_lead["EDU"])
    return [by_lead[acronym] for acronym in ("CEA", "SIDUR", "GOB", "EDU")]


def _second(
    people: Cast, lucia: Secretary, late: Matter, reported: Matter, asked: Matter, done: Matter
) -> None:
    _sit(lucia, 2)
    lucia.at(DAYS[1], 9)
    said = lucia.first_point()
    assert said[late.folio].startswith("overdue: Venció hace")
    assert said[reported.folio].startswith("changed: ")
    assert "40 %" in said[reported.folio]
    assert said[asked.folio].startswith("decide: La dependencia pide prórroga hasta el")
    assert (
        said[done.folio] == "changed: Reportó el cumplimiento, pasó a verificación y se verificó concluido."
    )
    lucia.at(DAYS[1], 10)
    _meet(lucia, 2, said)


def _third(lucia: Secretary, late: Matter) -> None:
    _sit(lucia, 3)
    lucia.at(DAYS[2], 9)
    said = lucia.first_point()
    assert "va en 3 sesiones sin cerrarse: 1.ª del 7 sep 2026, 2.ª del 5 oct 2026 y esta" in said[late.folio]
    topic = lucia.page.locator(".first-point li", has_text="Se repite")
    assert CARRIED in topic.inner_text()
    assert (
        "Va en 3 sesiones sin resolverse: 1.ª del 7 sep 2026, 2.ª del 5 oct 2026 y esta."
        in topic.inner_text()
    )
    lucia.at(DAYS[2], 10)
    _meet(lucia, 3, said)


def _everything_is_there(body: Body) -> None:
    sessions = CabinetSession.objects.filter(body=body)
    assert sorted(sessions.values_list("number", "state")) == [(1, "circulated"), (2, "held"), (3, "held")]
    assert AgendaItem.objects.filter(session__in=sessions, block=AgendaBlock.OWN).count() == 20
    assert not AgendaItem.objects.filter(session__in=sessions, outcome="").exists()
    matters = Matter.objects.filter(body="GE")
    assert [m for m in matters.values_list("folio", flat=True) if not m.startswith("GE/2026/")] == []
    assert matters.count() == 60
    assert not matters.filter(notified_at=None).exists()
    assert Notice.objects.filter(user__username="rosa").exists()
    came = Attendance.objects.filter(session__in=sessions)
    assert [came.filter(quality=how).count() for how in ("holder", "alternate", "absent")] == [69, 3, 3]
    assert MinutesVersion.objects.filter(session__in=sessions, circulated_at__isnull=False).count() == 1
