"""Names that came with files."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gabinete.foundation.documents.naming import NAME_LIMIT, clean_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\actas\\acta.docx", "acta.docx"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("a\x00b\x07.pdf", "ab.pdf"),
        ("  mi\tacta \n 1.pdf ", "mi acta 1.pdf"),
        ('"comillas" y «eñes» 🎉.pdf', '"comillas" y «eñes» 🎉.pdf'),
        ("...", "archivo"),
        ("", "archivo"),
        ("/", "archivo"),
        (".oculto", "oculto"),
    ],
)
def test_name_keeps_only_what_a_person_sees(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_long_name_is_cut_before_its_extension() -> None:
    assert clean_name("á" * 500 + ".pdf") == "á" * (NAME_LIMIT - 4) + ".pdf"


@given(some.text(max_size=400))
def test_any_name_becomes_safe_and_cleaning_twice_changes_nothing(name: str) -> None:
    kept = clean_name(name)

    assert 0 < len(kept) <= NAME_LIMIT
    assert not set(kept) & set("/\\\0\n\r\u202e")
    assert clean_name(kept) == kept
