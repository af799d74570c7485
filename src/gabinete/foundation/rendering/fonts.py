"""Where the fonts of printed documents are; without them the printers fall back, and say so in doctor."""

from pathlib import Path

from django.conf import settings


def font_folder() -> Path:
    """Return the folder with the TrueType files the set-up made from the packages."""
    return Path(settings.HOME) / "fonts"


def font_files() -> list[str]:
    """Return the TrueType files, sorted; empty when the set-up could not make them."""
    return sorted(str(path) for path in font_folder().glob("*.ttf"))
