"""Which tables are watched, and how a row of theirs is written down in history.

Every table of the business packages is watched unless ``NOT_AUDITED`` says why not: a new model is safe by default.
"""

from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models

AUDITED_APPS: Final = (
    "accounts", "org", "access", "workflow", "documents", "strategy", "followup", "cabinet", "reports", "account", "mfa",
)  # fmt: skip

NOT_AUDITED: Final[dict[str, str]] = {
    "followup_counter": "El consecutivo se lee en los folios mismos, que sí tienen historia.",
    "followup_lastlook": "Marca personal de hasta dónde leyó cada quien; no es un hecho de la Oficina.",
    "access_restrictedreading": "Se escribe al leer, fuera de un acto; el sello la incorpora después (SEALED_LATER).",
    "account_emailconfirmation": "Claves de un solo uso que caducan.",
}

SEALED_LATER: Final = ("access_restrictedreading",)
"""Append-only tables written outside acts: each sealing copies their new rows into history, under its own act."""

APPEND_ONLY: Final = (
    "audit_history", "audit_act", "audit_actchunk", "audit_seal", "followup_logentry", "access_restrictedreading",
)  # fmt: skip

_HIDDEN: Final[dict[str, tuple[str, ...]]] = {
    "accounts_user": ("last_login",),
    "mfa_authenticator": ("last_used_at",),
}
_MASKED: Final[dict[str, tuple[str, ...]]] = {
    "accounts_user": ("password",),
    "cabinet_invitation": ("event_uid",),
    "mfa_authenticator": ("data",),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """One audited table.

    Attributes:
        hidden: columns that history leaves out (derived or without meaning of their own).
        masked: secrets, of which history keeps only the SHA-256, so that a change is seen and the value is not.
    """

    table: str
    hidden: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()

    def image(self, alias: str) -> str:
        """Return the SQL of the image of the row ``alias``; built-in functions only, so nobody can replace them.

        It must say the same as ``audit_image`` in ``functions.py``; a test compares them.
        """
        row = f"pg_catalog.to_jsonb({alias})"
        sql = f"({row} OPERATOR(pg_catalog.-) {text_array(self.hidden)})"
        for column in self.masked:
            value = f"pg_catalog.coalesce({row} OPERATOR(pg_catalog.->>) '{column}', '')".replace(
                "pg_catalog.coalesce", "COALESCE"
            )
            digest = f"pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({value}, 'UTF8')), 'hex')"
            sql = f"({sql} || pg_catalog.jsonb_build_object('{column}', 'sha256:' || {digest}))"
        return sql


def text_array(names: tuple[str, ...]) -> str:
    """Return a SQL array of names that come from the code, never from outside."""
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]::text[]"


def audited() -> dict[str, Watched]:
    """Return every watched table by name, in alphabetical order.

    History names a row by its integer ``id``; a table without one cannot be watched and must say so in
    ``NOT_AUDITED`` (a test sees to it).
    """
    tables = {}
    for label in AUDITED_APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            meta = model._meta  # noqa: SLF001 - Django's public-by-use description of a model
            if (
                meta.managed
                and not meta.proxy
                and meta.db_table not in NOT_AUDITED
                and meta.pk.column == "id"
            ):
                tables[meta.db_table] = _watched(model)
    return dict(sorted(tables.items()))


def _watched(model: type[models.Model]) -> Watched:
    """Return how a model is watched; what the database derives from other columns is always left out."""
    meta = model._meta  # noqa: SLF001
    derived = tuple(
        f.column
        for f in meta.local_concrete_fields
        if isinstance(f, (SearchVectorField, models.GeneratedField))
    )
    return Watched(meta.db_table, _HIDDEN.get(meta.db_table, ()) + derived, _MASKED.get(meta.db_table, ()))
