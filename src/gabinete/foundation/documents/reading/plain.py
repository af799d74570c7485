"""Plain text: which encoding, and without the characters that deceive."""

import re
import unicodedata

from gabinete.foundation.documents.reading.refusals import unknown

_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4096
_BINARY = 0.02
"""Share of control characters from which a file is not text."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of some bytes and the name of its encoding.

    UTF-8, UTF-16 (with or without mark), then Windows-1252, then Latin-1.

    Raises:
        BadInput: when they are not text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data.decode(encoding, "replace"), name), encoding
    wide = _utf16_without_mark(data)
    if wide:
        return _checked(data.decode(wide, "replace"), name), wide
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            return _checked(data.decode(encoding), name), encoding
        except UnicodeDecodeError:
            continue
    raise unknown(name)


def tidy(text: str) -> str:
    """Return a text in NFC, with line feeds, without control or direction marks and blank tails."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0c", "\n\n")
        .replace("\x0b", "\n")
        .replace("\u2028", "\n")
        .replace("\xa0", " ")
    )
    text = _CONTROL.sub("", _HIDDEN.sub("", unicodedata.normalize("NFC", text)))
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{4,}", "\n\n\n", text).strip("\n") + "\n"


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _checked(text: str, name: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample.replace("\x00", ""))) + 5 * sample.count("\x00") > _BINARY * max(
        len(sample), 50
    ):
        raise unknown(name)
    return text
