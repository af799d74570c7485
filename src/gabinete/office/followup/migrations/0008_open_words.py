"""Find the open matters by their words without going through the closed ones, ten times as many."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """Orders of other tables that repeat or contradict one are looked for among the open ones only."""

    dependencies = (("followup", "0007_words_once"),)
    operations = (
        migrations.AddIndex(
            model_name="matter",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("closed_on__isnull", True)), fields=["search"], name="matter_open_search"
            ),
        ),
    )
