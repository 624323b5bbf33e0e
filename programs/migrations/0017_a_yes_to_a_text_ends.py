from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0016_archived_since"),
        ("tenancy", "0010_mails_that_come_back"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consent",
            name="consent_once",
        ),
        migrations.AddField(
            model_name="consent",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("organization", "agreement", "participant"),
                name="consent_once",
            ),
        ),
    ]
