"""Whom this office trusts: the authorities and the lists of revoked certificates in two folders of its own."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import CertificateRevocationList, load_der_x509_crl, load_pem_x509_crl

from gabinete.foundation.signing.certificates import parse
from gabinete.foundation.signing.shape import x509

_CERTIFICATES = frozenset({".cer", ".crt", ".der", ".pem"})
_LISTS = frozenset({".crl", ".pem", ".der"})
_BIGGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """What signatures are checked against.

    Attributes:
        roots: authorities that vouch for themselves; a chain must end in one.
        intermediates: authorities vouched for by a root.
        revocations: lists of revoked certificates.
        problems: files that could not be read or do not belong there, in Spanish.
    """

    roots: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    revocations: tuple[CertificateRevocationList, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def authorities(self) -> tuple[x509.Certificate, ...]:
        """Return every authority."""
        return self.roots + self.intermediates


def load_trust(roots: Path | None, revocations: Path | None = None) -> Trust:
    """Return whom to trust; a folder that does not exist trusts nobody.

    Args:
        roots: folder of ``.cer``, ``.crt``, ``.der`` or ``.pem``, self-issued roots and intermediates together.
        revocations: folder of ``.crl``, ``.der`` or ``.pem``.
    """
    self_issued: list[x509.Certificate] = []
    others: list[x509.Certificate] = []
    lists: list[CertificateRevocationList] = []
    problems: list[str] = []
    for path, content in _files(roots, _CERTIFICATES):
        parsed = parse(content)
        if parsed is None:
            problems.append(f"{path.name} no es un certificado")
        elif not parsed.ca:
            problems.append(f"{path.name} no es de una autoridad certificadora")
        else:
            (self_issued if parsed.self_issued else others).append(parsed)
    for path, content in _files(revocations, _LISTS):
        revoked = _list(content)
        if revoked is None:
            problems.append(f"{path.name} no es una lista de certificados revocados")
        else:
            lists.append(revoked)
    return Trust(tuple(self_issued), tuple(others), tuple(lists), tuple(problems))


def _files(folder: Path | None, suffixes: frozenset[str]) -> Iterator[tuple[Path, bytes]]:
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in suffixes and path.is_file() and path.stat().st_size <= _BIGGEST:
            yield path, path.read_bytes()


def _list(content: bytes) -> CertificateRevocationList | None:
    try:
        return (
            load_pem_x509_crl(content)
            if content.lstrip().startswith(b"-----")
            else load_der_x509_crl(content)
        )
    except ValueError:
        return None


def configured_trust(home: Path, *, demonstration: bool = False) -> Trust:
    """Return whom this machine trusts.

    Args:
        home: where everything made on this machine is; the folders are there unless the environment names others.
        demonstration: the database holds the demonstration, so that its fictitious authority counts too. Only there: what
            it issued is worth nothing in a real office of the same machine.
    """
    ours = load_trust(*folders(home))
    if not demonstration:
        return ours
    theirs = load_trust(demonstration_folder(home))
    return Trust(
        ours.roots + theirs.roots,
        ours.intermediates + theirs.intermediates,
        ours.revocations,
        ours.problems + theirs.problems,
    )


def demonstration_folder(home: Path) -> Path:
    """Return where the fictitious authority of a demonstration is, apart from those of a real office."""
    return home / "signing" / "demonstration"


def folders(home: Path) -> tuple[Path, Path]:
    """Return where the authorities and the lists of revoked certificates are."""
    roots = os.environ.get("GABINETE_SIGNING_ROOTS") or home / "signing" / "roots"
    revocations = os.environ.get("GABINETE_SIGNING_CRLS") or home / "signing" / "revoked"
    return Path(roots).expanduser(), Path(revocations).expanduser()
