"""Writes docs/datos.md: every table and column with what it holds, from the comments kept in the database.

``bin/gabinete`` is not needed: ``python tools/data_dictionary.py`` asks the models, no database.
"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "datos.md"
TITLES = {
    "accounts": "Cuentas",
    "org": "Directorio",
    "access": "Funciones y consultas",
    "audit": "Auditoría",
    "workflow": "Calendarios",
    "documents": "Documentos",
    "notifications": "Avisos",
    "strategy": "Plan",
    "followup": "Asuntos",
    "cabinet": "Sesiones y minutas",
    "reports": "Informes",
}
HEAD = """# Diccionario de datos

Qué guarda cada tabla y cada columna. Lo escribe `python tools/data_dictionary.py` con los comentarios que también lleva la base (`db_comment`); no se corrige a mano.
"""


def text() -> str:
    """Return the whole document."""
    return HEAD + "".join(_package(label, title) for label, title in TITLES.items())


def undescribed() -> list[str]:
    """Return our applications with tables that the document leaves out."""
    ours = (c for c in apps.get_app_configs() if c.name.startswith("gabinete.") and any(c.get_models()))
    return [config.label for config in ours if config.label not in TITLES]


def _package(label: str, title: str) -> str:
    tables = sorted(apps.get_app_config(label).get_models(), key=_name)
    return f"\n## {title} (`{label}`)\n" + "".join(_table(model) for model in tables)


def _name(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's public way to ask a model


def _table(model: type[models.Model]) -> str:
    meta = model._meta  # noqa: SLF001 - as above
    rows = (_column(field) for field in meta.local_concrete_fields)
    head = f"\n### `{meta.db_table}`\n\n{meta.db_table_comment}\n\n| columna | clase | vacía | qué guarda |\n|---|---|---|---|\n"
    return head + "".join(rows)


def _column(field: "models.Field[object, object]") -> str:
    kind = field.get_internal_type().removesuffix("Field")
    if field.remote_field is not None:
        kind = f"→ `{_name(field.remote_field.model)}`"
    told = (field.db_comment or _silent(field.name)).replace("|", "\\|")
    return f"| `{field.column}` | {kind} | {'sí' if field.null else ''} | {told} |\n"


def _silent(name: str) -> str:
    """Return what Django's own columns hold; they carry no comment in the database."""
    return {
        "id": "Número del renglón",
        "password": "Resumen Argon2; la contraseña no se guarda",
        "last_login": "Última vez que inició sesión",
    }.get(name, "")


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
