"""Keep the words of each matter ready to be searched."""

from django.db import migrations

FILL = """
CREATE FUNCTION followup_matter_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.search :=
    setweight(to_tsvector('simple', NEW.folio), 'A')
    || setweight(to_tsvector('spanish', NEW.title) || to_tsvector('es_folded', NEW.title), 'B')
    || setweight(to_tsvector('spanish', NEW.text) || to_tsvector('es_folded', NEW.text), 'C')
    || setweight(to_tsvector('es_folded', NEW.deliverable || ' ' || NEW.origin_label), 'D');
  RETURN NEW;
END $$;
CREATE TRIGGER followup_matter_words BEFORE INSERT ON followup_matter
  FOR EACH ROW EXECUTE FUNCTION followup_matter_words();
CREATE TRIGGER followup_matter_words_again BEFORE UPDATE OF folio, title, text, deliverable, origin_label ON followup_matter
  FOR EACH ROW EXECUTE FUNCTION followup_matter_words();
UPDATE followup_matter SET title = title;
"""

CLEAR = """
DROP TRIGGER followup_matter_words_again ON followup_matter;
DROP TRIGGER followup_matter_words ON followup_matter;
DROP FUNCTION followup_matter_words();
"""


class Migration(migrations.Migration):
    """Stemmed with accents and folded, both: folding before the stemmer spoils Spanish (see ``search``)."""

    dependencies = (("followup", "0002_second_key_and_order"), ("search", "0001_text_search"))
    operations = (migrations.RunSQL(FILL, CLEAR),)
