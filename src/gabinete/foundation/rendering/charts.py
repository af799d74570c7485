"""Stacked bars as SVG: no script, no library, the same picture on screen and on paper."""

from collections.abc import Sequence
from html import escape

from gabinete.foundation.rendering.tree import LIGHT_INK, LIGHT_WORDS, Bar

ROW, BAR, LABEL, WIDTH = 26, 14, 150, 640
LEGEND = 24
"""Height of the line that says what each colour is."""


def stacked_bars(bars: Sequence[Bar], *, alt: str) -> str:
    """Return an SVG of horizontal stacked bars on a common scale.

    Args:
        bars: one a row, top to bottom; an empty bar keeps its row and says «0».
        alt: sentence for who cannot see it.
    """
    longest = max((bar.total for bar in bars), default=0) or 1
    height = LEGEND + ROW * len(bars) + 8
    rows = "".join(_row(bar, index, longest) for index, bar in enumerate(bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(alt)}" font-family="Inter, sans-serif" font-size="11">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{_legend(bars)}{rows}</svg>'
    )


def _legend(bars: Sequence[Bar]) -> str:
    """Return a swatch and a word for each light, in the order of the stretches."""
    drawn, left = [], float(LABEL)
    for light in dict.fromkeys(part.light for bar in bars for part in bar.parts):
        word = LIGHT_WORDS[light]
        drawn.append(
            f'<rect x="{left:.1f}" y="6" width="10" height="10" fill="{LIGHT_INK[light]}"/>'
            f'<text x="{left + 15:.1f}" y="15" fill="#4a5870">{escape(word)}</text>'
        )
        left += 15 + 7 * len(word) + 18
    return "".join(drawn)


def _row(bar: Bar, index: int, longest: int) -> str:
    """Return one labelled bar; each stretch carries its word and number as a title."""
    top = LEGEND + 4 + index * ROW
    scale = (WIDTH - LABEL - 50) / longest
    left = float(LABEL)
    drawn = []
    for part in bar.parts:
        if part.value:
            width = part.value * scale
            told = f"{LIGHT_WORDS[part.light]}: {part.value}"
            drawn.append(
                f'<rect x="{left:.1f}" y="{top}" width="{max(width - 0.8, 0.8):.1f}" height="{BAR}" fill="{LIGHT_INK[part.light]}">'
                f"<title>{escape(told)}</title></rect>"
            )
            left += width
    text_y = top + BAR - 3
    return (
        f'<text x="{LABEL - 8}" y="{text_y}" text-anchor="end" fill="#1b2a41">{escape(bar.label)}</text>'
        f'{"".join(drawn)}<text x="{left + 6:.1f}" y="{text_y}" fill="#4a5870">{bar.total:,}</text>'
    )
