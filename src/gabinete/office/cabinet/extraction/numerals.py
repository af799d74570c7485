"""Numbers and months in Spanish words."""

import re

MONTHS = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
    "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}  # fmt: skip
SHORT_MONTHS = {
    "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8,
    "sep": 9, "sept": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12,
}  # fmt: skip
WEEKDAYS = {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6}
_UNITS = {
    "un": 1, "uno": 1, "una": 1, "primero": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21,
    "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26,
    "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
}  # fmt: skip
ORDINALS = {"primer": 1, "primero": 1, "primera": 1, "1er": 1, "segundo": 2, "segunda": 2, "2do": 2, "2o": 2, "tercer": 3,
            "tercero": 3, "tercera": 3, "3er": 3, "cuarto": 4, "cuarta": 4, "4to": 4, "ultimo": -1, "ultima": -1}  # fmt: skip

_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,4}}(?: (?:{_WORDS})(?: y (?:{_WORDS}))?)?|(?:ciento )?(?:{_WORDS})(?: y (?:{_WORDS}))?)(?:\s*\(\s*[a-z0-9 ]{{1,25}}\s*\))?"
"""Pattern of a count in figures or words, with its echo in brackets; for folded text."""
MONTH = "|".join(MONTHS)
SHORT_MONTH = "|".join(sorted(SHORT_MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(WEEKDAYS)
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
YEAR_IN_WORDS = rf"dos mil (?:{_WORDS})(?: y (?:{_WORDS}))?"


def number(words: str) -> int | None:
    """Return the value of a count in folded figures or words; ``None`` when it is neither.

    Example:
        >>> number("cuarenta y cinco"), number("10 (diez)"), number("ciento veinte")
        (45, 10, 120)
    """
    words = re.sub(r"\(.*?\)", "", words).strip()
    if words[:1].isdigit():  # «30 treinta» says it twice
        return int(words.split()[0]) if words.split()[0].isdigit() else None
    parts = [part for part in words.split() if part != "y"]
    if not parts or any(part not in _UNITS for part in parts):
        return None
    return sum(_UNITS[part] for part in parts)


def year(words: str) -> int | None:
    """Return a year in folded figures or words («dos mil veintiséis», «26»).

    Example:
        >>> year("dos mil veintiseis"), year("26"), year("2027")
        (2026, 26, 2027)
    """
    words = (
        words.split(maxsplit=1)[0] if words[:1].isdigit() else words
    )  # «2025 dos mil veinticinco» says it twice
    if words.startswith("dos mil"):
        rest = number(words.removeprefix("dos mil").strip())
        return None if rest is None else 2000 + rest
    return number(words)
