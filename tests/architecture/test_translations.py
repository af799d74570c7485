"""English is the second language: complete, and with the same gaps as the Spanish it stands for."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from django.utils import translation
from django.utils.translation import gettext, trans_real
from tools import messages

GAP = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def texts():
    return messages.template()


@pytest.fixture(params=messages.CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request):
    return messages.read(request.param)


def forms(value):
    return [value] if isinstance(value, str) else list(value)


def test_there_is_an_english_catalogue():
    assert [path.parts[-3] for path in messages.CATALOGUES] == ["en"]


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other(catalogue, texts):
    wanted = {(m.id, m.context) for m in texts if m.id}
    stored = {(m.id, m.context) for m in catalogue if m.id}

    assert {"new (run python tools/messages.py)": wanted - stored, "gone": stored - wanted} == {
        "new (run python tools/messages.py)": set(),
        "gone": set(),
    }


def test_every_text_is_translated_and_none_is_a_guess(catalogue):
    assert messages.missing(catalogue) == []


def test_every_translation_keeps_the_gaps_of_its_source(catalogue):
    wrong = [
        (source, said)
        for message in catalogue
        if message.id
        for source, said in zip(forms(message.id), forms(message.string), strict=True)
        if set(GAP.findall(source)) != set(GAP.findall(said))
    ]

    assert wrong == []


@pytest.fixture
def english(tmp_path, settings):
    """Speak the stored catalogue, compiled here, whatever the machine compiled before."""
    for path in messages.CATALOGUES:
        target = tmp_path / path.parts[-3] / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as file:
            write_mo(file, messages.read(path))
    settings.LOCALE_PATHS = [Path(tmp_path)]
    kept, trans_real._translations = trans_real._translations, {}
    with translation.override("en"):
        yield
    trans_real._translations = kept


@pytest.mark.usefixtures("english")
def test_compiled_catalogue_speaks_english():
    assert gettext("Iniciar sesión") == "Sign in"
    assert gettext("Reportar avance") == "Report progress"
