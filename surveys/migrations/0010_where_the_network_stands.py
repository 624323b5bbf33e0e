"""Where those who lead say that the network stands."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_remits"),
        ("surveys", "0009_ask_after_events"),
        ("tenancy", "0007_copies_are_asked_for"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "turn",
                    models.CharField(
                        choices=[("first", "At the start"), ("again", "In the last months")], max_length=5
                    ),
                ),
                ("sponsor", models.CharField(blank=True, max_length=160)),
                ("answers", models.JSONField()),
                ("words", models.TextField(blank=True)),
                ("said_on", models.DateField()),
                (
                    "instrument",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.instrument"
                    ),
                ),
                (
                    "membership",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_assessment_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_assessment_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_assessment_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_assessment_program_same"),
                    belonging.tenancy.fences.SameTenant(field="instrument", name="surveys_assessment_instrument_same"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="surveys_assessment_membership_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "turn", "membership", "sponsor"),
                        name="assessment_once_a_turn",
                    ),
                ],
            },
        ),
    ]
