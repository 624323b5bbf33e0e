from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0017_a_yes_to_a_text_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="program",
            name="finished_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
