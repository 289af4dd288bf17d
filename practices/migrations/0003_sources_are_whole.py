from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0002_transfers_and_purposes"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="practicesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="practice_source_has_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="practicesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), _negated=True),
                name="practice_source_has_url",
            ),
        ),
        migrations.AddConstraint(
            model_name="practicesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("publisher", ""), _negated=True),
                name="practice_source_has_publisher",
            ),
        ),
    ]
