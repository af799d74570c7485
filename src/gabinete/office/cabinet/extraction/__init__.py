"""Draft agreements from minutes, acts and press notes: pure Python, no database.

``extract`` gives the drafts; ``export.as_json`` turns them into what the command line prints.
"""

from gabinete.office.cabinet.extraction.drafts import Draft
from gabinete.office.cabinet.extraction.engine import extract

__all__ = ["Draft", "extract"]
