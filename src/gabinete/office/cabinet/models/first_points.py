"""What the table was told under its first point, kept as it was when the session opened."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class FirstPointTold(models.Model):
    """The first point of a session as the table saw it; written once, when the session opens."""

    session = models.OneToOneField(
        "cabinet.CabinetSession",
        models.CASCADE,
        related_name="first_point",
        db_comment="Sesión",
    )
    told_at = models.DateTimeField(db_comment="A qué momento corresponde")
    content = models.JSONField(
        db_comment="Lo que se llevó a la mesa: asuntos con su motivo, temas que se repiten y minutos propuestos"
    )
    matter_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_comment="Asuntos que pedían la atención de la mesa: en cuántas sesiones va cada uno sale de aquí",
    )

    class Meta:
        db_table_comment = "Primer punto de cada sesión, como se dijo a la mesa"

    def __str__(self) -> str:
        return f"Primer punto de {self.session_id}"
