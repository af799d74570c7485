"""Text as the rules read it: lower case, no accents, and every character where it was."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return the text in lower case without accents, of exactly the same length, so that offsets hold.

    Example:
        >>> fold("Año MÁS")
        'ano mas'
    """
    if text.isascii():
        return text.lower()
    return "".join(character.lower() if character.isascii() else _plain(character) for character in text)


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as prose, which reads better than one a line."""
    return frozenset(text.split())


def one_space(text: str) -> str:
    """Return the text in one line, with words cut by a hyphen at the end of a line joined."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-záéíóúñ])", "", text)).strip()


def is_shouting(text: str) -> bool:
    """Return whether nearly all letters are capitals."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(character.isupper() for character in letters) > 0.8 * len(letters)


def has_accents(text: str) -> bool:
    """Return whether the writer uses accents at all; when not, their absence says nothing."""
    return bool(re.search(r"[áéíóúÁÉÍÓÚ]", text))
