"""Keeps the English catalogue in step with the Spanish texts of the code and of its data.

The life of a matter, the light, the degrees of reserve and the scale of confidence are data of pure modules, which know
no gettext: screens translate their words, and this adds them to what is to be translated.

``python tools/messages.py`` extracts every text and updates ``src/gabinete/locale/*/LC_MESSAGES/django.po``: what is new
arrives empty, what is gone leaves, nothing is guessed. It prints how many texts are still to be translated.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
CATALOGUES = sorted((SOURCE / "gabinete" / "locale").glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def template() -> Catalog:
    """Return every text that the code shows to people, with the files that show it (no line numbers: less churn)."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    found = Catalog(charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(SOURCE, methods, options, KEYWORDS):
        found.add(message, locations=[(f"src/{name}", 0)], auto_comments=comments, context=context)
    for module, word in words_of_data():
        found.add(word, locations=[(f"src/gabinete/{module}.py", 0)])
    return found


def words_of_data() -> Iterator[tuple[str, str]]:
    """Yield the module and the text of what screens translate and no call marks; Django must be ready."""
    from gabinete.foundation.signing import verdicts  # noqa: PLC0415 - needs the path
    from gabinete.kernel.confidence import CONFIDENCE_SCALE, confidence_label  # noqa: PLC0415 - needs the path
    from gabinete.kernel.reserve import Reserve  # noqa: PLC0415 - needs the path
    from gabinete.kernel.standing import LightName  # noqa: PLC0415 - needs the path
    from gabinete.office.cabinet import states as session_states  # noqa: PLC0415 - after django.setup()
    from gabinete.office.cabinet.rules.contradiction import Clash  # noqa: PLC0415 - after django.setup()
    from gabinete.office.cabinet.rules.first_point import Group  # noqa: PLC0415 - after django.setup()
    from gabinete.office.followup.states import MATTER_FLOW, Situation  # noqa: PLC0415 - after django.setup()

    yield from (("kernel/standing", light.spanish) for light in LightName)
    yield from (("kernel/reserve", degree.spanish) for degree in Reserve)
    yield from (("kernel/confidence", text) for one in CONFIDENCE_SCALE for text in (one.label, one.meaning))
    yield "kernel/confidence", confidence_label(None)
    for labels in (verdicts.LABELS, verdicts.SIGNATURE_LABELS):
        yield from (("foundation/signing/verdicts", label) for label in labels.values())
    yield from (("office/cabinet/states", label) for label in session_states.LABELS.values())
    yield from (("office/cabinet/rules/first_point", group.spanish) for group in Group)
    yield from (("office/cabinet/rules/contradiction", clash.spanish) for clash in Clash)
    yield from (("office/followup/states", state.label) for state in MATTER_FLOW.states.values())
    yield from (("office/followup/states", move.label) for move in MATTER_FLOW.moves.values())
    extremes = Situation(), Situation(True, True, True, "", True, True, True, True, True)  # noqa: FBT003
    guards = dict.fromkeys(guard for move in MATTER_FLOW.moves.values() for guard in move.guards)
    reasons = dict.fromkeys(reason for guard in guards for one in extremes if (reason := guard(one)))
    yield from (("office/followup/states", reason) for reason in reasons)


def read(path: Path) -> Catalog:
    """Return a stored catalogue; its language is the name of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that lack a translation or have only a guess."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not message.string or not all(_forms(message.string)))
    ]


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def update(path: Path, texts: Catalog) -> Catalog:
    """Write a catalogue with exactly these texts, keeping what was translated; return it."""
    catalogue = read(path)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, omit_header=False, ignore_obsolete=True)
    return catalogue


def main() -> int:
    """Update all the catalogues; 1 when something is still to be translated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")
    os.environ.setdefault("GABINETE_THROWAWAY_SECRETS", "1")
    sys.path.insert(0, str(SOURCE))
    django.setup()
    texts = template()
    left = {path: missing(update(path, texts)) for path in CATALOGUES}
    for path, names in left.items():
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(texts)} textos, {len(names)} por traducir\n")
        sys.stdout.writelines(f"  {name}\n" for name in names)
    return 1 if any(left.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
