"""A password or a key while it is needed: it does not print, and it is overwritten when it is no longer needed."""


class Secret:
    """Bytes that must not be seen.

    Python may have made copies on the way here (a form's text, a library's buffer) which nobody can overwrite; this
    keeps them out of messages, logs and tracebacks with local variables, and shortens the life of the ones it holds.
    """

    __slots__ = ("_held",)

    def __init__(self, content: bytes | str) -> None:
        self._held = bytearray(content.encode() if isinstance(content, str) else content)

    def reveal(self) -> bytes:
        """Return the content, for the one call that needs it; do not give it a name."""
        return bytes(self._held)

    def wipe(self) -> None:
        """Overwrite and forget it."""
        self._held[:] = bytes(len(self._held))
        self._held.clear()

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __reduce__(self) -> str:
        raise TypeError("A secret is not stored")
