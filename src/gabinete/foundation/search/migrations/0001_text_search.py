"""Extensions and the accent-folding text search configuration that searchable tables use."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Spanish twice: stemmed with accents, and folded, because unaccent before the stemmer spoils it."""

    initial = True
    dependencies = ()
    operations = (
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            """
            CREATE TEXT SEARCH CONFIGURATION es_folded (COPY = spanish);
            ALTER TEXT SEARCH CONFIGURATION es_folded
              ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
            """,
            "DROP TEXT SEARCH CONFIGURATION es_folded",
        ),
    )
