from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_slow_lane"),
    ]

    operations = [
        migrations.RenameModel(old_name="RemovalRequest", new_name="Report"),
        migrations.RemoveField(model_name="report", name="words"),
        migrations.RemoveField(model_name="report", name="answer"),
        migrations.AddField(
            model_name="report",
            name="kind",
            field=models.CharField(default="story", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="public_id",
            field=models.CharField(default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="reason",
            field=models.CharField(
                choices=[
                    ("about_me", "It is about me, or I am in the picture"),
                    ("untrue", "It is not true"),
                    ("unlawful", "It breaks the law"),
                    ("dangerous", "It puts somebody in danger"),
                    ("hateful", "It spreads hatred"),
                ],
                default="about_me",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="slow",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="report",
            name="changed_on",
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.AlterField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Waiting to be read"),
                    ("asked", "We have a question for you"),
                    ("done", "Done: it was removed or corrected"),
                    ("refused", "Closed without removal"),
                ],
                db_index=True,
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="story",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="stories.story",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="submission",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="stories.submission",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="report",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="stories.report",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("report__isnull", True), ("submission__isnull", False)),
                    models.Q(("report__isnull", False), ("submission__isnull", True)),
                    _connector="OR",
                ),
                name="message_belongs_to_one",
            ),
        ),
    ]
