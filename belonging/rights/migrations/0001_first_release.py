"""What somebody asked of their own data: the tables of the first release, in one step instead of the 2 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [("rights", "0001_what_people_may_ask"), ("rights", "0002_copies_know_of_accounts")]

    initial = True

    dependencies = [
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("person", models.UUIDField()),
                ("erased_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="rights_erasure_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="rights_erasure_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="rights_erasure_public"),
                    models.UniqueConstraint(fields=("organization", "person"), name="erasure_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalCopy",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField()),
                ("row_count", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("has_account", models.BooleanField(db_default=True)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="rights_personalcopy_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="rights_personalcopy_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="rights_personalcopy_public"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="rights_personalcopy_membership_same"),
                    models.UniqueConstraint(fields=("organization", "membership"), name="personal_copy_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=20)),
                ("days", models.PositiveIntegerField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="rights_retentionrule_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="rights_retentionrule_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="rights_retentionrule_public"),
                    models.UniqueConstraint(fields=("organization", "kind"), name="retention_rule_once"),
                ],
            },
        ),
    ]
