"""The names of those who attend, so that notes can call them by their first name."""

import re

_ATTENDING = re.compile(
    r"^\W*(?:asisten|asistentes|asistencia|asistieron|presentes|participan|participantes|participaron|estuvimos|estuvieron|convocados)\b[^:\n]{0,30}:[ \t]*(?P<names>(?:[^\n:]*,[ \t]*\n)*[^\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = r"(?:(?:Lic|Ing|Arq|Dra?|Mtr[oa]|Profr?a?|C|Sra?|C\.P|Cmdte|Cmte|Comte|Abg|Abog|Biól|Cap|Profr|Psic|Biol|QFB|Enf)\.\s+)?"
_NAME = re.compile(
    rf"^{_TITLE}(?P<first>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{{2,}})(?:\s+[A-ZÁÉÍÓÚÑ][\w.áéíóúñ]*){{0,4}}(?:\s+(?:de|del|por)\s+[^.]{{2,40}})?$"
)
_LISTED = re.compile(
    r"^\W*(?:asistentes|asistencia|lista de asistencia|presentes|participantes|integrantes presentes)\W*\n(?P<lines>(?:[ \t]*(?:[-*•–—·▪]|\d{1,2}[.)])[ \t]*[^\n]+\n)+)",
    re.IGNORECASE | re.MULTILINE,
)
"""A list of those who attend, one a line under its heading."""
_BULLET = re.compile(r"^[ \t]*(?:[-*•–—·▪]|\d{1,2}[.)])[ \t]*")
_TOP = 6000
"""Characters of the top of a document in which those who attend are listed."""


def people_in(clean: str) -> frozenset[str]:
    """Return the names, whole and first alone, of those a document lists as attending («Asisten: Lety, Paco Rentería»)."""
    found: set[str] = set()
    for hit in _ATTENDING.finditer(clean[:_TOP]):
        for piece in re.split(r"[,;]|\s+y\s+", re.sub(r"\([^)]*\)", "", hit["names"])):
            named = _NAME.match(" ".join(piece.split()).rstrip(" ."))
            if named:
                found |= {named[0], named["first"]}
    for listed in _LISTED.finditer(clean[:_TOP]):
        for line in listed["lines"].splitlines():
            named = _NAME.match(re.split(r"[(,;:–—\t]|\s-\s", _BULLET.sub("", line))[0].strip())
            if named:
                found |= {named[0], named["first"]}
    return frozenset(found)
