"""The rows that were there before are looked at, without a lock that would stop people."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0015_projects"),
    ]

    operations = [
        ValidateConstraint(model_name="group", name="group_project_has_a_goal"),
        ValidateConstraint(model_name="benefit", name="community_benefit_project_same"),
    ]
