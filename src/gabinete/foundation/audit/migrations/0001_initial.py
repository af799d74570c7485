"""The tables of the audit. History is partitioned by month, which Django cannot say, so its table is made by SQL."""

import django.contrib.postgres.fields
from django.db import migrations, models

HISTORY = """
CREATE SEQUENCE audit_history_id_seq;
CREATE TABLE audit_history (
  id bigint NOT NULL DEFAULT nextval('audit_history_id_seq'),
  at timestamptz NOT NULL,
  table_name text NOT NULL,
  row_id bigint NOT NULL,
  op varchar(1) NOT NULL CHECK (op IN ('I', 'U', 'D', 'B')),
  before jsonb,
  after jsonb,
  act_id bigint,
  xid bigint NOT NULL,
  db_role text NOT NULL,
  PRIMARY KEY (id, at),
  CONSTRAINT history_has_its_image CHECK ((op = 'D') = (after IS NULL))
) PARTITION BY RANGE (at);
ALTER SEQUENCE audit_history_id_seq OWNED BY audit_history.id;
CREATE TABLE audit_history_other PARTITION OF audit_history DEFAULT;
CREATE INDEX history_by_row ON audit_history (table_name, row_id, id);
CREATE INDEX history_by_table ON audit_history (table_name, id);
COMMENT ON COLUMN audit_history.id IS 'Consecutivo';
CREATE INDEX history_by_act ON audit_history (act_id, id);
COMMENT ON TABLE audit_history IS 'Historia de los registros';
COMMENT ON COLUMN audit_history.at IS 'Desde cuándo cuenta el cambio';
COMMENT ON COLUMN audit_history.table_name IS 'Tabla';
COMMENT ON COLUMN audit_history.row_id IS 'Registro';
COMMENT ON COLUMN audit_history.op IS 'I alta, U cambio, D baja, B base';
COMMENT ON COLUMN audit_history.before IS 'Valores anteriores de lo que cambió; en una baja, la imagen completa';
COMMENT ON COLUMN audit_history.after IS 'Imagen completa después del cambio';
COMMENT ON COLUMN audit_history.act_id IS 'Acto que lo causó; nulo: fuera de la aplicación';
COMMENT ON COLUMN audit_history.xid IS 'Transacción';
COMMENT ON COLUMN audit_history.db_role IS 'Papel de la base que lo escribió';
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(HISTORY, "DROP TABLE audit_history")],
            state_operations=[
                migrations.CreateModel(
                    name="History",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False, db_comment="Consecutivo")),
                        ("at", models.DateTimeField(db_comment="Desde cuándo cuenta el cambio")),
                        ("table_name", models.TextField(db_comment="Tabla")),
                        ("row_id", models.BigIntegerField(db_comment="Registro")),
                        ("op", models.CharField(choices=[("I", "alta"), ("U", "cambio"), ("D", "baja"), ("B", "base")], max_length=1, db_comment="I alta, U cambio, D baja, B base")),
                        ("before", models.JSONField(null=True, db_comment="Valores anteriores de lo que cambió; en una baja, la imagen completa")),
                        ("after", models.JSONField(null=True, db_comment="Imagen completa después del cambio")),
                        ("act_id", models.BigIntegerField(null=True, db_comment="Acto que lo causó; nulo: fuera de la aplicación")),
                        ("xid", models.BigIntegerField(db_comment="Transacción")),
                        ("db_role", models.TextField(db_comment="Papel de la base que lo escribió")),
                    ],
                    options={"db_table_comment": "Historia de los registros"},
                )
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(db_comment='Cuándo se pidió')),
                ('asked_by', models.BigIntegerField(db_comment='Quién la pidió')),
                ('asked_by_name', models.TextField(db_comment='Nombre de quien la pidió')),
                ('finished_at', models.DateTimeField(db_comment='Cuándo terminó; nulo: en curso', null=True)),
                ('ok', models.BooleanField(db_comment='Nada alterado; nulo: en curso', null=True)),
                ('checked_rows', models.BigIntegerField(db_comment='Registros revisados', default=0)),
                ('checked_acts', models.BigIntegerField(db_comment='Actos revisados', default=0)),
                ('findings', models.JSONField(db_comment='Hallazgos', default=list)),
            ],
            options={
                'db_table_comment': 'Verificaciones',
            },
        ),
        migrations.CreateModel(
            name='WatchedTable',
            fields=[
                ('table_name', models.TextField(db_comment='Tabla vigilada', primary_key=True, serialize=False)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_comment='Columnas que entran en la historia', size=None)),
            ],
            options={
                'db_table_comment': 'Tablas vigiladas',
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_comment='Cuándo')),
                ('actor_id', models.BigIntegerField(db_comment='Quién; 0: el sistema. Sin llave foránea: sobrevive a la cuenta')),
                ('actor_name', models.TextField(db_comment='Nombre con que actuó')),
                ('verb', models.CharField(db_comment='Qué hizo, p. ej. followup.report_progress', max_length=80)),
                ('reason', models.TextField(db_comment='Por qué')),
                ('request_id', models.CharField(db_comment='Petición en que ocurrió', max_length=64)),
                ('address', models.CharField(db_comment='Dirección desde la que se hizo', max_length=64)),
                ('row_count', models.PositiveIntegerField(db_comment='Renglones de historia que causó')),
                ('entries', models.BinaryField(db_comment='Asientos de esos renglones (o huellas de sus tramos)')),
                ('mac', models.BinaryField(db_comment='HMAC-SHA256 con la llave que vive fuera de la base')),
            ],
            options={
                'db_table_comment': 'Actos',
                'indexes': [models.Index(fields=['actor_id', '-id'], name='act_by_actor'), models.Index(fields=['verb', '-id'], name='act_by_verb')],
            },
        ),
        migrations.CreateModel(
            name='ActChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act_id', models.BigIntegerField(db_comment='Acto')),
                ('part', models.PositiveIntegerField(db_comment='Tramo, desde 0')),
                ('entries', models.BinaryField(db_comment='Asientos del tramo')),
            ],
            options={
                'db_table_comment': 'Tramos de los actos masivos',
                'constraints': [models.UniqueConstraint(fields=('act_id', 'part'), name='act_chunk_once')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigIntegerField(db_comment='Consecutivo sin huecos', primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_comment='Cuándo se selló')),
                ('day', models.DateField(db_comment='Día de la Oficina')),
                ('act_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_comment='Actos que cierra, en el orden de la cadena', size=None)),
                ('last_act', models.BigIntegerField(db_comment='El mayor de esos actos')),
                ('chain', models.BinaryField(db_comment='Cabeza de la cadena después de ellos')),
                ('root', models.BinaryField(db_comment='Raíz de Merkle de esos actos')),
                ('day_root', models.BinaryField(db_comment='Raíz de Merkle del día hasta este sello; se imprime en los informes')),
                ('key_id', models.CharField(db_comment='Huella de la llave que selló', max_length=16)),
                ('mac', models.BinaryField(db_comment='HMAC-SHA256 del sello')),
            ],
            options={
                'db_table_comment': 'Sellos',
                'indexes': [models.Index(fields=['day', 'id'], name='seal_by_day'), models.Index(fields=['last_act'], name='seal_by_act')],
            },
        ),
    ]
