"""Take the words of a text once when the title repeats it, as when somebody gave no title."""

from django.db import migrations

_BODY = """
CREATE OR REPLACE FUNCTION followup_matter_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
{declared}BEGIN
  NEW.search :=
    setweight(to_tsvector('simple', NEW.folio), 'A')
    || setweight({title}, 'B')
    || setweight({text}, 'C')
    || setweight(to_tsvector('es_folded', NEW.deliverable || ' ' || NEW.origin_label), 'D');
  RETURN NEW;
END $$;
"""
_WORDS = "to_tsvector('spanish', NEW.{column}) || to_tsvector('es_folded', NEW.{column})"
TITLE, TEXT = _WORDS.format(column="title"), _WORDS.format(column="text")
ONCE = _BODY.format(
    declared=f"DECLARE\n  told tsvector := {TEXT};\n",
    title=f"CASE WHEN NEW.title = NEW.text THEN told ELSE {TITLE} END",
    text="told",
)
TWICE = _BODY.format(declared="", title=TITLE, text=TEXT)


class Migration(migrations.Migration):
    """The words kept are the same; finding them is half the work of registering a long table."""

    dependencies = (("followup", "0006_silence_and_indexes"),)
    operations = (migrations.RunSQL(ONCE, TWICE),)
