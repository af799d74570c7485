"""The SQL that lives in the database: history triggers, append-only guards, monthly partitions.

Kept here and not in a migration, so that ``install`` renews it after every ``migrate`` and ``verify`` can tell whether
somebody has put something else in its place.
"""

from typing import Final

IMAGE: Final = """
  SELECT CASE WHEN masked = '{}' THEN image - hidden ELSE (image - hidden) || (
    SELECT jsonb_object_agg(m, 'sha256:' || encode(sha256(convert_to(COALESCE(image ->> m, ''), 'UTF8')), 'hex'))
    FROM unnest(masked) AS m) END
"""

# ``OFFSET 0`` keeps each image from being made twice, once for its key.
NOTE: Final = """
DECLARE
  moment timestamptz := COALESCE(NULLIF(current_setting('gabinete.at', true), '')::timestamptz, clock_timestamp());
  act bigint := NULLIF(current_setting('gabinete.act', true), '')::bigint;
  hidden text[] := TG_ARGV[0]::text[];
  masked text[] := TG_ARGV[1]::text[];
  tx bigint := pg_current_xact_id()::text::bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
    SELECT moment, TG_TABLE_NAME, (n.image ->> 'id')::bigint, 'I', NULL, n.image, act, tx, session_user
    FROM (SELECT audit_image(to_jsonb(r), hidden, masked) AS image FROM new_rows r OFFSET 0) n;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
    SELECT moment, TG_TABLE_NAME, (o.image ->> 'id')::bigint, 'D', o.image, NULL, act, tx, session_user
    FROM (SELECT audit_image(to_jsonb(r), hidden, masked) AS image FROM old_rows r OFFSET 0) o;
  ELSE
    INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
    SELECT moment, TG_TABLE_NAME, COALESCE(n.id, o.id),
      CASE WHEN o.id IS NULL THEN 'I' WHEN n.id IS NULL THEN 'D' ELSE 'U' END,
      CASE WHEN n.id IS NULL THEN o.image ELSE (
        SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(o.image) e
        WHERE (n.image -> e.key) IS DISTINCT FROM e.value) END,
      n.image, act, tx, session_user
    FROM (SELECT s.id, audit_image(to_jsonb(s), hidden, masked) AS image FROM old_rows s) o
    FULL JOIN (SELECT s.id, audit_image(to_jsonb(s), hidden, masked) AS image FROM new_rows s) n ON n.id = o.id
    WHERE o.image IS DISTINCT FROM n.image;
  END IF;
  RETURN NULL;
END
"""

REFUSE: Final = """
BEGIN
  RAISE EXCEPTION 'La tabla % solo admite altas: lo escrito no se corrige ni se borra.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END
"""

PARTITION: Final = """
DECLARE
  first date := date_trunc('month', day)::date;
  part text := 'audit_history_' || to_char(day, 'YYYY_MM');
BEGIN
  IF to_regclass('public.' || part) IS NOT NULL
     OR EXISTS (SELECT 1 FROM public.audit_history_other WHERE at >= first AND at < first + interval '1 month') THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_history FOR VALUES FROM (%L) TO (%L)',
                 part, first, first + interval '1 month');
  EXECUTE format('CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION audit_refuse()', part);
  RETURN true;
END
"""

# Zone and formats are pinned because images must not depend on who writes; the path, so that no temporary table of
# the same name can stand in for the real one.
_PINNED: Final = (
    "SET timezone = 'UTC' SET datestyle = 'ISO, MDY' SET intervalstyle = 'postgres' "
    "SET extra_float_digits = 1 SET bytea_output = 'hex' SET search_path = public, pg_temp"
)

CREATE: Final = (
    f"""CREATE OR REPLACE FUNCTION audit_image(image jsonb, hidden text[], masked text[]) RETURNS jsonb
        LANGUAGE sql STABLE PARALLEL SAFE AS $body${IMAGE}$body$""",
    f"CREATE OR REPLACE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql {_PINNED} AS $body${NOTE}$body$",
    f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body${REFUSE}$body$",
    # Owner's rights: the application's role may ask for next month's partition without owning the table.
    f"""CREATE OR REPLACE FUNCTION audit_partition(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        {_PINNED} AS $body${PARTITION}$body$""",
)

BODIES: Final = {
    "audit_image": IMAGE,
    "audit_note": NOTE,
    "audit_refuse": REFUSE,
    "audit_partition": PARTITION,
}
