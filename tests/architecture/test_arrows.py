"""The arrows of the house: which package may import which."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_follows_the_contracts() -> None:
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


VIEWS = sorted(p for p in (ROOT / "src" / "gabinete").rglob("*.py") if "web" in p.parts)
MANAGERS = {"objects", "ever"}


@pytest.mark.parametrize("module", VIEWS, ids=lambda p: str(p.relative_to(ROOT / "src" / "gabinete")))
def test_views_ask_queries_and_never_the_tables(module: Path) -> None:
    """A read in a view is a rule of visibility that no test compares with the others."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    asked = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in MANAGERS]

    assert asked == []
