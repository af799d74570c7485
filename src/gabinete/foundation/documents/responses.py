"""Giving a file back: always as a download, never as something a browser would run."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.vault import open_content


def serve(document: Document, request: HttpRequest) -> HttpResponseBase:
    """Return the file as an attachment; the caller has already asked its own policy.

    Args:
        document: which.
        request: its conditional headers are answered with 304 when the content is the one they name.

    Raises:
        NotFound: the content is not on disk.
    """
    etag = f'"{document.sha256}"'
    conditional: HttpResponse | None = (
        get_conditional_response(request, etag=etag) if "If-None-Match" in request.headers else None
    )
    if conditional is not None and conditional.status_code == 304:  # noqa: PLR2004 - Not Modified
        return conditional
    response = FileResponse(
        open_content(document.sha256, document.name),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
    )
    response["ETag"] = etag
    response["Content-Length"] = str(document.size_bytes)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response
