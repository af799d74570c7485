"""Pure decisions: what a draft lacks, what would prove it, how the text is cut."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import Term
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.highlighting import Quote, paragraphs
from gabinete.office.cabinet.means import MEANS_LIMIT, suggested_means
from gabinete.office.cabinet.rules import DraftFacts, DraftTermGiven
from gabinete.office.cabinet.rules.capture import captured
from gabinete.office.cabinet.states import SESSION_FLOW
from gabinete.office.cabinet.wordings import Wording, live_warnings

HELD_ON, NEXT = date(2026, 11, 19), date(2026, 12, 17)
GOOD = DraftFacts("Entregar el plan", "Plan y acuse", 1, (2,), DraftTermGiven("business", 15))


def but(**changes: object) -> DraftFacts:
    values = {name: getattr(GOOD, name) for name in ("text", "means", "lead_id", "co_ids", "term")}
    return DraftFacts(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (GOOD, []),
        (but(text=" "), ["falta el texto"]),
        (but(lead_id=None), ["falta quién responde"]),
        (but(co_ids=(1, 2)), ["la responsable aparece también como corresponsable"]),
        (but(means=""), ["falta con qué se dará por cumplido"]),
        (but(term=DraftTermGiven("none")), []),
        (but(term=DraftTermGiven("business")), ["falta el número de días o meses del plazo"]),
        (but(term=DraftTermGiven("business", 99999)), ["el número del plazo no se puede contar"]),
        (but(term=DraftTermGiven("fixed")), ["falta la fecha en que vence"]),
        (
            but(term=DraftTermGiven("fixed", None, date(2026, 11, 18))),
            ["vence el 18 de noviembre de 2026, antes de la sesión"],
        ),
        (but(term=DraftTermGiven("fixed", None, HELD_ON)), []),
    ],
)
def test_lacks_names_everything_that_is_missing(draft: DraftFacts, missing: list[str]) -> None:
    assert rules.lacks(draft, HELD_ON, NEXT) == missing


def test_next_session_is_a_term_once_it_has_a_date() -> None:
    given = DraftTermGiven("session")

    assert rules.term_of(given, NEXT) == Term.fixed(NEXT)
    assert rules.lacks(but(term=given), HELD_ON, None) == [
        "falta la fecha de la próxima sesión, que es su plazo"
    ]


def test_counted_explains_the_term_or_says_nothing() -> None:
    weekends = DayCalendar("Prueba", 1, {})

    counted = rules.counted(DraftTermGiven("business", 15), None, HELD_ON, weekends)

    assert counted is not None
    assert counted.due == date(2026, 12, 10)
    assert rules.counted(DraftTermGiven("business"), None, HELD_ON, weekends) is None


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (
            "Entregar el proyecto ejecutivo del tramo 2, a más tardar el 18 de diciembre",
            "Proyecto ejecutivo del tramo 2 y acuse de recibo",
        ),
        ("Firmar el convenio con el ISSSTESON para que opere", "Convenio con el ISSSTESON, con firmas"),
        ("Instalar la mesa de trabajo", "Acta de instalación: mesa de trabajo"),
        (
            "Llevar a cabo la campaña de vacunación",
            "Minuta o informe con lista de asistencia y fotografías: campaña de vacunación",
        ),
        ("Impulsar acciones", "Constancia documental de lo realizado y acuse"),
        ("", "Constancia documental de lo realizado y acuse"),
        ("Presentar", "Constancia documental de lo realizado y acuse"),
    ],
)
def test_means_are_suggested_from_verb_and_object(text: str, means: str) -> None:
    assert suggested_means(text) == means


@given(some.text(max_size=600))
def test_any_text_has_a_suggestion_that_fits_its_column(text: str) -> None:
    assert 0 < len(suggested_means(text)) <= MEANS_LIMIT


@pytest.mark.parametrize("text", ["Entregar informe", "x" * 600, "a, " * 200, "  hola.  "])
def test_titles_fit_their_column(text: str) -> None:
    title = rules.title_of(text)

    assert 0 < len(title) <= rules.TITLE_LIMIT
    assert title == title.strip()


def test_cleaning_keeps_quotes_accents_and_drops_marks() -> None:
    assert rules.clean_line('  «Ñandú»\u202e \x00 "x"\r\n🎉 ', 50, "Campo") == '«Ñandú» "x" 🎉'
    with pytest.raises(BadInput, match="«Campo» lleva 3 caracteres y admite 2"):
        rules.clean_line("abc", 2, "Campo")


def test_warnings_go_as_the_draft_is_corrected() -> None:
    bad = Wording(
        "Impulsar acciones",
        has_lead=False,
        responsible_text="",
        term_unit="none",
        term_text="",
        falls_due=None,
    )
    good = Wording(
        "Entregar el plan",
        has_lead=True,
        responsible_text="",
        term_unit="fixed",
        term_text="",
        falls_due=NEXT,
    )
    past = Wording(
        "Entregar el plan",
        has_lead=True,
        responsible_text="",
        term_unit="fixed",
        term_text="",
        falls_due=date(2026, 1, 1),
    )

    assert [w.split()[0] for w in live_warnings(bad, HELD_ON)] == ["No", "No", "«impulsar»"]
    assert live_warnings(good, HELD_ON) == []
    assert "anterior a la sesión" in live_warnings(past, HELD_ON)[0]


@given(
    some.text("aé🎉\n", max_size=80),
    some.lists(some.tuples(some.integers(-2, 90), some.integers(-2, 90)), max_size=4),
)
def test_cutting_the_text_never_loses_a_character(text: str, places: list[tuple[int, int]]) -> None:
    quotes = [Quote(n, start, end) for n, (start, end) in enumerate(places)]

    cut = paragraphs(text, quotes)

    assert ["".join(piece.text for piece in p.pieces) for p in cut] == [
        line for line in text.split("\n") if line.strip()
    ]
    assert all(text[p.start :].startswith("".join(piece.text for piece in p.pieces)) for p in cut)
    for quote in quotes:
        if 0 <= quote.start < quote.end <= len(text):
            marked = "".join(
                piece.text for p in cut for piece in p.pieces if quote.draft_id in piece.draft_ids
            )
            kept = "".join(line for line in text[quote.start : quote.end].split("\n") if line.strip())
            assert kept.replace("\n", "") in marked or not kept.strip()


def test_every_state_of_a_session_is_reached_and_left() -> None:
    reached = {SESSION_FLOW.initial} | {move.target for move in SESSION_FLOW.moves.values() if move.target}

    assert reached == set(SESSION_FLOW.states)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("que @CEA entregue el plano #10 + plano", "que CEA entregue el plano en 10 días hábiles"),
        ("entregar el plano en #1", "entregar el plano en 1 día hábil"),
        ("reparar la toma #10/A y el pozo #0", "reparar la toma #10/A y el pozo #0"),
    ],
)
def test_a_term_typed_with_its_mark_is_read_although_nothing_was_chosen_from_the_list(typed, read):
    assert captured(typed).text == read
