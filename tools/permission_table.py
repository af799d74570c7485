"""Writes docs/permisos.md: what each role may do, from the table with which the product decides.

``python tools/permission_table.py``; needs no database.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "permisos.md"
HEAD = """# Qué puede hacer cada función

El mismo cuadro con el que el sistema decide; en pantalla, **Directorio → Permisos**. Lo escribe `python tools/permission_table.py`; no se corrige a mano.
Tener el permiso es necesario, nunca suficiente: cada asunto añade su alcance (qué unidad participa, qué grado de reserva, qué persona ya intervino).
"""


def text() -> str:
    """Return the whole document, in Spanish; Django must be ready."""
    from gabinete.foundation.access.matrix import clearances, matrix  # noqa: PLC0415 - after django.setup()
    from gabinete.foundation.access.models import Role  # noqa: PLC0415 - after django.setup()

    roles = [str(role.label) for role in Role]
    parts = [HEAD]
    for section in matrix():
        parts.append(f"\n## {section.label}\n\n| permiso | quién lo tiene |\n|---|---|\n")
        for line in section.lines:
            carried = [role for role, has in zip(roles, line.carried, strict=True) if has]
            parts.append(f"| {line.label} (`{line.permission}`) | {', '.join(carried) or 'nadie'} |\n")
    parts.append(
        "\n## Hasta qué grado de reserva lee cada función\n\n| función | grado más alto |\n|---|---|\n"
    )
    parts += [f"| {role} | {degree} |\n" for role, degree in clearances()]
    return "".join(parts)


def main() -> int:
    """Write the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")
    os.environ.setdefault("GABINETE_THROWAWAY_SECRETS", "1")
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
