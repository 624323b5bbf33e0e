from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0018_finished_since"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE programs_program SET finished_at = now() WHERE state = 'finished'", migrations.RunSQL.noop
        ),
    ]
