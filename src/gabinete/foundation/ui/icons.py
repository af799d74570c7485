"""The few drawings of the interface, inlined so that a page asks for nothing more."""

from functools import lru_cache

from markupsafe import Markup

_PATHS = {
    "home": "M3 10.5 12 3l9 7.5V20a1 1 0 0 1-1 1h-5v-6H9v6H4a1 1 0 0 1-1-1z",
    "matters": "M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h4",
    "board": "M4 20V10M10 20V4M16 20v-7M21 20H3",
    "sessions": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "reports": "M6 3h8l5 5v13H6zM14 3v5h5M9 13h6M9 17h6",
    "audit": "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4",
    "directory": "M4 21V8l8-5 8 5v13M9 21v-6h6v6M8 11h.01M12 11h.01M16 11h.01",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4",
    "notices": "M6 10a6 6 0 1 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7zM10 20a2 2 0 0 0 4 0",
    "help": "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01",
    "search": "M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16 16l5 5",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "close": "M6 6l12 12M18 6 6 18",
    "file": "M6 3h8l5 5v13H6zM14 3v5h5",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "camera": "M4 8h4l1.5-3h5L16 8h4v11H4zM12 17a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7z",
    "lock": "M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
    "print": "M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z",
    "next": "M9 5l7 7-7 7",
    "previous": "M15 5l-7 7 7 7",
    "accounts": "M12 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM4 21c.5-4 3.5-6 8-6s7.500 2 8 6",
}


@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> Markup:
    """Return the drawing as SVG of one em; without a label it is hidden from readers of screen.

    Raises:
        KeyError: when there is no such drawing.
    """
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    drawing = Markup(
        '<svg class="icon" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor"'
        ' stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}><path d="{}"/></svg>'
    )
    return drawing.format(said, _PATHS[name])
