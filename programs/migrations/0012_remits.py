import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0011_short_forms_of_promises"),
        ("tenancy", "0005_second_step"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("segments", models.JSONField(default=list)),
                (
                    "facilitator",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="remits", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_remit_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_remit_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_remit_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_remit_program_same"),
                    belonging.tenancy.fences.SameTenant(field="facilitator", name="programs_remit_facilitator_same"),
                    models.UniqueConstraint(fields=("organization", "program", "facilitator"), name="remit_once"),
                ],
            },
        ),
    ]
