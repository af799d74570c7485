"""Files that must never touch a disk: keys and documents that are only looked at."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from gabinete.office.cabinet.web.sessions import Request

View = Callable[..., HttpResponse]


def in_memory(limit: int) -> Callable[[View], View]:
    """Take the files of a form in memory only, up to a limit of bytes each; a larger one does not arrive.

    The handler must be chosen before the form is read, and the check of the form's origin reads it: it is done
    here, right after.
    """

    def wrap(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt
        @never_cache
        @sensitive_post_parameters()
        @wraps(view)
        def guarded(request: Request, *given: Any, **named: Any) -> HttpResponse:
            request.upload_handlers = [_Memory(limit)]
            return checked(request, *given, **named)

        return guarded

    return wrap


class _Memory(FileUploadHandler):
    """Keeps a file in memory, and drops one that is too big."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._held = BytesIO()

    def new_file(self, *given: Any, **named: Any) -> None:
        """Begin a file."""
        super().new_file(*given, **named)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of it.

        Raises:
            SkipFile: it is already more than what is taken.
        """
        if start + len(raw_data) > self._limit:
            self._held = BytesIO()
            raise SkipFile
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
        )


def content_of(request: Request, name: str) -> bytes:
    """Return the bytes of a file of the form; empty when it did not come or was too big."""
    file = request.FILES.get(name)
    return file.read() if file is not None and not isinstance(file, list) else b""


def name_of(request: Request, name: str) -> str:
    """Return how a file of the form is called; empty when it did not come."""
    file = request.FILES.get(name)
    return (file.name or "") if file is not None and not isinstance(file, list) else ""
