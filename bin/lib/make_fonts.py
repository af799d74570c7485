"""Fonts for paper: TrueType files from the static web fonts, because typst and Word do not read WOFF2.

Run by the environment's Python (it needs fontTools): ``make_fonts.py PACKAGES TARGET``, the first being the folder of
npm's ``@fontsource`` packages. Each face is the Latin file with the extended Latin one merged in, and named so that typst
finds it by family and weight. Nothing is cut from a variable font: that took ten times longer.
"""

import logging
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# (file that results, family, style name, weight, package and stem of its files, slant)
FACES = (
    ("Inter-Regular", "Inter", "Regular", 400, "inter", "normal"),
    ("Inter-SemiBold", "Inter", "SemiBold", 600, "inter", "normal"),
    ("Inter-Bold", "Inter", "Bold", 700, "inter", "normal"),
    ("Inter-Italic", "Inter", "Italic", 400, "inter", "italic"),
    ("SourceSerif4-Regular", "Source Serif 4", "Regular", 400, "source-serif-4", "normal"),
    ("SourceSerif4-SemiBold", "Source Serif 4", "SemiBold", 600, "source-serif-4", "normal"),
)
REGULAR_STYLES = {"Regular", "Bold", "Italic"}
BOLD_WEIGHT = 700
USE_TYPO_METRICS = 1 << 7
# Names of the web font that would say something false about the merged face.
STALE_NAMES = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)


def main(source: Path, target: Path) -> None:
    """Write every face into ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        for made in [pool.submit(_make, source, target, face) for face in FACES]:
            made.result()


def _make(source: Path, target: Path, face: tuple[str, str, str, int, str, str]) -> None:
    logging.disable(logging.WARNING)
    name, family, style, weight, stem, slant = face
    folder = source / stem / "files"
    files = [folder / f"{stem}-{subset}-{weight}-{slant}.woff2" for subset in ("latin", "latin-ext")]
    font = _merge([_open(path) for path in files])
    _name(font, name, family, style, weight)
    draft = target / f"{name}.tmp"
    font.save(draft)
    draft.replace(target / f"{name}.ttf")


def _open(path: Path) -> TTFont:
    font = TTFont(path)
    font.flavor = None
    return font


def _merge(fonts: list[TTFont]) -> TTFont:
    # The base file keeps its substitutions (tabular figures) and positions (kerning); the merger cannot join two sets.
    for index, font in enumerate(fonts):
        for table in ("STAT", "BASE", *(("GSUB", "GPOS", "GDEF") if index else ())):
            if table in font:
                del font[table]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{index}.ttf" for index in range(len(fonts))]
        for font, path in zip(fonts, paths, strict=True):
            font.save(path)
        return Merger().merge([str(path) for path in paths])


def _name(font: TTFont, name: str, family: str, style: str, weight: int) -> None:
    table = font["name"]
    for identifier in STALE_NAMES:
        table.removeNames(nameID=identifier)
    regular = style in REGULAR_STYLES
    names = {
        1: family if regular else f"{family} {style}",
        2: style if regular else "Regular",
        3: f"gabinete:{name}",
        4: f"{family} {style}",
        6: name,
    }
    if not regular:
        names |= {16: family, 17: style}
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    italic, bold = style == "Italic", weight == BOLD_WEIGHT
    plain = not italic and not bold
    kept = font["OS/2"].fsSelection & USE_TYPO_METRICS
    font["OS/2"].fsSelection = kept | (0x01 if italic else 0) | (0x20 if bold else 0) | (0x40 if plain else 0)
    font["head"].macStyle = (0x01 if bold else 0) | (0x02 if italic else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
