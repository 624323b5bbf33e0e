"""Waves that ask those who were at an event."""

import django.db.models.deletion
from django.db import migrations, models

import belonging.tenancy.fences
import belonging.tenancy.fields

KINDS = [
    ("baseline", "First survey"),
    ("late_baseline", "First survey of those who joined later"),
    ("pulse", "Pulse"),
    ("annual", "Annual survey"),
    ("community", "How we work as a community"),
    ("own", "Our own questions"),
    ("event", "After an event"),
    ("follow_up", "Did it help?"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_remits"),
        ("surveys", "0008_answer_without_a_name"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="wave", name="wave_once_a_day"),
        migrations.AddField(
            model_name="wave",
            name="event",
            field=belonging.tenancy.fields.OrgForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programs.event",
            ),
        ),
        migrations.AlterField(model_name="wave", name="kind", field=models.CharField(choices=KINDS, max_length=13)),
        migrations.AddConstraint(
            model_name="wave",
            constraint=belonging.tenancy.fences.SameTenant(field="event", name="surveys_wave_event_same"),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ("follow_up", "event")), _negated=True),
                fields=("organization", "program", "kind", "opens_on"),
                name="wave_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event__isnull", False)),
                fields=("organization", "event"),
                name="wave_once_an_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event__isnull", False), ("kind", "event")),
                    models.Q(models.Q(("kind", "event"), _negated=True), ("event", None)),
                    _connector="OR",
                ),
                name="wave_event_has_one",
            ),
        ),
    ]
