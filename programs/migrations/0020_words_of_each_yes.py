from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0019_finished_programs"),
        ("tenancy", "0010_mails_that_come_back"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="purposeconsent",
            name="purpose_consent_held_once",
        ),
        migrations.AddField(
            model_name="purposeconsent",
            name="about",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="purposeconsent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("drawn_by_name", "My name in the picture of the network"),
                    ("story_read", "A story of mine that others read"),
                    ("seen_by_jury", "What a jury sees of me"),
                    ("paired", "My answers, to find me a partner"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="purposeconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("organization", "participant", "purpose", "about"),
                name="purpose_consent_held_once",
                nulls_distinct=False,
            ),
        ),
    ]
