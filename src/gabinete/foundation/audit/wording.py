"""Names of tables, columns and verbs as people read them, taken from the models' own comments."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

LABEL_KEYS = (
    "folio",
    "acronym",
    "code",
    "title",
    "name",
    "username",
    "text",
    "quote",
    "subject_label",
    "series",
)
"""Columns by which people know a record, in order of preference."""

LABEL_LENGTH = 80

Text = str | Promise
_VERBS: dict[str, Text] = {
    "access.grant_role": _lazy("Otorgó una función"),
    "access.revoke_role": _lazy("Retiró una función"),
    "accounts.add_second_factor": _lazy("Activó un segundo factor"),
    "accounts.ask_password_reset": _lazy("Pidió restablecer su contraseña"),
    "accounts.change": _lazy("Cambió algo de su cuenta"),
    "accounts.change_password": _lazy("Cambió su contraseña"),
    "accounts.choose_language": _lazy("Eligió su idioma"),
    "accounts.choose_morning_mail": _lazy("Eligió si el recordatorio le llega por correo"),
    "accounts.close_account": _lazy("Cerró una cuenta"),
    "accounts.create_account": _lazy("Abrió una cuenta"),
    "accounts.drop_second_factor": _lazy("Desactivó un segundo factor"),
    "accounts.edit_account": _lazy("Corrigió una cuenta"),
    "accounts.remove_second_factor": _lazy("Retiró el segundo factor de una cuenta"),
    "accounts.rename_key": _lazy("Cambió el nombre de una llave"),
    "accounts.renew_recovery_codes": _lazy("Renovó sus códigos de recuperación"),
    "accounts.reopen_account": _lazy("Reabrió una cuenta"),
    "accounts.reset_password": _lazy("Restableció una contraseña"),
    "accounts.sign_in": _lazy("Inició sesión"),
    "accounts.use_second_factor": _lazy("Usó su segundo factor"),
    "audit.seal_readings": _lazy("Selló las consultas de registros restringidos"),
    "audit.take_base": _lazy("Tomó la base de lo que se empieza a vigilar"),
    "documents.store": _lazy("Guardó un archivo"),
    "notifications.acknowledge": _lazy("Acusó recibo de un aviso"),
    "org.add_alias": _lazy("Agregó otro nombre de una unidad"),
    "org.add_post": _lazy("Agregó un cargo a una unidad"),
    "org.add_unit": _lazy("Registró una unidad"),
    "org.close_unit": _lazy("Cerró una unidad"),
    "org.correct_holder": _lazy("Corrigió a quien ocupa u ocupó un cargo"),
    "org.drop_alias": _lazy("Quitó otro nombre de una unidad"),
    "org.drop_holder": _lazy("Quitó a quien se registró por error en un cargo"),
    "org.edit_unit": _lazy("Corrigió una unidad"),
    "org.leave_vacant": _lazy("Dejó vacante un cargo"),
    "org.load_units": _lazy("Cargó el directorio de unidades"),
    "org.record_holder": _lazy("Registró quién ocupa un cargo"),
    "org.rename_post": _lazy("Corrigió un cargo"),
    "workflow.add_days": _lazy("Agregó días inhábiles"),
    "workflow.load_known_days": _lazy("Cargó los días inhábiles conocidos"),
    "workflow.withdraw_days": _lazy("Retiró días inhábiles"),
}


_CODES: dict[tuple[str, str], dict[str, Text]] = {}


def speak(verbs: Mapping[str, Text]) -> None:
    """Add the words of a package's verbs; for ``apps.ready()`` of whoever knows it."""
    _VERBS.update(verbs)


def explain(table: str, column: str, words: Mapping[str, Text]) -> None:
    """Give the words of the codes kept in a column that has no choices of its own; for ``apps.ready()``."""
    _CODES.setdefault((table, column), {}).update(words)


def code_label(table: str, column: str, code: str) -> str:
    """Return a code in words; the bare code when nobody has said them."""
    return str(_CODES.get((table, column), {}).get(code, code))


def verb_label(verb: str) -> str:
    """Return what somebody did, in Spanish; the bare verb when nobody has said its words."""
    return str(_VERBS.get(verb, verb))


@cache
def _models_by_table() -> dict[str, type[models.Model]]:
    """Return every model by the name of its table."""
    found = apps.get_models(include_auto_created=True)
    return {m._meta.db_table: m for m in found if m._meta.managed}  # noqa: SLF001


def model_of(table: str) -> type[models.Model] | None:
    """Return the model kept in a table, if there still is one."""
    return _models_by_table().get(table)


def table_label(table: str) -> str:
    """Return what a table holds, in Spanish: its comment, else its model's name."""
    model = model_of(table)
    if model is None:
        return table
    return str(model._meta.db_table_comment or model._meta.verbose_name_plural).strip()  # noqa: SLF001


def field_of(table: str, column: str) -> "models.Field[Any, Any] | None":
    """Return the field kept in a column, if there still is one."""
    model = model_of(table)
    fields = model._meta.concrete_fields if model else ()  # noqa: SLF001
    return next((f for f in fields if f.column == column), None)


def field_label(table: str, column: str) -> str:
    """Return what a column says, in Spanish: the first clause of its comment, else its field's name."""
    field = field_of(table, column)
    if field is None:
        return column
    comment = str(field.db_comment or "").split(";")[0].split(":")[0].strip()
    return comment or str(field.verbose_name).capitalize()


def label_of(image: dict[str, Any] | None, row_id: int | None = None) -> str:
    """Return the folio or name by which people know a record, from any image of it."""
    for key in LABEL_KEYS:
        value = (image or {}).get(key)
        if isinstance(value, str) and value:
            return value if len(value) <= LABEL_LENGTH else value[: LABEL_LENGTH - 1] + "…"
    return _("n.º %(id)s") % {"id": row_id} if row_id is not None else ""


def record_name(table: str, row_id: int | None, image: dict[str, Any] | None) -> str:
    """Return how a finding names a record: what it is, its folio or name, and its key."""
    label = label_of(image)
    known = f" «{label}»" if label else ""
    return f"{table_label(table)}{known} ({table} {row_id})"


def short(value: Any, limit: int = 60) -> str:
    """Return a value short enough for one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def as_image(value: str | None) -> dict[str, Any] | None:
    """Return an image as a dictionary; plain cursors hand jsonb over as text."""
    return json.loads(value) if value is not None else None
