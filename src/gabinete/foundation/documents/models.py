"""Files as facts: what they contain (by hash), how big, of what kind, who brought them and when."""

from django.db import models


class Document(models.Model):
    """One file brought by one person; two with the same content share the same bytes on disk."""

    sha256 = models.CharField(max_length=64, db_comment="Huella del contenido (SHA-256, hexadecimal)")
    name = models.CharField(max_length=240, db_comment="Nombre con que llegó, saneado")
    size_bytes = models.BigIntegerField(db_comment="Tamaño en bytes")
    media_type = models.CharField(max_length=120, db_comment="Tipo según su contenido, no según su nombre")
    source = models.CharField(
        max_length=240, blank=True, db_comment="De dónde procede, según quien lo entrega"
    )
    received_at = models.DateTimeField(db_comment="Cuándo se recibió")
    received_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_comment="Quién lo subió"
    )

    class Meta:
        db_table_comment = "Archivos recibidos"
        indexes = (models.Index(fields=("sha256",), name="document_by_hash"),)

    def __str__(self) -> str:
        return self.name
