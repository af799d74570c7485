"""The ways of saying no, the degrees of reserve and the scale of confidence."""

import pytest

from gabinete.kernel import errors
from gabinete.kernel.confidence import CONFIDENCE_SCALE, confidence_label
from gabinete.kernel.reserve import Reserve


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.BadInput, 400),
        (errors.NotAllowed, 403),
        (errors.NotFound, 404),
        (errors.IllegalMove, 409),
        (errors.Stale, 409),
        (errors.RuleBroken, 422),
    ],
)
def test_refusal_carries_code_message_data_and_status(kind, status):
    refusal = kind("matter.x", "No se puede.", folio="GL/2026/07-03")

    assert isinstance(refusal, errors.GabineteError)
    assert (refusal.code, refusal.message, str(refusal), refusal.status) == (
        "matter.x",
        "No se puede.",
        "No se puede.",
        status,
    )
    assert refusal.data == {"folio": "GL/2026/07-03"}


def test_reserve_has_five_degrees_with_a_word_each():
    assert len({degree.spanish for degree in Reserve}) == 5
    assert [degree for degree in Reserve if degree.is_restricted] == [
        Reserve.RESTRICTED,
        Reserve.RESERVED,
        Reserve.PRIVATE,
    ]


def test_confidence_has_five_written_levels_and_silence_is_none_of_them():
    assert sorted(level.level for level in CONFIDENCE_SCALE) == [1, 2, 3, 4, 5]
    assert confidence_label(3) == "En duda"
    assert confidence_label(None) == "Sin juicio"
