import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_remits"),
        ("tenancy", "0007_copies_are_asked_for"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurposeConsent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("drawn_by_name", "My name in the picture of the network")], max_length=20
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=1000)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purpose_consents",
                        to="programs.participant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_purposeconsent_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_purposeconsent_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="programs_purposeconsent_public"
                    ),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_purposeconsent_participant_same"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organization", "participant", "purpose"),
                        name="purpose_consent_held_once",
                    ),
                ],
            },
        ),
    ]
