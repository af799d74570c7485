"""A browser's own description of itself, in words a person recognises."""

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)  # fmt: skip


def device_said(user_agent: str) -> str:
    """Return e.g. «Firefox en Windows»; «Equipo no identificado» when the browser says nothing known.

    Example:
        >>> device_said("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0")
        'Firefox en Linux'
    """
    browser = next((word for sign, word in _BROWSERS if sign in user_agent), "")
    system = next((word for sign, word in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} en {system}"
    return browser or system or "Equipo no identificado"
