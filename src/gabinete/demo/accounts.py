"""The accounts one signs in with, and the password they share in this installation."""

import os
import secrets
from dataclasses import dataclass

from django.conf import settings

from gabinete.foundation.postgres.passwords import write_secret

PASSWORD_VARIABLE = "GABINETE_DEMO_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "demo.password"  # noqa: S105 - the name of a file
EFIRMA_FOLDER = "signing/demonstration/efirma"
"""Where the e.firma of some of them is left, under what is made on this machine."""
_WORDS = (
    "sierra", "cobre", "mezquite", "pitaya", "saguaro", "bahia", "venado", "arroyo", "palofierro", "garambullo", "duna",
    "estero", "cardon", "ocotillo", "jojoba", "turquesa", "lobina", "halcon", "cantera", "adobe", "choya", "aguaje",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """An account worth trying.

    Attributes:
        role: what the person is, in Spanish.
        first: what to try first, in Spanish.
    """

    username: str
    name: str
    role: str
    first: str


ACCOUNTS = (
    Account("gobernadora", "Elena Robles Ibarra", "Gobernadora", "Abra Hoy en el teléfono: qué cambió, qué espera su decisión y qué va a fallar."),
    Account("jefatura", "Marcos Ávila Montaño", "Jefatura de la Oficina", "Decida las segundas prórrogas y los cierres propuestos; emita el informe de situación."),
    Account("secretaria", "Lucía Montaño Félix", "Secretaría técnica", "Abra Sesiones: hay una minuta en revisión; corrija los borradores y confírmelos."),
    Account("analista", "Tomás Quijada Soto", "Analista", "Revise los reportes en espera; acepte, devuelva y juzgue la confianza."),
    Account("enlace.cea", "Rosa Bojórquez León", "Enlace de la Comisión Estatal del Agua", "Acuse recibo de lo nuevo, reporte avance con evidencia y solicite una prórroga."),
    Account("enlace.sabg", "Iván Duarte Noriega", "Enlace de Anticorrupción y Buen Gobierno", "Verifique, desde otra unidad, los cumplimientos que esperan la segunda llave."),
    Account("titular.sidur", "Ramón Valenzuela Cota", "Titular de Infraestructura", "Vea lo de su dependencia y reporte el cumplimiento de un asunto."),
    Account("auditora", "Ana Encinas Gastélum", "Auditoría", "Lea la historia de un asunto y verifique que nadie la alteró."),
    Account("tecnica", "Nadia Tapia Coronado", "Administración técnica", "Administre cuentas, unidades y permisos; no lee asuntos."),
)  # fmt: skip
"""Whom to sign in as, in the order in which a visitor would."""


def demo_password() -> str:
    """Return the password of every account of the demonstration.

    The environment's wins; otherwise it is made once for this installation and kept readable by its owner only.
    """
    if given := os.environ.get(PASSWORD_VARIABLE, "").strip():
        return given
    path = settings.HOME / "secrets" / PASSWORD_FILE
    if not path.is_file():
        write_secret(path, _readable())
    return path.read_text(encoding="utf-8").strip()


def _readable() -> str:
    """Return a password that can be read aloud: three words and four digits (about 27 bits; sign-in locks out guessers)."""
    chosen: list[str] = []
    while len(chosen) < 3:  # noqa: PLR2004 - three words
        word = secrets.choice(_WORDS)
        if word not in chosen:
            chosen.append(word)
    return f"{chosen[0]}-{chosen[1]}-{secrets.randbelow(9000) + 1000}-{chosen[2]}"
