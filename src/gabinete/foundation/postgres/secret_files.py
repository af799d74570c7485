"""The product's own keys: made at the first start, readable by their owner only, and never in the database."""

import os
import secrets
from pathlib import Path

from gabinete.foundation.postgres.passwords import write_secret

KEYS = {"GABINETE_SECRET_KEY": "django.key", "GABINETE_SEAL_KEY": "seal.key"}
"""Environment variable that wins → file under ``<home>/secrets``."""

KEY_BYTES = 48


def ensure_secrets(home: Path) -> None:
    """Make the keys that neither the environment nor a file provides.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for variable, name in KEYS.items():
        path = folder / name
        if not os.environ.get(variable) and not path.exists():
            write_secret(path, secrets.token_urlsafe(KEY_BYTES))
