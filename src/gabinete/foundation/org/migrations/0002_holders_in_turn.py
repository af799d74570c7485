"""One person at a time in each post, and the version of a post."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the version of a post and keeps the periods of its holders apart (btree_gist is of ``search``)."""

    dependencies = [
        ("org", "0001_initial"),
        ("search", "0001_text_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='position',
            name='version',
            field=models.PositiveIntegerField(db_comment='Sube con cada cambio del cargo o de quién lo ocupa', db_default=1, default=1),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='holder_leaves_after_arriving'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=(('position', '='), (models.Func(models.F('since'), models.F('until'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')), name='post_has_one_holder'),
        ),
    ]
