"""Catalogues that keep their answers say what Django's would."""

from django.utils import translation
from django.utils.translation import gettext, trans_real

from gabinete.foundation.ui.catalogues import quicken


def test_quick_catalogues_say_the_same_in_each_language():
    quicken()

    for language in ("es-mx", "en"):
        fresh = trans_real.DjangoTranslation(language)
        with translation.override(language):
            for text in ("Asuntos", "This field is required.", "Un texto que nadie tradujo"):
                assert gettext(text) == fresh.gettext(text)
    with translation.override("es-mx"):
        assert gettext("This field is required.") == "Este campo es obligatorio."


def test_catalogues_are_made_quick_only_once():
    quicken()
    before = trans_real.translation("es-mx").gettext

    quicken()

    assert trans_real.translation("es-mx").gettext is before
