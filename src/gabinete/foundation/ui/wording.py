"""What templates say, looked up once a process and not a hundred times a page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy
from markupsafe import Markup, escape

_spoken: ContextVar[str | None] = ContextVar("gabinete_spoken", default=None)
"""The language of the page being written: Django's own answer costs ten times a lookup here."""

_LIGHTS = {
    "on_time": gettext_lazy("En tiempo"),
    "soon": gettext_lazy("Por vencer"),
    "due_soon": gettext_lazy("Por vencer"),
    "overdue": gettext_lazy("Vencido"),
    "silent": gettext_lazy("Sin reporte"),
    "done": gettext_lazy("Concluido"),
    "no_term": gettext_lazy("Sin plazo"),
}


@contextmanager
def speaking() -> Iterator[None]:
    """Ask once for the language of a page while it is written."""
    token = _spoken.set(get_language())
    try:
        yield
    finally:
        _spoken.reset(token)


@lru_cache(maxsize=8192)
def _said(_language: str | None, message: str) -> Markup:
    """Return a text of a template in a language.

    They are few; Django would look each one up in a chain of seven catalogues, a hundred times a page.
    """
    return Markup(gettext(message))  # noqa: S704 - templates and their catalogues are ours; values are escaped later


def say(message: str, **values: Any) -> Markup:
    """Return a text of a template in the reader's language, filled with values that are escaped."""
    said = _said(_spoken.get() or get_language(), message)
    return said % values if "%" in said else said


def light_word(name: str) -> str:
    """Return the word of a light; ``name`` is that of the kernel, or ``no_term``."""
    return _light_word(_spoken.get() or get_language(), name)


@lru_cache(maxsize=64)
def _light_word(_language: str | None, name: str) -> str:
    return str(_LIGHTS[name])


def options(choices: Sequence[tuple[Any, str | Promise]], value: object) -> Markup:
    """Return the options of a select, (value, text), with one chosen: the same hundred agencies on every page."""
    return _options(_spoken.get() or get_language(), tuple(choices), str(value))


@lru_cache(maxsize=512)
def _options(_language: str | None, choices: tuple[tuple[Any, str | Promise], ...], value: str) -> Markup:
    line = Markup('<option value="{}"{}>{}</option>')
    selected = Markup(" selected")
    return Markup("\n").join(
        line.format(key, selected if str(key) == value else "", escape(str(word))) for key, word in choices
    )
