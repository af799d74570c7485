"""The catalogues of texts, quick: Django looks each text up in a chain of seven, and Spanish ones are in none of them."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import trans_real

KEPT = 8192
"""Texts kept in each language; the product has some three thousand."""


def quicken() -> None:
    """Load the catalogue of each language and let it keep its answers, which never change while the process lives."""
    for language, _word in settings.LANGUAGES:
        catalogue = trans_real.translation(language)
        if not hasattr(catalogue.gettext, "cache_info"):
            catalogue.gettext = lru_cache(maxsize=KEPT)(catalogue.gettext)  # type: ignore[method-assign]
