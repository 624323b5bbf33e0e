"""Topics of groups; projects: a goal, a last day, next steps, the networks they work with, what came of them."""

import uuid

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import belonging.tenancy.fences
import belonging.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_how_texts_sound"),
        ("network", "0008_named_communities"),
        ("programs", "0014_working_weeks_and_own_mornings"),
        ("tenancy", "0007_copies_are_asked_for"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="topics",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name="group",
            name="goal",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="group",
            name="ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="seeks_people",
            field=models.BooleanField(db_default=False, default=False),
        ),
        AddConstraintNotValid(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), models.Q(("goal", ""), _negated=True), _connector="OR"),
                name="group_project_has_a_goal",
            ),
        ),
        migrations.AddField(
            model_name="benefit",
            name="project",
            field=belonging.tenancy.fields.OrgForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="community.group"
            ),
        ),
        belonging.tenancy.fences.AddSameTenantNotValid(
            model_name="benefit",
            constraint=belonging.tenancy.fences.SameTenant(field="project", name="community_benefit_project_same"),
        ),
        migrations.CreateModel(
            name="ProjectStep",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.CharField(max_length=200)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="community.group"
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
                    "taken_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "group", "id"], name="project_step_of"),
                    models.Index(fields=["organization", "taken_by"], name="project_step_taken_by"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_projectstep_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_projectstep_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_projectstep_public"),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_projectstep_group_same"),
                    belonging.tenancy.fences.SameTenant(field="taken_by", name="community_projectstep_taken_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectNetwork",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="networks", to="community.group"
                    ),
                ),
                (
                    "network",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="community.othernetwork",
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
                    belonging.tenancy.fences.RowSecurity(name="community_projectnetwork_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_projectnetwork_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="community_projectnetwork_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_projectnetwork_group_same"),
                    belonging.tenancy.fences.SameTenant(field="network", name="community_projectnetwork_network_same"),
                    models.UniqueConstraint(fields=("organization", "group", "network"), name="project_network_once"),
                ],
            },
        ),
    ]
