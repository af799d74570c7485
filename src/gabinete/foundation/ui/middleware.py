"""The reader's language, and every refusal said as a page."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from gabinete.foundation.ui import errors
from gabinete.foundation.ui.catalogues import quicken
from gabinete.kernel.errors import GabineteError

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class LanguageMiddleware:
    """Speaks the language of the account; of the browser, while nobody has signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        quicken()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the right language and say which it was."""
        translation.activate(translation.get_language_from_request(request))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        translation.activate(settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Change to the language of the account, once the middlewares below have read it (no query of its own)."""
        errors.speak_to(request)


class ErrorsMiddleware:
    """Turns refusals and failures of the machine into pages that say what happened and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say in words what Django answers with an empty page; the rest is in :meth:`process_exception`."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return errors.wrong_method(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an expected failure; ``None`` leaves the rest to Django's handlers."""
        if isinstance(error, GabineteError):
            log.info("%s: %s", error.code, error.message)
            return errors.refusal(request, error)
        if isinstance(error, (ValueError, DataError)) and "NUL" in str(error):
            # PostgreSQL keeps no NUL characters: whatever door let one in, the request is what is wrong.
            return errors.bad_request(request, error)
        if isinstance(error, (OperationalError, OSError)):
            return errors.machine_failure(request, error)
        return None
