"""Checks of the chain: seals against acts, and anchors against seals."""

from collections.abc import Callable, Iterator, Sequence

from gabinete.foundation.audit.anchors import Anchor, Damage
from gabinete.foundation.audit.findings import Finding, Kind
from gabinete.foundation.audit.macs import key_id, link, merkle_root, same
from gabinete.foundation.audit.models import Act, Seal
from gabinete.foundation.audit.seal import GENESIS, day_root_of, seal_mac
from gabinete.kernel.clock import OFFICE_ZONE, moment_of


def check_key(lines: Sequence[Anchor]) -> Finding | None:
    """Return a finding when everything was sealed with another key: then nothing else can be said."""
    known = {line.key_id for line in lines} | set(Seal.objects.values_list("key_id", flat=True).distinct())
    if not known or key_id() in known:
        return None
    return Finding(
        Kind.WRONG_KEY,
        "La llave con que se verifica no es la que selló esta base: nada puede afirmarse. Ponga la llave original "
        "(seal.key o GABINETE_SEAL_KEY) y repita la verificación.",
    )


def check_anchors(lines: Sequence[Anchor], damages: Sequence[Damage]) -> Iterator[Finding]:
    """Say what is wrong with the file of anchors itself, and with the database as the file remembers it."""
    for damage in damages:
        yield Finding(
            Kind.ANCHOR_ALTERED,
            f"El archivo de anclas fue alterado: el renglón {damage.line}"
            + (f" (sello {damage.n})" if damage.n else "")
            + f" {damage.text}.",
        )
    last = Seal.objects.order_by("-id").values_list("id", flat=True).first() or 0
    written = max((line.n for line in lines), default=0)
    # One seal may be waiting for its anchor at any moment: it is written right after the commit.
    if last - written > 1 or (last and not lines):
        yield Finding(
            Kind.ANCHOR_MISSING,
            f"Al archivo de anclas le faltan los últimos renglones: llega al sello {written} y la base al {last}. "
            "Alguien lo recortó, o es el archivo de otra instalación.",
        )
    for line in lines:
        if line.late:
            yield Finding(
                Kind.ANCHOR_LATE,
                f"El ancla del sello {line.n} se escribió después que el sello: hubo una interrupción, o el archivo se "
                "recortó y volvió a escribirse. Compare con una raíz impresa.",
                at=moment_of(line.at),
            )


def check_seals(lines: Sequence[Anchor], progress: Callable[[str, int, int], None]) -> Iterator[Finding]:
    """Walk the chain from its beginning: each seal's signature, acts, head and roots, and its anchor."""
    anchored = {line.n: line for line in lines if line.is_signed()}
    total = Seal.objects.count()
    chain, expected = GENESIS, 1
    day_roots: dict[str, list[bytes]] = {}
    for done, row in enumerate(Seal.objects.order_by("id").iterator(chunk_size=50), 1):
        yield from (_removed(n, anchored.get(n)) for n in range(expected, row.pk))
        macs, missing = _macs_of(row)
        yield from missing
        for mac in macs:
            chain = link(chain, mac)
        roots = day_roots.setdefault(row.day.isoformat(), [])
        roots.append(bytes(row.root))
        told = _faults(row, anchored.get(row.pk))
        if not told and not missing and row.pk == expected and not _agrees(row, chain, macs, roots):
            told = ["no corresponde a los actos que cierra"]
        yield from (_altered(row, text) for text in told)
        chain, expected = bytes(row.chain), row.pk + 1
        progress("sellos", done, total)
    yield from (_removed(n, anchored[n]) for n in sorted(anchored) if n >= expected)


def _macs_of(row: Seal) -> tuple[list[bytes], list[Finding]]:
    """Return the MACs of the acts of a seal in order, and a finding for each act that is gone."""
    found = {pk: bytes(mac) for pk, mac in Act.objects.filter(pk__in=row.act_ids).values_list("pk", "mac")}
    missing = [
        Finding(
            Kind.ACT_REMOVED,
            f"Se eliminó el acto {act_id}, sellado el {row.at.astimezone(OFFICE_ZONE):%d/%m/%Y %H:%M} (sello {row.pk}).",
            at=row.at,
            act_id=act_id,
        )
        for act_id in row.act_ids
        if act_id not in found
    ]
    return [found[act_id] for act_id in row.act_ids if act_id in found], missing


def _faults(row: Seal, anchor: Anchor | None) -> list[str]:
    """Return what a seal's signature and anchor say against it."""
    if not same(row.mac, seal_mac(row)):
        return ["su firma no corresponde"]
    if anchor and (anchor.chain != bytes(row.chain).hex() or anchor.day_root != bytes(row.day_root).hex()):
        return ["no es el que dice su ancla, fuera de la base"]
    return []


def _agrees(row: Seal, chain: bytes, macs: Sequence[bytes], roots: Sequence[bytes]) -> bool:
    """Return whether the seal is what its acts and the chain before it make."""
    return (
        same(row.chain, chain)
        and same(row.root, merkle_root(macs))
        and same(row.day_root, day_root_of(roots))
    )


def _altered(row: Seal, text: str) -> Finding:
    when = f"{row.at.astimezone(OFFICE_ZONE):%d/%m/%Y %H:%M}"
    return Finding(Kind.SEAL_ALTERED, f"El sello {row.pk} del {when} fue alterado: {text}.", at=row.at)


def _removed(number: int, anchor: Anchor | None) -> Finding:
    until = f"; cerraba hasta el acto {anchor.last_act}, el {anchor.day}" if anchor else ""
    return Finding(
        Kind.SEAL_REMOVED,
        f"Falta en la base el sello {number}{until}. Se borró el final de la historia, o la base se restauró de un "
        "respaldo anterior.",
        at=moment_of(anchor.at) if anchor else None,
    )
