"""The order of the day from the terminal: complete for whom it may, and never more."""

import json

import pytest

from gabinete.delivery.cli.agenda_listing import show
from gabinete.foundation.access.models import RestrictedReading
from gabinete.kernel.errors import BadInput, NotFound
from tests.office.cabinet.agenda.stage import SECRET, agenda, secret
from tests.office.cabinet.stage import Room

pytestmark = pytest.mark.django_db


def test_the_order_of_the_day_is_written_for_programs_as_each_may_see_it(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    session = agenda(room, "Uno")
    secret(room, session, "elena")
    reference = f"GL/2026/{session.number}"

    show(reference, "elena", as_json=True)
    whole = json.loads(capsys.readouterr().out)
    show(reference, "marcos", as_json=True)
    partial = capsys.readouterr().out

    assert [p.get("title") for p in whole["points"]] == ["Uno", SECRET]
    assert (whole["session"], whole["minutes"], whole["length_minutes"]) == ("GL/2026/01", 20, 120)
    assert "Zyxquark" not in partial
    assert json.loads(partial)["points"][1] == {"number": 2, "is_restricted": True}
    assert RestrictedReading.objects.filter(door="gabinete session agenda").count() == 1


def test_the_order_of_the_day_is_written_in_words(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    secret(room, agenda(room, "Uno"), "elena")

    show("GL/2026/1", "rosa", as_json=False)

    said = capsys.readouterr().out
    assert "  1. Uno (de acuerdo, 10 min)" in said
    assert "  2. Punto reservado\n" in said
    assert "Zyxquark" not in said


def test_nobody_and_strangers_are_refused(room: Room) -> None:
    agenda(room)
    with pytest.raises(BadInput, match="en nombre de quién"):
        show("GL/2026/1", "", as_json=False)
    with pytest.raises(NotFound):
        show("GL/2026/1", "sofia", as_json=False)
