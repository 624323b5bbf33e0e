"""Organizations and who is in them: the tables of the first release, in one step instead of the 10 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("tenancy", "0001_initial"),
        ("tenancy", "0003_rounds_are_planned"),
        ("tenancy", "0004_packs_are_asked_for"),
        ("tenancy", "0005_second_step"),
        ("tenancy", "0006_mails_are_counted"),
        ("tenancy", "0007_copies_are_asked_for"),
        ("tenancy", "0008_mail_waits"),
        ("tenancy", "0009_facilitators_have_duties"),
        ("tenancy", "0010_mails_that_come_back"),
        ("tenancy", "0011_words_of_ones_own"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("second_step_from", models.DateTimeField(blank=True, null=True)),
                ("words", models.JSONField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="MaintenanceEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                ("hour", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reason", "hour"), name="maintenance_once_an_hour")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("reference", models.CharField(blank=True, max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[("admin", "Admin"), ("facilitator", "Facilitator"), ("participant", "Participant")],
                        default="participant",
                        max_length=12,
                    ),
                ),
                (
                    "withheld",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("plan", "Plan: months, steps, events, library, what is agreed on"),
                                ("people", "People: who comes in, paths, messages, who is stuck, whom to reach out to"),
                                ("network", "Network: files brought in, introductions, small groups"),
                                (
                                    "surveys",
                                    "Surveys: opening and moving them, assessments, what is done about answers",
                                ),
                                (
                                    "community",
                                    "Community: closed groups, prompts, walls, stories, what waits for a look",
                                ),
                                ("mentoring", "Mentoring: the track and its rounds"),
                                ("figures", "Figures: dashboard, moves, goals, evidence"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                ("attributes", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("ended", "Ended"), ("erased", "Erased")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("bounced_email", models.EmailField(blank=True, db_default="", default="", max_length=254)),
                ("bounce_count", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
                ("bounce_reason", models.CharField(blank=True, db_default="", default="", max_length=240)),
                ("mail_stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
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
                    belonging.tenancy.fences.RowSecurity(name="tenancy_membership_fence", own_rows_of="user_id"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_membership_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_membership_public"),
                    models.UniqueConstraint(fields=("organization", "user"), name="membership_once_per_user"),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("organization", "email"),
                        name="membership_once_per_email",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("organization", "reference"),
                        name="membership_once_per_reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                        name="membership_email_is_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitations"),
                            ("registration", "Coming in"),
                            ("test", "Test mails"),
                            ("letter", "Messages to a role"),
                            ("promises", "Reminders of small promises"),
                            ("words", "Tasks and private words"),
                            ("event", "Events"),
                            ("office_hour", "Office hours"),
                            ("survey", "Surveys"),
                            ("introduction", "Introductions"),
                            ("pair", "Mentoring pairs"),
                            ("welcome", "Welcome buddies"),
                            ("award", "Kind words"),
                            ("summary", "Summaries"),
                            ("brief", "The week’s moves"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("sent", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("held", models.PositiveIntegerField(db_default=0, default=0)),
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
                    belonging.tenancy.fences.RowSecurity(name="tenancy_mailday_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_mailday_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_mailday_public"),
                    models.UniqueConstraint(fields=("organization", "kind", "on"), name="mail_day_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("send_invitation", "Send an invitation"),
                            ("take_snapshot", "Recompute the network"),
                            ("import_interactions", "Bring in time together"),
                            ("import_people", "Bring in people"),
                            ("plan_round", "Plan introductions"),
                            ("make_pack", "Write down the evidence"),
                            ("copy_person", "Copy everything about you"),
                        ],
                        max_length=30,
                    ),
                ),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Stopped"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("done_count", models.PositiveIntegerField(default=0)),
                ("total_count", models.PositiveIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("result", models.JSONField(default=dict)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("offered_at", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["created_at"],
                        name="job_unfinished",
                    )
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tenancy_job_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_job_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_job_public"),
                    belonging.tenancy.fences.SameTenant(field="asked_by", name="tenancy_job_asked_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[("admin", "Admin"), ("facilitator", "Facilitator"), ("participant", "Participant")],
                        default="participant",
                        max_length=12,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
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
                    belonging.tenancy.fences.RowSecurity(name="tenancy_invitation_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_invitation_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_invitation_public"),
                    belonging.tenancy.fences.SameTenant(field="invited_by", name="tenancy_invitation_invited_by_same"),
                    models.UniqueConstraint(fields=("organization", "token_hash"), name="invitation_token_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.CharField(max_length=100)),
                ("fingerprint", models.CharField(max_length=64)),
                ("body", models.JSONField(default=dict)),
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
                    belonging.tenancy.fences.RowSecurity(name="tenancy_idempotencykey_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_idempotencykey_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_idempotencykey_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="membership", name="tenancy_idempotencykey_membership_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "membership", "key"), name="idempotency_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("verb", models.CharField(max_length=60)),
                ("target_kind", models.CharField(blank=True, max_length=60)),
                ("target_id", models.UUIDField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
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
                "indexes": [models.Index(fields=["organization", "-at", "-id"], name="audit_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tenancy_auditentry_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_auditentry_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_auditentry_public"),
                    belonging.tenancy.fences.SameTenant(field="actor", name="tenancy_auditentry_actor_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingMail",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("email", models.EmailField(max_length=254)),
                ("sealed", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitations"),
                            ("registration", "Coming in"),
                            ("test", "Test mails"),
                            ("letter", "Messages to a role"),
                            ("promises", "Reminders of small promises"),
                            ("words", "Tasks and private words"),
                            ("event", "Events"),
                            ("office_hour", "Office hours"),
                            ("survey", "Surveys"),
                            ("introduction", "Introductions"),
                            ("pair", "Mentoring pairs"),
                            ("welcome", "Welcome buddies"),
                            ("award", "Kind words"),
                            ("summary", "Summaries"),
                            ("brief", "The week’s moves"),
                        ],
                        max_length=12,
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
                "indexes": [models.Index(fields=["due_at"], name="mail_due")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tenancy_waitingmail_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tenancy_waitingmail_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tenancy_waitingmail_public"),
                ],
            },
        ),
    ]
