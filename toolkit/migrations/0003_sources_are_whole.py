from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("toolkit", "0002_figures_and_pictures"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="lessonsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="lesson_source_has_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="lessonsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), _negated=True),
                name="lesson_source_has_url",
            ),
        ),
        migrations.AddConstraint(
            model_name="lessonsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("publisher", ""), _negated=True),
                name="lesson_source_has_publisher",
            ),
        ),
    ]
