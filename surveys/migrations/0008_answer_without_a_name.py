"""A mark on remarks, what is said about them since, and sealed words back; sealed words leave the disk like ballots."""

import uuid

import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models

import belonging.tenancy.fences
import belonging.tenancy.fields

FORGET = """
CREATE OR REPLACE FUNCTION surveys_forget_dead_rows() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  SET LOCAL lock_timeout = '10s';
  CLUSTER public.surveys_sealedballot USING surveys_sealedballot_pkey;
  CLUSTER public.surveys_response USING surveys_response_pkey;
  CLUSTER public.surveys_remark USING surveys_remark_pkey;{more}
END $$
"""
MORE = """
  CLUSTER public.surveys_sealedword USING surveys_sealedword_pkey;
  CLUSTER public.surveys_word USING surveys_word_pkey;
  CLUSTER public.surveys_removal USING surveys_removal_pkey;"""


def bare() -> models.UUIDField:
    return models.UUIDField(
        db_default=django.contrib.postgres.functions.RandomUUID(),
        default=uuid.uuid4,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def organization() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.organization"
    )


def parent(to: str) -> belonging.tenancy.fields.OrgForeignKey:
    return belonging.tenancy.fields.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0010_office_hour_reminders"),
        ("surveys", "0007_name_what_networks_are_asked"),
        ("tenancy", "0005_second_step"),
    ]

    operations = [
        migrations.AddField(model_name="programkey", name="reply_key", field=models.BinaryField(null=True)),
        migrations.AddField(model_name="programkey", name="words_opened_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="remark", name="mark", field=models.BinaryField(null=True)),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint(fields=("organization", "id"), name="surveys_remark_key"),
        ),
        migrations.CreateModel(
            name="SealedWord",
            fields=[
                ("id", bare()),
                ("envelope", models.BinaryField()),
                ("organization", organization()),
                ("program", parent("programs.program")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_sealedword_fence"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_sealedword_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", bare()),
                ("is_writers", models.BooleanField()),
                ("text", models.TextField()),
                ("said_on", models.DateField()),
                ("organization", organization()),
                ("remark", parent("surveys.remark")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "remark", "said_on"], name="word_of_remark")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_word_fence"),
                    belonging.tenancy.fences.SameTenant(field="remark", name="surveys_word_remark_same"),
                ],
            },
        ),
        migrations.RunSQL(FORGET.format(more=MORE), FORGET.format(more="")),
    ]
