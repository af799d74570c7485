"""QR codes as SVG, black on white, for paper."""

import io

import segno


def qr_svg(address: str) -> str:
    """Return the QR code of an address as a stand-alone SVG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, dark="#1b2a41", light="#ffffff"
    )
    return out.getvalue().decode("utf-8")
