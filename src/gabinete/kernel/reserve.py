"""The five degrees of reserve, from public to private."""

from enum import IntEnum


class Reserve(IntEnum):
    """How far a record may travel.

    Source: SIGOB's grados de reserva; LGTAIP 104 and 112 give the grounds for RESERVED.
    """

    PUBLIC = 1
    INTERNAL = 2
    RESTRICTED = 3
    RESERVED = 4
    PRIVATE = 5

    @property
    def spanish(self) -> str:
        """Return the word shown to people."""
        return _SPANISH[self]

    @property
    def is_restricted(self) -> bool:
        """Return whether each reading of such a record is written down."""
        return self >= Reserve.RESTRICTED


_SPANISH = {
    Reserve.PUBLIC: "Pública",
    Reserve.INTERNAL: "Interna",
    Reserve.RESTRICTED: "Restringida",
    Reserve.RESERVED: "Reservada",
    Reserve.PRIVATE: "Privada",
}
