"""How a text sounds to whoever read it for themes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0013_what_came_of_stories"),
    ]

    operations = [
        migrations.AddField(
            model_name="coding",
            name="feeling",
            field=models.CharField(
                blank=True,
                choices=[("glad", "Glad or thankful"), ("mixed", "Some of both"), ("heavy", "Sad, angry or worried")],
                max_length=5,
            ),
        ),
    ]
