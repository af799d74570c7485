"""Tables of the audit: history of rows, acts that explain them, seals over the acts. Written by SQL, read here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class History(models.Model):
    """One change of one row. The table is partitioned by month and written only by triggers."""

    id = models.BigIntegerField(primary_key=True, db_comment="Consecutivo")
    at = models.DateTimeField(db_comment="Desde cuándo cuenta el cambio")
    table_name = models.TextField(db_comment="Tabla")
    row_id = models.BigIntegerField(db_comment="Registro")
    op = models.CharField(
        max_length=1,
        choices=[("I", "alta"), ("U", "cambio"), ("D", "baja"), ("B", "base")],
        db_comment="I alta, U cambio, D baja, B base",
    )
    before = models.JSONField(
        null=True, db_comment="Valores anteriores de lo que cambió; en una baja, la imagen completa"
    )
    after = models.JSONField(null=True, db_comment="Imagen completa después del cambio")
    act_id = models.BigIntegerField(null=True, db_comment="Acto que lo causó; nulo: fuera de la aplicación")
    xid = models.BigIntegerField(db_comment="Transacción")
    db_role = models.TextField(db_comment="Papel de la base que lo escribió")

    class Meta:
        db_table_comment = "Historia de los registros"

    def __str__(self) -> str:
        return f"{self.table_name}:{self.row_id} {self.op}"


class Act(models.Model):
    """What somebody did once: who, when, why, from where; sealed over the history rows it caused."""

    at = models.DateTimeField(db_comment="Cuándo")
    actor_id = models.BigIntegerField(
        db_comment="Quién; 0: el sistema. Sin llave foránea: sobrevive a la cuenta"
    )
    actor_name = models.TextField(db_comment="Nombre con que actuó")
    verb = models.CharField(max_length=80, db_comment="Qué hizo, p. ej. followup.report_progress")
    reason = models.TextField(db_comment="Por qué")
    request_id = models.CharField(max_length=64, db_comment="Petición en que ocurrió")
    address = models.CharField(max_length=64, db_comment="Dirección desde la que se hizo")
    row_count = models.PositiveIntegerField(db_comment="Renglones de historia que causó")
    entries = models.BinaryField(db_comment="Asientos de esos renglones (o huellas de sus tramos)")
    mac = models.BinaryField(db_comment="HMAC-SHA256 con la llave que vive fuera de la base")

    class Meta:
        db_table_comment = "Actos"
        indexes = (
            models.Index(fields=("actor_id", "-id"), name="act_by_actor"),
            models.Index(fields=("verb", "-id"), name="act_by_verb"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.verb}"


class ActChunk(models.Model):
    """A stretch of the entries of an act too large for one row."""

    act_id = models.BigIntegerField(db_comment="Acto")
    part = models.PositiveIntegerField(db_comment="Tramo, desde 0")
    entries = models.BinaryField(db_comment="Asientos del tramo")

    class Meta:
        db_table_comment = "Tramos de los actos masivos"
        constraints = (models.UniqueConstraint(fields=("act_id", "part"), name="act_chunk_once"),)

    def __str__(self) -> str:
        return f"{self.act_id}/{self.part}"


class Seal(models.Model):
    """A link of the chain: which acts it closes, the chain's head after them, and the Merkle roots."""

    id = models.BigIntegerField(primary_key=True, db_comment="Consecutivo sin huecos")
    at = models.DateTimeField(db_comment="Cuándo se selló")
    day = models.DateField(db_comment="Día de la Oficina")
    act_ids = ArrayField(models.BigIntegerField(), db_comment="Actos que cierra, en el orden de la cadena")
    last_act = models.BigIntegerField(db_comment="El mayor de esos actos")
    chain = models.BinaryField(db_comment="Cabeza de la cadena después de ellos")
    root = models.BinaryField(db_comment="Raíz de Merkle de esos actos")
    day_root = models.BinaryField(
        db_comment="Raíz de Merkle del día hasta este sello; se imprime en los informes"
    )
    key_id = models.CharField(max_length=16, db_comment="Huella de la llave que selló")
    mac = models.BinaryField(db_comment="HMAC-SHA256 del sello")

    class Meta:
        db_table_comment = "Sellos"
        indexes = (
            models.Index(fields=("day", "id"), name="seal_by_day"),
            models.Index(fields=("last_act",), name="seal_by_act"),
        )

    def __str__(self) -> str:
        return f"Sello {self.pk}"


class WatchedTable(models.Model):
    """What the installed triggers know of a table; a difference with the live columns asks for a new base."""

    table_name = models.TextField(primary_key=True, db_comment="Tabla vigilada")
    columns = ArrayField(models.TextField(), db_comment="Columnas que entran en la historia")

    class Meta:
        db_table_comment = "Tablas vigiladas"

    def __str__(self) -> str:
        return self.table_name


class Check(models.Model):
    """One run of the verification, asked for from the screens."""

    asked_at = models.DateTimeField(db_comment="Cuándo se pidió")
    asked_by = models.BigIntegerField(db_comment="Quién la pidió")
    asked_by_name = models.TextField(db_comment="Nombre de quien la pidió")
    finished_at = models.DateTimeField(null=True, db_comment="Cuándo terminó; nulo: en curso")
    ok = models.BooleanField(null=True, db_comment="Nada alterado; nulo: en curso")
    checked_rows = models.BigIntegerField(default=0, db_comment="Registros revisados")
    checked_acts = models.BigIntegerField(default=0, db_comment="Actos revisados")
    findings = models.JSONField(default=list, db_comment="Hallazgos")

    class Meta:
        db_table_comment = "Verificaciones"

    def __str__(self) -> str:
        return f"Verificación {self.pk}"
