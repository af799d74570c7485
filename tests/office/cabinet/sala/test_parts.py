"""What the secretary's screen reads again after each entry: only what changed, and never less than what changed."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from gabinete.kernel import clock
from gabinete.office.cabinet.actions import capture, doors, floor, room
from gabinete.office.cabinet.models import AgreementDraft, Attendance
from tests.office.cabinet.sala.scene import BEGIN, HELD_ON, Scene

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
FLEETING = re.compile(
    r' (?:hidden(?=>)|name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|data-stamp="[^"]*")'
)
VOTERS = re.compile(r'<ul class="ballots">.*?</ul>', re.DOTALL)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.CLOCK_VARIABLE, (BEGIN + timedelta(minutes=30)).isoformat())


class Screen:
    """The secretary's screen, that keeps what it was given as its script does."""

    def __init__(self, client: Client, scene: Scene) -> None:
        self.client, self.scene = client, scene
        self.path = f"/sesiones/{scene.session_id}/sala/"
        self.parts = self.whole()

    def whole(self) -> dict[str, str]:
        return _parts(html.fromstring(self.client.get(self.path).content.decode()))

    def stamps(self) -> str:
        return " ".join(re.findall(r'data-stamp="(\w+)"', " ".join(self.parts.values())))

    def refresh(self) -> set[str]:
        """Take what changed; return its names."""
        page = html.fromstring(
            self.client.get(self.path, headers={"X-Parts": self.stamps()}).content.decode()
        )
        sent = _parts(page)
        kept = set(page.xpath("string(//body/@data-kept)").split())
        assert not kept & set(sent)
        fixed = {name for name in self.parts if name.startswith(("point-", "seat-"))}
        for gone in fixed - kept - set(sent):
            del self.parts[gone]
        self.parts |= sent
        return {name for name in sent if name.startswith(("point-", "seat-"))}

    def write(self, **fields: object) -> None:
        answer = self.client.post(
            f"{self.path}anotar/", {"once": str(uuid4()), **fields}, headers={"X-Room": "1"}
        )
        assert answer.status_code == 200, answer.content


def _parts(page: html.HtmlElement) -> dict[str, str]:
    return {
        part.get("data-part"): html.tostring(part, encoding="unicode", with_tail=False)
        for part in page.xpath("//*[@data-part]")
    }


def bare(parts: dict[str, str]) -> dict[str, str]:
    return {name: VOTERS.sub("", FLEETING.sub("", part)) for name, part in parts.items()}


@pytest.fixture
def screen(voting: Scene, client_for: SignIn) -> Screen:
    voting.open()
    return Screen(client_for(voting.cast.lucia), voting)


def steps(scene: Scene) -> list[dict[str, object]]:
    one, two, three = (point.pk for point in (scene.points[0], scene.points[1], scene.points[3]))
    line = Attendance.objects.get(seat=scene.seats["CEA"]).pk
    return [
        {"do": "start", "point": one},
        {"do": "agreement", "point": one, "text": "Que la CEA entregue el proyecto en 10 días hábiles"},
        {"do": "text", "point": two, "field": "notes", "text": "Dicho", "seen": ""},
        {"do": "text", "point": two, "field": "resolution", "text": "Resuelto", "seen": ""},
        {"do": "vote", "point": two, "every": "favour"},
        {"do": "vote", "point": two, f"seat-{scene.seats['OEE'].pk}": "against"},
        {"do": "leave", "line": line},
        {"do": "return", "line": line},
        {"do": "seat", "seat": scene.seats["SSA"].pk, "quality": "alternate", "alternate_name": "Delia Núñez"},
        {"do": "guest", "name": "Rectora"},
        {"do": "outcome", "point": one, "outcome": "agreed", "seen": ""},
        {"do": "start", "point": scene.points[2].pk},
        {"do": "finish", "point": scene.points[2].pk},
        {"do": "outcome", "point": three, "outcome": "noted", "seen": ""},
        {"do": "vote", "point": two, f"seat-{scene.seats['CEA'].pk}": ""},
        {"do": "strike", "line": line},
        {"do": "defer_rest"},
        {"do": "conclude"},
        {"do": "resume", "reason": "Faltó algo"},
    ]  # fmt: skip


def test_a_screen_that_only_takes_what_changed_shows_what_a_whole_one_does(
    screen: Screen, voting: Scene
) -> None:
    for step in steps(voting):
        screen.write(**step)
        screen.refresh()

        assert bare(screen.parts) == bare(screen.whole()), step["do"]


def test_an_entry_sends_again_the_panel_it_changed_and_no_other(screen: Screen, voting: Scene) -> None:
    point, seat = voting.points[1].pk, voting.seats["CEA"].pk
    line = Attendance.objects.get(seat=seat).pk

    sent = []
    for step in (
        {"do": "text", "point": point, "field": "notes", "text": "Dicho", "seen": ""},
        {"do": "leave", "line": line},
        {"do": "guest", "name": "Rectora"},
    ):
        screen.write(**step)
        sent.append(screen.refresh())

    assert sent == [{f"point-{point}"}, {f"seat-{seat}"}, set()]


def test_what_others_change_of_a_draft_arrives_too(screen: Screen, voting: Scene) -> None:
    capture.capture(
        voting.lucia, voting.session_id, voting.points[1].pk, "Que la CEA entregue el plano", voting.mark(1)
    )
    screen.refresh()
    draft = AgreementDraft.objects.get()
    screen.write(
        do="edit_draft",
        draft=draft.pk,
        version=draft.version,
        text="Entregar otro",
        co="SIDUR",
        term_unit="business",
        term_n="9",
    )

    assert screen.refresh() == {f"point-{voting.points[1].pk}"}
    assert "Entregar otro" in screen.parts[f"point-{voting.points[1].pk}"]


def test_a_seat_that_leaves_the_body_leaves_the_screen(screen: Screen, voting: Scene) -> None:
    seat = voting.seats["SSA"]
    type(seat).objects.filter(pk=seat.pk).update(left_on=HELD_ON)

    screen.refresh()

    assert f"seat-{seat.pk}" not in screen.parts


def test_the_stamp_of_a_restricted_point_tells_nothing_to_who_does_not_read_it(
    screen: Screen, voting: Scene
) -> None:
    marcos, point = voting.cast.actor("marcos"), voting.points[2].pk
    name = f"point-{point}"
    before = re.search(r'data-stamp="(\w+)"', screen.parts[name])
    room.write_text(marcos, voting.session_id, point, ("notes", "Reservadísimo", ""), voting.mark(2))
    capture.capture(marcos, voting.session_id, point, "Que @SH pague en 10 días hábiles", voting.mark(4))

    after = re.search(r'data-stamp="(\w+)"', screen.whole()[name])

    assert before is not None
    assert after is not None
    assert before[1] == after[1]
    assert screen.refresh() == set()


def test_stamps_that_mean_nothing_bring_everything(screen: Screen) -> None:
    for stamps in ("all", "0" * 6000, "ñ á <>", "abc " * 5000):
        page = html.fromstring(screen.client.get(screen.path, headers={"X-Parts": stamps}).content.decode())

        assert set(_parts(page)) == set(screen.parts)


@pytest.mark.parametrize("more", [0, 6])
def test_each_screen_asks_a_fixed_number_of_things_of_the_database(
    scene: Scene,
    client_for: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    more: int,
) -> None:
    scene.open()
    for n in range(more):
        typed = f"Que la CEA y SIDUR entreguen el proyecto {n} en 10 días hábiles"
        capture.capture(scene.lucia, scene.session_id, scene.points[1].pk, typed, scene.mark(n))
    room.start_point(scene.lucia, scene.session_id, scene.points[1].pk, scene.mark(9))
    floor.ask_floor(scene.cast.actor("rosa", HELD_ON), scene.session_id, scene.seats["CEA"].pk, BEGIN)
    key = doors.open_wall(scene.lucia, scene.session_id, scene.mark(9))
    lucia, rosa, base = (
        client_for(scene.cast.lucia),
        client_for(scene.cast.rosa),
        f"/sesiones/{scene.session_id}/",
    )
    kept = Screen(lucia, scene).stamps()

    for client, path, headers, most in (
        (lucia, f"{base}sala/", {}, 18),
        (lucia, f"{base}sala/", {"X-Parts": kept}, 17),
        (rosa, f"{base}en-sala/", {"X-Parts": "all"}, 13),
        (rosa, f"{base}proyector/", {}, 10),
        (Client(), f"/proyector/{key}/", {}, 8),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(path, headers=headers).status_code == 200
