"""The text of a document somebody hands in, whatever it is and however hostile: pure Python, no database."""

from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.reader import read_text

__all__ = ["Limits", "ReadDocument", "read_text"]
