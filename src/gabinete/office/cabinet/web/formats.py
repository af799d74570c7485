"""What addresses of papers may end in."""

from django.urls import register_converter


class PaperFormat:
    """The formats a paper of a session is printed in."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(PaperFormat, "paper")
PAPER = "<paper:kind>"
"""How an address says it ends in a format."""
