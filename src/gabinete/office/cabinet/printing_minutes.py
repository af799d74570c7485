"""The kept sections of the minutes as a document to be printed, and the extract of one agreement."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from gabinete.foundation.rendering.tree import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Table,
)

Content = Mapping[str, Any]


SEE_SHEET = "Firmada electrónicamente: vea la hoja de firmas, al final de este documento."
"""What stands where the lines to sign on are, in the minutes that carry a sheet of electronic signatures."""


def electronic(content: Content) -> Content:
    """Return the same minutes without lines to sign on: their signatures are in a sheet of their own."""
    sections = [
        {**one, "blocks": [_unlined(block) for block in one["blocks"]]} for one in content["sections"]
    ]
    return {**content, "sections": sections}


def _unlined(block: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"is": "paragraph", "text": SEE_SHEET, "tone": ""} if block["is"] == "signatures" else block


def minutes_paper(
    content: Content, number: int, made_at: datetime, address: str, reason: str = ""
) -> Document:
    """Return the minutes as an official paper.

    Args:
        content: as ``rules.minutes_content.content_of`` made it.
        number: of the version.
        made_at: when the version was made.
        address: where the session is on the system.
        reason: why it takes the place of one that was signed; empty when it does not.
    """
    heading = content["heading"]
    blocks: list[Block] = []
    if reason:
        blocks.append(Paragraph(f"Esta versión sustituye a una anterior. Motivo: {reason}", "note"))
    for section in content["sections"]:
        blocks += [Heading(section["title"]), *printed_blocks(section["blocks"])]
    name = heading["name"]
    return Document(
        title="Minuta",
        subtitle=f"{name[:1].upper()}{name[1:]} {heading['of_body']}",
        reference=f"{heading['reference']} · versión {number}",
        made_at=made_at,
        address=address,
        organisation=heading["organisation"],
        blocks=tuple(blocks),
        seal=content["seal"],
        form="act",
    )


def extract_paper(values: Mapping[str, str], made_at: datetime) -> Document:
    """Return the extract of an agreement as an official paper.

    Args:
        values: the fields of ``rules.paper_fields.FIELDS["extract"]``.
        made_at: when it is sent.
    """
    point = f", al tratarse el {values['punto']}" if values["punto"] else ""
    labels = (
        ("Clase", "clase"),
        ("Responsable", "responsable_nombre"),
        ("Corresponsables", "corresponsables"),
        ("Término", "termino"),
        ("Se dará por cumplido con", "medio"),
    )
    return Document(
        title="Extracto de acuerdo",
        subtitle=f"{values['sesion'][:1].upper()}{values['sesion'][1:]} {values['del_gabinete']}",
        reference=values["folio"],
        made_at=made_at,
        address=values["direccion"],
        organisation=values["dependencia"],
        blocks=(
            Heading(values["responsable_nombre"]),
            Paragraph(
                f"En la {values['sesion']} {values['del_gabinete']}, celebrada el {values['fecha']}{point}, se tomó lo "
                "siguiente, que se le notifica para su cumplimiento:"
            ),
            Paragraph(values["texto"], "strong"),
            Facts([(label, values[name]) for label, name in labels if values[name]]),
            Paragraph(
                "Se le solicita acusar recibo y reportar su avance en el sistema; el código de arriba lleva ahí."
            ),
            Signatures([(values["firmante"], values["cargo_firmante"])]),
        ),
        seal=values["sello"],
        form="act",
    )


def printed_blocks(stored: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """Yield blocks as they are kept (``rules.minutes_content``) as those of a document."""
    for block in stored:
        match block["is"]:
            case "paragraph":
                yield Paragraph(block["text"], block["tone"])
            case "facts":
                yield Facts([(label, value) for label, value in block["rows"]])
            case "signatures":
                yield Signatures([(name, title) for name, title in block["rows"]])
            case _:
                columns = [Column(*pair) for pair in zip(block["columns"], block["shares"], strict=True)]
                rows = [[Cell(text) for text in row] for row in block["rows"]]
                yield Table(block["caption"], columns, rows)
