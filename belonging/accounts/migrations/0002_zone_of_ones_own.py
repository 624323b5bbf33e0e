"""Nobody could choose a time zone before: UTC stood for that, and a blank one does now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="time_zone",
            field=models.CharField(blank=True, max_length=60, verbose_name="time zone"),
        ),
        migrations.RunSQL("UPDATE accounts_user SET time_zone = '' WHERE time_zone = 'UTC'", migrations.RunSQL.noop),
    ]
