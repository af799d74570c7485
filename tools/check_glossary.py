"""Fails when a screen or a name in the code uses a word that the glossary bans.

Looks at the texts of templates and of Python strings (not docstrings), and at the names of classes, functions and
modules. Run it alone (``python tools/check_glossary.py``) or through ``tests/architecture/test_glossary.py``.
"""

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "gabinete"
GLOSSARY = SOURCE / "foundation" / "ui" / "data" / "glossary.yml"
FIELDS = {"es", "en", "definition", "source", "not"}
SPANISH_EXEMPT = (
    "office/cabinet/extraction/",
    "office/followup/exchange/",
    "foundation/org/",
    "foundation/audit/",
    "demo/",
    "delivery/cli/",
    "config/",
    "foundation/postgres/",
)
"""Where the words belong to others: minutes as people write them, commands, and the machine's own affairs."""
_TEXT_LETTER = re.compile(r"[a-záéíóúüñ]", re.IGNORECASE)
_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_JINJA_STRING = re.compile(r"""_\(\s*(?:"([^"]*)"|'([^']*)')""")
_MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", re.DOTALL)
_GAP = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Finding(NamedTuple):
    """A banned word and where it stands."""

    place: str
    word: str
    instead: str


def entries() -> list[dict[str, Any]]:
    """Return the glossary.

    Raises:
        ValueError: an entry is incomplete, or two share a word.
    """
    found: list[dict[str, Any]] = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    for entry in found:
        if (
            set(entry) != FIELDS
            or not all(entry[f] for f in FIELDS - {"not"})
            or set(entry["not"]) != {"es", "en"}
        ):
            raise ValueError(f"incomplete entry: {entry.get('es')}")
    for language in ("es", "en"):
        words = [entry[language] for entry in found]
        if twice := {w for w in words if words.count(w) > 1}:
            raise ValueError(f"twice in the glossary: {sorted(twice)}")
    return found


def plain(text: str) -> str:
    """Return the text in lower case, without accents and without the names of its gaps (``%(status)s``)."""
    text = _GAP.sub(" ", text)
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def banned(language: str) -> dict[str, str]:
    """Return each banned word of a language with the word to use instead."""
    return {word: entry[language] for entry in entries() for word in entry["not"][language]}


def texts_of_template(path: Path) -> Iterator[str]:
    """Yield what a template says: its translated texts and its bare ones."""
    source = _JINJA_COMMENT.sub(" ", path.read_text(encoding="utf-8"))
    for double, single in _JINJA_STRING.findall(source):
        yield double or single
    yield _MARKUP.sub(" ", source)


def texts_of_module(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module that may be sentences: they have a blank or a capital, and are no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value
            if " " in text and _TEXT_LETTER.search(text) and text[:1] not in "/{<" and not text.isupper():
                yield text


def names_of_module(tree: ast.Module, path: Path) -> Iterator[str]:
    """Yield the names a module gives, as words joined by «_»."""
    yield path.stem
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield _CAMEL.sub("_", node.name).lower()


def findings() -> list[Finding]:
    """Return every banned word in use, by file."""
    spanish = {
        re.compile(rf"(?<!\w){re.escape(plain(w))}(?:e?s)?(?!\w)"): (w, use)
        for w, use in banned("es").items()
    }
    english = {re.compile(rf"(?:^|_){re.escape(w)}s?(?:_|$)"): (w, use) for w, use in banned("en").items()}
    found = []
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(SOURCE).as_posix()
        if path.suffix == ".html":
            found += banned_in(place, texts_of_template(path), spanish)
        elif path.suffix == ".py" and "/migrations/" not in place:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += banned_in(place, names_of_module(tree, path), english)
            if not place.startswith(SPANISH_EXEMPT):
                found += banned_in(place, texts_of_module(tree), spanish)
    return found


def banned_in(
    place: str, texts: Iterator[str], patterns: dict[re.Pattern[str], tuple[str, str]]
) -> list[Finding]:
    """Return the words that the texts of one place use and the patterns ban."""
    said = [plain(text) for text in texts]
    return [
        Finding(place, word, use)
        for pattern, (word, use) in patterns.items()
        if any(pattern.search(t) for t in said)
    ]


def main() -> int:
    """Print the findings; return 1 when there is any."""
    found = findings()
    for finding in found:
        print(f"{finding.place}: «{finding.word}»; the glossary says «{finding.instead}»")  # noqa: T201 - a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
