from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0010_office_hour_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="plannedpromise",
            name="asks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="promise",
            name="asks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="promise",
            name="wrote",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
