"""How good the extraction is, on the reference minutes and on openly synthetic ones.

Run by hand: ``python bench/extract_quality.py [--show NAME] [--of FOLDER]``. Pairs predictions and annotations so
that the total likeness is greatest; a pair counts when half of the stems of the shorter text are shared, or
when the quote holds the annotation. Optional annotations neither reward nor punish.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from snowballstemmer import stemmer

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from gabinete.foundation.org.directory import Directory  # noqa: E402
from gabinete.office.cabinet.extraction import Draft, extract  # noqa: E402
from gabinete.office.cabinet.extraction.folding import fold  # noqa: E402

REFERENCE = ROOT.parent / "shared" / "reference" / "minutas"
OWN = Path(__file__).parent / "minutes"
PAIRED = 0.5
STEMMER = stemmer("spanish")
EMPTY = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "y",
        "e",
        "a",
        "al",
        "en",
        "para",
        "por",
        "con",
        "que",
        "se",
        "su",
        "sus",
        "un",
        "una",
        "lo",
        "como",
        "sobre",
        "este",
        "esta",
    ]
)


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry meaning."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word not in EMPTY and len(word) > 1]
    return frozenset(STEMMER.stemWords(words))


@dataclass
class Score:
    """Counts of one document or group."""

    right: int = 0
    predicted: int = 0
    expected: int = 0
    who_right: int = 0
    who_of: int = 0
    when_right: int = 0
    when_of: int = 0

    def add(self, other: "Score") -> None:
        """Add the counts of another."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, name: str) -> str:
        """Return a line of the table."""
        precision = self.right / self.predicted if self.predicted else 1.0
        recall = self.right / self.expected if self.expected else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        who = f"{self.who_right}/{self.who_of}"
        when = f"{self.when_right}/{self.when_of}"
        return f"{name:44} {self.predicted:4} {self.expected:4} {precision:6.2f} {recall:6.2f} {f1:6.2f}  {who:>7} {when:>7}"


def likeness(draft: Draft, expected: dict[str, Any]) -> float:
    """Return how alike a prediction and an annotation are, 0–1."""
    wanted, got = stems_of(expected["text"]), stems_of(draft.text)
    if not wanted or not got:
        return 0.0
    shared = len(wanted & got)
    by_text = shared / min(len(wanted), len(got)) if shared > 1 else 0.0
    in_quote = len(wanted & stems_of(draft.quote)) / len(wanted)
    balance = shared / len(wanted | got)
    best = max(by_text, in_quote if in_quote >= 0.6 and shared else 0.0)  # noqa: PLR2004
    return best + balance if best >= PAIRED else 0.0


def pair(drafts: list[Draft], expected: list[dict[str, Any]]) -> dict[int, int]:
    """Return prediction → annotation, greedily from the most alike."""
    ranked = sorted(
        ((likeness(draft, one), i, j) for i, draft in enumerate(drafts) for j, one in enumerate(expected)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for value, i, j in ranked:
        if value >= PAIRED and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def who_is_right(draft: Draft, expected: dict[str, Any]) -> bool:
    """Return whether those responsible are those annotated, by units or by words."""
    wanted = expected["responsible"]
    if not wanted:
        return not draft.responsible
    if expected.get("units") and draft.units[:1] and draft.units[0] in expected["units"]:
        return True
    words = stems_of(wanted if isinstance(wanted, str) else " ".join(wanted))
    got = stems_of(" ".join(draft.responsible))
    return bool(got) and len(words & got) / min(len(words), len(got)) >= 0.5  # noqa: PLR2004


def when_is_right(draft: Draft, expected: dict[str, Any]) -> bool:
    """Return whether the date is the one annotated, or its words when it fixes no day."""
    due = expected.get("due")
    words = expected.get("due_text") or (due if due and not re.fullmatch(r"\d{4}-\d\d-\d\d", due) else None)
    if words:
        if re.fullmatch(r"\d{4}", words):
            return draft.due is not None and draft.due.year == int(words)
        got = stems_of(draft.due_text or "")
        return bool(got) and bool(got & stems_of(words))
    if due:
        return draft.due is not None and draft.due.isoformat() == due
    return draft.due is None


def score(path: Path, directory: Directory, show: str | None) -> tuple[Score, str]:
    """Return the counts of one document and its group."""
    annotation = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    when = annotation.get("date", "")
    session = date.fromisoformat(when) if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else None
    drafts = extract(text, session_date=session, directory=directory)
    expected = annotation["agreements"]
    pairs = pair(drafts, expected)
    result = Score()
    for i, draft in enumerate(drafts):
        if i not in pairs:
            result.predicted += 1
            continue
        wanted = expected[pairs[i]]
        if wanted.get("optional"):
            continue
        result.predicted += 1
        result.right += 1
        result.who_of += 1
        result.when_of += 1
        result.who_right += who_is_right(draft, wanted)
        result.when_right += when_is_right(draft, wanted)
    result.expected = sum(not one.get("optional") for one in expected)
    if show is not None and show in path.name:
        explain(path.name, drafts, expected, pairs)
    return result, annotation.get("set", "referencia")


def explain(name: str, drafts: list[Draft], expected: list[dict[str, Any]], pairs: dict[int, int]) -> None:
    """Print what was found, missed and invented."""
    print(f"\n== {name}")
    for i, draft in enumerate(drafts):
        wanted = expected[pairs[i]] if i in pairs else None
        mark = "inventado " if wanted is None else "opcional  " if wanted.get("optional") else "acierto   "
        print(f"  {mark} {draft.confidence:.2f} {draft.kind:11} {draft.text[:150]}")
        print(f"             quién={draft.responsible} {draft.units} cuándo={draft.due} «{draft.due_text}»")
        if wanted and not (who_is_right(draft, wanted) and when_is_right(draft, wanted)):
            print(
                f"             ESPERADO quién={wanted['responsible']} cuándo={wanted.get('due')} {wanted.get('due_text')}"
            )
    for j, one in enumerate(expected):
        if j not in pairs.values():
            print(f"  {'(opcional)' if one.get('optional') else 'OMITIDO   '}      {one['text']}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", help="explica los documentos cuyo nombre contiene esto")
    parser.add_argument("--of", type=Path, help="mide solo los documentos de esta carpeta")
    arguments = parser.parse_args()
    directory = Directory.load()
    groups: dict[str, Score] = {}
    total = Score()
    print(
        f"{'documento':44} {'pred':>4} {'esp':>4} {'prec':>6} {'cob':>6} {'F1':>6}  {'quién':>7} {'cuándo':>7}"
    )
    began = perf_counter()
    folders = [arguments.of] if arguments.of else [REFERENCE, OWN]
    for path in [path for folder in folders for path in sorted(folder.glob("*.txt"))]:
        result, group = score(path, directory, arguments.show)
        print(result.line(f"{group[:4]} {fold(path.stem)[:38]}"))
        groups.setdefault(group, Score()).add(result)
        total.add(result)
    print("-" * 96)
    for group, result in sorted(groups.items()):
        print(result.line(f"TOTAL {group}"))
    print(total.line("TOTAL"))
    print(f"{perf_counter() - began:.2f} s en total")


if __name__ == "__main__":
    main()
