"""What the documents say of the code is what the code says."""

import re
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
    shown = {plain(text) for message in messages.template() if message.id for text in texts_of(message.id)}
    shown |= {plain(state.label) for state in MATTER_FLOW.states.values()}
    shown |= {plain(move.label) for move in MATTER_FLOW.moves.values()}
    shown |= {plain(level.label) for level in CONFIDENCE_SCALE}
    named = [word for bold in BOLD.findall(guide.read_text(encoding="utf-8")) for word in bold.split(" → ")]

    assert [w for w in named if not w.endswith(".") and "*" not in w and plain(w) not in shown] == []


def texts_of(identifier):
    return [identifier] if isinstance(identifier, str) else identifier


def plain(text):
    return " ".join(str(text).split()).strip(".:,;").casefold()
