"""The Jinja2 environment of every screen: strict, escaped, in the language of the reader."""

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined

from gabinete.foundation.ui import filters
from gabinete.foundation.ui.icons import icon
from gabinete.foundation.ui.navigation import navigation_of
from gabinete.foundation.ui.wording import light_word, options, say


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a view by its name, with positional or named parts."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=512)
def static_address(path: str) -> str:
    """Return the address of a static file; the names change with their content, never while the process lives."""
    return static(path)


def environment(**given: Any) -> Environment:
    """Return the environment that Django's Jinja2 engine asks for.

    Undefined names fail instead of printing nothing; ``%`` is written ``%%`` inside translated texts, because
    ``_("… %(n)s", n=3)`` interpolates.
    """
    made = Environment(  # noqa: S701 - Django's engine passes autoescape=True among the options
        **{
            **given,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
            "cache_size": -1,
        }
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        _=say,
        static=static_address,
        url=url,
        icon=icon,
        navigation_of=navigation_of,
        language=get_language,
        light_word=light_word,
        options=options,
    )
    made.filters.update(
        long_date=filters.long_date,
        short_date=filters.short_date_of,
        moment=filters.moment,
        percent=filters.percent,
        file_size=filters.file_size,
        file_kind=filters.file_kind,
        number=filters.number,
        initials=filters.initials,
    )
    return made
