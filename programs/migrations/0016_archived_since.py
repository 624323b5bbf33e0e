from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0015_archived_programs"),
    ]

    operations = [
        ValidateConstraint(model_name="program", name="program_archived_since"),
    ]
