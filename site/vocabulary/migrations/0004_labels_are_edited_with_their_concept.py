import django.db.models.deletion
from django.db import migrations

import modelcluster.fields


class Migration(migrations.Migration):
    dependencies = [
        ("vocabulary", "0003_subjects"),
    ]

    operations = [
        # The column stays as it is; forms alone treat the rows as the concept's own.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="label",
                    name="concept",
                    field=modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="vocabulary.concept",
                    ),
                ),
            ],
        ),
    ]
