from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import modelcluster.fields


class Migration(migrations.Migration):
    dependencies = [
        ("images", "0001_initial"),
        ("newsroom", "0001_initial"),
        ("toolkit", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="lesson",
            name="figures",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                related_name="+",
                to="newsroom.figure",
                verbose_name="figures",
            ),
        ),
        migrations.AddField(
            model_name="lessonstep",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="It shows once the words of the step describe it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="images.picture",
                verbose_name="picture",
            ),
        ),
        migrations.AddField(
            model_name="steptext",
            name="picture_description",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="description of the picture"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheettext",
            constraint=models.UniqueConstraint(
                fields=("text", "sheet"), name="sheet_told_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="steptext",
            constraint=models.UniqueConstraint(
                fields=("text", "step"), name="step_told_once"
            ),
        ),
    ]
