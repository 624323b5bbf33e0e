"""Original language and answers of a list of questions; what a wave froze in every language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0010_where_the_network_stands")]

    operations = [
        migrations.AddField(
            model_name="instrument",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("de", "Deutsch"), ("ar", "العربية")],
                db_default="en",
                default="en",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="anchors",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name="wave",
            name="promise_texts",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name="wave",
            name="questions_hash",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
    ]
