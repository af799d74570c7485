"""What the documents say of the code is what the code says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation
from tools import data_dictionary, messages, permission_table

from gabinete.kernel.confidence import CONFIDENCE_SCALE
from gabinete.office.cabinet.states import SESSION_FLOW
from gabinete.office.followup.states import MATTER_FLOW

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"")


@pytest.mark.parametrize("flow", [MATTER_FLOW, SESSION_FLOW], ids=lambda flow: flow.name)
def test_architecture_holds_the_diagram_of_the_flow(flow):
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert f"```mermaid\n{flow.mermaid()}\n```" in text


def test_table_of_permissions_is_the_one_the_product_decides_with():
    with translation.override("es-mx"):
        assert permission_table.TARGET.read_text(encoding="utf-8") == permission_table.text()


def test_data_dictionary_describes_the_tables_as_they_are():
    assert data_dictionary.undescribed() == []
    assert data_dictionary.TARGET.read_text(encoding="utf-8") == data_dictionary.text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document):
    links = [first or second for first, second in LINK.findall(document.read_text(encoding="utf-8"))]

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_picture_is_light():
    assert [p.name for p in (ROOT / "docs" / "images").iterdir() if p.stat().st_size > 200_000] == []


@pytest.mark.parametrize("guide", sorted((ROOT / "docs" / "usuario").glob("*.md")), ids=lambda p: p.stem)
def test_guide_names_only_words_that_the_product_shows(guide):
    """What stands in bold is a button, a door or a field; a bold word that ends in a full stop is a heading."""
    shown = set(catalogue())
    shown |= {plain(state.label) for state in MATTER_FLOW.states.values()}
    shown |= {plain(move.label) for move in MATTER_FLOW.moves.values()}
    shown |= {plain(level.label) for level in CONFIDENCE_SCALE}
    named = [word for bold in BOLD.findall(guide.read_text(encoding="utf-8")) for word in bold.split(" → ")]

    assert [w for w in named if not w.endswith(".") and "*" not in w and plain(w) not in shown] == []


QUOTED = re.compile(r"«(.+?)»", re.DOTALL)
SAID_OTHERWISE = {
    "sin reporte": "as the lights are named",
}
"""What the guide quotes and no screen says as it stands, and why."""


@pytest.mark.parametrize("guide", sorted((ROOT / "docs" / "usuario").glob("*.md")), ids=lambda p: p.stem)
def test_guide_quotes_only_what_the_product_says(guide):
    """What stands between «» is a text of the product, whole or a piece of it; an ellipsis stands for what varies."""
    quoted = [plain(q) for q in QUOTED.findall(guide.read_text(encoding="utf-8"))]

    missing = [
        q
        for q in quoted
        if q not in SAID_OTHERWISE
        and not all(any(piece in t for t in everything_said()) for piece in pieces(q))
    ]

    assert missing == []


def test_nothing_is_excused_that_no_guide_quotes():
    guides = (ROOT / "docs" / "usuario").glob("*.md")
    quoted = {plain(q) for guide in guides for q in QUOTED.findall(guide.read_text(encoding="utf-8"))}

    assert sorted(SAID_OTHERWISE.keys() - quoted) == []


@cache
def catalogue():
    return {plain(text) for message in messages.template() if message.id for text in texts_of(message.id)}


@cache
def everything_said():
    """Return the texts of the catalogue and every string of the code, as ``plain`` leaves them."""
    said = set(catalogue())
    for path in (ROOT / "src" / "gabinete").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said |= {
            plain(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
        }
    return said


def pieces(quoted):
    return [piece for part in quoted.split("…") if (piece := plain(part))]


def texts_of(identifier):
    return [identifier] if isinstance(identifier, str) else identifier


def plain(text):
    return " ".join(str(text).split()).strip(".:,;").casefold()
