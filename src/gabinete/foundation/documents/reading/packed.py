"""Parts of zipped documents, opened without trusting what they declare."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from gabinete.foundation.documents.reading.model import Limits
from gabinete.foundation.documents.reading.refusals import bomb, damaged, unsafe_xml

_CHUNK = 1 << 16


class Package:
    """A zipped document whose parts are read within limits."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Open the container; ``package_kind`` has already judged it as a whole."""
        self._name, self._limits = name, limits
        with self._telling():
            self._zip = zipfile.ZipFile(BytesIO(data))

    def xml(self, part: str) -> Element | None:
        """Return a part as a tree; ``None`` when the document has no such part.

        Raises:
            BadInput: damaged, larger than it says, or with entities or a document type.
        """
        if part not in self._zip.namelist():
            return None
        try:
            tree: Element = fromstring(
                self._bytes(part), forbid_dtd=True, forbid_entities=True, forbid_external=True
            )
        except DefusedXmlException as error:
            raise unsafe_xml(self._name) from error
        except (ParseError, ValueError, RecursionError) as error:
            raise damaged(self._name) from error
        return tree

    def _bytes(self, part: str) -> bytes:
        """Return a part, counting what really comes out and not what the container says."""
        pieces: list[bytes] = []
        size = 0
        with self._telling(), self._zip.open(part) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > self._limits.part_bytes:
                    raise bomb(self._name)
                pieces.append(piece)
        return b"".join(pieces)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise damaged(self._name) from error
