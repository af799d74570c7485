"""How dates, shares, sizes and names are written on screens; nothing missing is ever written as zero."""

from datetime import date, datetime

from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.words import plain_date, short_date

NO_REPORT = "sin reporte"
NOTHING = "—"
_STEPS = ("B", "kB", "MB", "GB", "TB")
_KILO = 1000


def _day(value: date | datetime) -> date:
    return day_of(value) if isinstance(value, datetime) else value


def short_date_of(value: date | datetime | None, missing: str = NOTHING) -> str:
    """Return «18 dic 2026» in the office's zone; ``missing`` when there is no date."""
    return missing if value is None else short_date(_day(value))


def long_date(value: date | datetime | None, missing: str = NOTHING) -> str:
    """Return «18 de diciembre de 2026» in the office's zone; ``missing`` when there is no date."""
    return missing if value is None else plain_date(_day(value))


def moment(value: datetime | None, missing: str = NOTHING) -> str:
    """Return «18 dic 2026, 8:12» in the office's zone; ``missing`` when there is none."""
    if value is None:
        return missing
    local = value.astimezone(OFFICE_ZONE)
    return f"{short_date(local.date())}, {local.hour}:{local.minute:02}"


def percent(value: float | None, missing: str = NO_REPORT) -> str:
    """Return «90 %» for a share from 0 to 100; «sin reporte» when there is none, never 0."""
    return missing if value is None else f"{value:g}\u00a0%"


def number(value: int | None, missing: str = NO_REPORT) -> str:
    """Return «1,234» as Mexico writes thousands; «sin reporte» when there is none, never 0."""
    return missing if value is None else f"{value:,}"


def file_size(size_bytes: int) -> str:
    """Return «3.1 MB» from a size in bytes (decimal multiples, as files are sold)."""
    size, step = float(size_bytes), 0
    while size >= _KILO and step < len(_STEPS) - 1:
        size, step = size / _KILO, step + 1
    return f"{size_bytes} B" if step == 0 else f"{size:.1f}\u00a0{_STEPS[step]}"


def initials(name: str) -> str:
    """Return at most two capitals of a name: first word and last."""
    words = [w for w in name.split() if w[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


_KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/plain": "texto",
    "text/csv": "CSV",
    "application/zip": "ZIP",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
}


def file_kind(media_type: str) -> str:
    """Return the everyday name of a type of file; its last part when it has none."""
    return _KINDS.get(media_type, media_type.rpartition("/")[2].upper())
