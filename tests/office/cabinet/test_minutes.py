"""Minutes become drafts; nothing is a matter until a person confirms."""

import io
from datetime import date
from uuid import uuid4

import pytest

from gabinete.foundation.documents.models import Document
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import DraftChanges, MinutesGiven
from gabinete.office.cabinet.models import AgreementDraft, Minutes
from gabinete.office.cabinet.states import CALLED, IN_REVIEW
from gabinete.office.followup.models import Matter
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.stage import NOW, TEXT, Room, drafts_of

pytestmark = pytest.mark.django_db


def test_pasted_minutes_become_drafts_with_their_quotes(room: Room) -> None:
    minutes = room.minutes()

    drafts = drafts_of(minutes)
    assert minutes.session.state == IN_REVIEW
    assert len(drafts) == 3
    assert [minutes.text[d.start : d.end] for d in drafts] == [d.quote for d in drafts]
    assert [(d.term_unit, d.term_n, d.due) for d in drafts] == [
        ("business", 15, None),
        ("fixed", None, date(2026, 12, 18)),
        ("session", None, None),
    ]
    assert [d.lead.acronym if d.lead else None for d in drafts][1:] == ["CEA", "SIDUR"]
    assert all(d.means_of_verification for d in drafts)
    assert not Matter.objects.exists()


def test_a_word_file_is_kept_and_read(room: Room) -> None:
    given = MinutesGiven(file=io.BytesIO(made.word(TEXT)), name="minuta.docx")

    minutes = actions.upload_minutes(room.lucia, room.session().pk, given, NOW)

    assert minutes.document is not None
    assert minutes.document.media_type.endswith("wordprocessingml.document")
    assert len(drafts_of(minutes)) == 3


@pytest.mark.parametrize(
    "given",
    [
        MinutesGiven(file=io.BytesIO(made.WINDOWS_PROGRAM), name="minuta.docx"),
        MinutesGiven(file=io.BytesIO(b""), name="minuta.txt"),
        MinutesGiven(file=io.BytesIO(made.JPEG), name="minuta.txt"),
        MinutesGiven(file=io.BytesIO(made.ENCRYPTED_WORD), name="minuta.docx"),
        MinutesGiven(file=io.BytesIO(made.sheet()), name="minuta.xlsx"),
        MinutesGiven(text="  \n\u200b "),
    ],
)
def test_what_cannot_be_read_leaves_no_half_minutes(room: Room, given: MinutesGiven) -> None:
    session = room.session()

    with pytest.raises(BadInput):
        actions.upload_minutes(room.lucia, session.pk, given, NOW)

    session.refresh_from_db()
    assert (Minutes.objects.count(), Document.objects.count(), session.state) == (0, 0, "planned")


def test_minutes_sent_twice_are_one(room: Room) -> None:
    session, once = room.session(), uuid4()

    first = actions.upload_minutes(room.lucia, session.pk, MinutesGiven(text=TEXT), NOW, once)
    second = actions.upload_minutes(room.lucia, session.pk, MinutesGiven(text=TEXT), NOW, once)

    assert first.pk == second.pk
    assert AgreementDraft.objects.count() == 3


def test_other_minutes_wait_until_the_first_are_confirmed_or_discarded(room: Room) -> None:
    minutes = room.minutes()
    with pytest.raises(IllegalMove, match="en revisión"):
        actions.upload_minutes(room.lucia, minutes.session_id, MinutesGiven(text=TEXT), NOW)

    session = actions.discard_minutes(room.lucia, minutes.pk, NOW)

    assert session.state == CALLED
    assert not Minutes.objects.exists()
    assert actions.upload_minutes(room.lucia, session.pk, MinutesGiven(text=TEXT), NOW).pk


@pytest.mark.parametrize("name", ["elena", "tomas", "ana"])
def test_who_only_reads_sessions_uploads_nothing(room: Room, name: str) -> None:
    session = room.session()

    with pytest.raises(NotAllowed):
        actions.upload_minutes(room.cast.actor(name), session.pk, MinutesGiven(text=TEXT), NOW)


@pytest.mark.parametrize("name", ["sofia", "nadia", "berta", "olga", "saul"])
def test_who_may_not_see_the_session_is_told_there_is_none(room: Room, name: str) -> None:
    session = room.session()

    with pytest.raises(NotFound):
        actions.upload_minutes(room.cast.actor(name), session.pk, MinutesGiven(text=TEXT), NOW)


def test_editing_raises_the_version_of_draft_and_minutes(room: Room) -> None:
    minutes = room.minutes()
    draft = drafts_of(minutes)[0]

    changed = actions.edit_draft(
        room.lucia, draft.pk, 1, DraftChanges(kind="commitment", means_of_verification="Acta"), NOW
    )

    minutes.refresh_from_db()
    assert (changed.kind, changed.means_of_verification, changed.version, minutes.version) == (
        "commitment",
        "Acta",
        2,
        2,
    )


def test_a_new_text_brings_a_new_suggestion_only_over_a_suggestion(room: Room) -> None:
    suggested, own = drafts_of(room.minutes())[:2]
    actions.edit_draft(room.lucia, own.pk, 1, DraftChanges(means_of_verification="Lo que yo diga"), NOW)

    first = actions.edit_draft(room.lucia, suggested.pk, 1, DraftChanges(text="Firmar el convenio"), NOW)
    second = actions.edit_draft(room.lucia, own.pk, 2, DraftChanges(text="Firmar el convenio"), NOW)

    assert first.means_of_verification == "Convenio, con firmas"
    assert second.means_of_verification == "Lo que yo diga"


def test_an_old_version_is_refused_and_changes_nothing(room: Room) -> None:
    draft = drafts_of(room.minutes())[0]
    actions.edit_draft(room.lucia, draft.pk, 1, DraftChanges(text="Uno"), NOW)

    with pytest.raises(Stale):
        actions.edit_draft(room.lucia, draft.pk, 1, DraftChanges(text="Otro"), NOW)

    draft.refresh_from_db()
    assert draft.text == "Uno"


@pytest.mark.parametrize(
    "changes",
    [
        DraftChanges(kind="otra"),
        DraftChanges(term_unit="siglos"),
        DraftChanges(term_unit="business", term_n=0),
        DraftChanges(term_unit="business", term_n=4000),
        DraftChanges(text="x" * 4001),
        DraftChanges(means_of_verification="x" * 401),
    ],
)
def test_impossible_values_are_refused(room: Room, changes: DraftChanges) -> None:
    draft = drafts_of(room.minutes())[0]

    with pytest.raises(BadInput, match="No se guardó"):
        actions.edit_draft(room.lucia, draft.pk, 1, changes, NOW)


def test_dropped_draft_comes_back(room: Room) -> None:
    draft = drafts_of(room.minutes())[0]

    dropped = actions.drop_draft(room.lucia, draft.pk, 1, NOW)
    restored = actions.restore_draft(room.lucia, draft.pk, 2, NOW)

    assert (dropped.dropped, restored.dropped, restored.version) == (True, False, 3)


def test_a_draft_is_added_from_selected_words(room: Room) -> None:
    minutes = room.minutes()
    words = "el avance de las obras de pavimentación"
    start = minutes.text.index(words)

    draft = actions.add_draft(room.lucia, minutes.pk, (start - 1, start + len(words)), NOW)

    assert (draft.quote, draft.start, draft.position, draft.confidence) == (words, start, 4, None)
    assert minutes.text[draft.start : draft.end] == words


def test_an_empty_draft_is_added_once_however_often_it_is_sent(room: Room) -> None:
    minutes, once = room.minutes(), uuid4()

    drafts = {actions.add_draft(room.lucia, minutes.pk, None, NOW, once).pk for _ in range(2)}

    assert len(drafts) == 1
    assert minutes.drafts.count() == 4


@pytest.mark.parametrize("place", [(-1, 4), (5, 5), (9, 2), (0, 10**8)])
def test_a_selection_outside_the_text_is_refused(room: Room, place: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="selección"):
        actions.add_draft(room.lucia, room.minutes().pk, place, NOW)
