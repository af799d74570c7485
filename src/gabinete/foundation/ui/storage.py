"""Static files with the hash of their content in their name."""

from pathlib import PurePosixPath
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import File


class HashedStorage(ManifestStaticFilesStorage):
    """Like Django's, but a font that could not be brought at set-up is no reason not to start."""

    manifest_strict = False
    support_js_module_import_aggregation = True  # a module asks for its neighbours by their hashed names too

    def hashed_name(self, name: str, content: "File[Any] | None" = None, filename: str | None = None) -> str:
        """Return the hashed name; the plain one of what cannot have one.

        A font that is not there (the page uses the machine's own), and the bare name by which a module of a library
        asks for another: it has no extension and is no file.
        """
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            if "fonts/" in name or not PurePosixPath(name).suffix:
                return name
            raise

    def stored_name(self, name: str) -> str:
        """Return the hashed name to serve; the plain one rather than failing the page over a missing drawing."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
