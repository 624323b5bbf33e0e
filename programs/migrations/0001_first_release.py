"""Programs, their calendar and whoever walks them: the tables of the first release, in one step instead of the 20 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import programs.models.programs
import programs.models.resources
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("programs", "0001_initial"),
        ("programs", "0002_the_twelve_months"),
        ("programs", "0003_agreements_and_arrivals"),
        ("programs", "0004_places_and_welcomes"),
        ("programs", "0005_agreed_before_the_start"),
        ("programs", "0006_plan_drafts"),
        ("programs", "0007_letters_to_roles"),
        ("programs", "0008_new_tie_rule"),
        ("programs", "0009_gatherings"),
        ("programs", "0010_office_hour_reminders"),
        ("programs", "0011_short_forms_of_promises"),
        ("programs", "0012_remits"),
        ("programs", "0013_yes_to_a_purpose"),
        ("programs", "0014_working_weeks_and_own_mornings"),
        ("programs", "0015_archived_programs"),
        ("programs", "0016_archived_since"),
        ("programs", "0017_a_yes_to_a_text_ends"),
        ("programs", "0018_finished_since"),
        ("programs", "0019_finished_programs"),
        ("programs", "0020_words_of_each_yes"),
    ]

    initial = True

    dependencies = [
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=120)),
                ("content", models.TextField()),
                ("is_locked", models.BooleanField(default=False)),
                (
                    "copied_from",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.template"
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
                    belonging.tenancy.fences.RowSecurity(name="programs_template_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_template_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_template_public"),
                    belonging.tenancy.fences.SameTenant(field="copied_from", name="programs_template_copied_from_same"),
                    models.UniqueConstraint(fields=("organization", "key", "version"), name="template_version_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("finished", "Finished"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("month_count", models.PositiveSmallIntegerField(default=12)),
                ("time_zone", models.CharField(default="UTC", max_length=60)),
                (
                    "working_days",
                    models.JSONField(
                        db_default=models.Value([0, 1, 2, 3, 4], models.JSONField()),
                        default=programs.models.programs.working_week,
                    ),
                ),
                ("segment_attribute", models.CharField(default="Department", max_length=60)),
                ("targets", models.JSONField(default=programs.models.programs.seed_targets)),
                (
                    "tie_rule",
                    models.CharField(
                        choices=[("mutual", "confirmed by both"), ("claimed", "logged by at least one")],
                        default="mutual",
                        max_length=8,
                    ),
                ),
                (
                    "tie_window",
                    models.CharField(
                        choices=[("program", "since the program began"), ("last_90_days", "in the last 90 days")],
                        default="program",
                        max_length=12,
                    ),
                ),
                ("new_tie_count", models.PositiveSmallIntegerField(default=5)),
                ("new_tie_meetings", models.PositiveSmallIntegerField(default=2)),
                ("new_tie_within", models.PositiveSmallIntegerField(default=60)),
                (
                    "consent_mode",
                    models.CharField(
                        choices=[
                            ("segments", "segments round a table"),
                            ("dots", "dots without names"),
                            ("named", "names of those who said yes"),
                        ],
                        default="segments",
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("started_without", models.CharField(blank=True, max_length=300)),
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
                    "template",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programs",
                        to="programs.template",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_program_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_program_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_program_public"),
                    belonging.tenancy.fences.SameTenant(field="template", name="programs_program_template_same"),
                    models.UniqueConstraint(fields=("organization", "slug"), name="program_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month_count__gte", 1), ("month_count__lte", 36)),
                        name="program_months_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("archived_at__isnull", False), ("state", "archived")),
                            models.Q(models.Q(("state", "archived"), _negated=True), ("archived_at", None)),
                            _connector="OR",
                        ),
                        name="program_archived_since",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventSeries",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("rule", models.JSONField()),
                ("time_zone", models.CharField(max_length=60)),
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
                    belonging.tenancy.fences.RowSecurity(name="programs_eventseries_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_eventseries_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_eventseries_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_eventseries_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("withdrawn", "Withdrawn"),
                            ("completed", "Completed"),
                        ],
                        default="invited",
                        max_length=9,
                    ),
                ),
                ("segment", models.CharField(blank=True, max_length=80)),
                ("joined_on", models.DateField(blank=True, null=True)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=200)),
                ("withdrawal_words", models.CharField(blank=True, max_length=500)),
                ("named_on", models.DateField(blank=True, null=True)),
                (
                    "membership",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
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
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "membership"], name="participant_of_membership")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_participant_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_participant_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_participant_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_participant_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="membership", name="programs_participant_membership_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "program", "membership"), name="participant_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("experiential", "Doing"), ("peer", "Talking"), ("formal", "Learning")],
                        default="experiential",
                        max_length=12,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("roundtable", "Roundtable"),
                            ("workshop", "Workshop"),
                            ("coffee", "Coffee"),
                            ("social", "Get-together"),
                            ("launch", "Launch"),
                            ("closing", "Closing"),
                            ("peer_led", "Hosted by one of us"),
                            ("open_space", "Open space"),
                            ("meeting", "Meeting face to face"),
                            ("group_hour", "Group office hour"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=160)),
                ("link", models.URLField(blank=True)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("is_step_free", models.BooleanField(null=True)),
                ("has_sign_language", models.BooleanField(null=True)),
                ("access_note", models.CharField(blank=True, max_length=200)),
                ("check_in_code", models.CharField(blank=True, max_length=8)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("stands_alone", models.BooleanField(default=False)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
                ("design", models.SlugField(blank=True, max_length=30)),
                ("agenda", models.JSONField(default=list)),
                ("new_people", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("travel_note", models.TextField(blank=True)),
                ("cost_note", models.CharField(blank=True, max_length=120)),
                ("zone_note", models.CharField(blank=True, max_length=200)),
                ("answers_closed_at", models.DateTimeField(blank=True, null=True)),
                ("answer_count", models.PositiveIntegerField(default=0)),
                ("rating_mean", models.DecimalField(decimal_places=1, max_digits=3, null=True)),
                ("met_mean", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
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
                    "series",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="programs.eventseries",
                    ),
                ),
                (
                    "host",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "starts_at"], name="event_by_time"),
                    models.Index(fields=["organization", "series", "starts_at"], name="event_of_series"),
                    models.Index(fields=["starts_at"], name="event_soon"),
                    models.Index(
                        condition=models.Q(("answers_closed_at", None), ("cancelled_at", None)),
                        fields=["ends_at"],
                        name="event_to_ask_about",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_event_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_event_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_event_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_event_program_same"),
                    belonging.tenancy.fences.SameTenant(field="series", name="programs_event_series_same"),
                    belonging.tenancy.fences.SameTenant(field="host", name="programs_event_host_same"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_ends_after_it_starts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="modules", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_module_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_module_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_module_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_module_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="module_once"),
                    models.CheckConstraint(
                        condition=models.Q(("last_month__gte", models.F("first_month"))), name="module_months_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventTopic",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=160)),
                ("notes", models.TextField(blank=True, max_length=4000)),
                (
                    "event",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="programs.event"
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
                    "author",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_eventtopic_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_eventtopic_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_eventtopic_public"),
                    belonging.tenancy.fences.SameTenant(field="event", name="programs_eventtopic_event_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="programs_eventtopic_author_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanDraft",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("content", models.TextField()),
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_drafts",
                        to="programs.program",
                    ),
                ),
                (
                    "template",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="programs.template"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_plandraft_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_plandraft_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_plandraft_public"),
                    belonging.tenancy.fences.SameTenant(field="template", name="programs_plandraft_template_same"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_plandraft_program_same"),
                    models.UniqueConstraint(fields=("organization", "program"), name="plan_draft_of_program_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("program", None)),
                        fields=("organization", "template"),
                        name="plan_draft_of_template_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEdit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("act", models.CharField(max_length=20)),
                ("content_before", models.TextField()),
                (
                    "draft",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="edits", to="programs.plandraft"
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
                "indexes": [models.Index(fields=["organization", "draft", "-id"], name="plan_edit_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_planedit_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_planedit_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_planedit_public"),
                    belonging.tenancy.fences.SameTenant(field="draft", name="programs_planedit_draft_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedPromise",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("text", models.CharField(max_length=300)),
                ("hint", models.CharField(blank=True, max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[("experiential", "Doing"), ("peer", "Talking"), ("formal", "Learning")], max_length=12
                    ),
                ),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("asks", models.JSONField(blank=True, default=list)),
                (
                    "module",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.module"
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_promises",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_plannedpromise_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_plannedpromise_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="programs_plannedpromise_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_plannedpromise_program_same"),
                    belonging.tenancy.fences.SameTenant(field="module", name="programs_plannedpromise_module_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "key", "opens_on"), name="planned_promise_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="phases", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_phase_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_phase_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_phase_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_phase_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="phase_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="phase_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeHour",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=160)),
                ("link", models.URLField(blank=True)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("day_reminder_at", models.DateTimeField(blank=True, null=True)),
                ("hour_reminder_at", models.DateTimeField(blank=True, null=True)),
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
                    "taken_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="office_hours",
                        to="programs.participant",
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
                "indexes": [models.Index(fields=["organization", "program", "starts_at"], name="office_hour_by_time")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_officehour_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_officehour_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_officehour_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_officehour_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="facilitator", name="programs_officehour_facilitator_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="taken_by", name="programs_officehour_taken_by_same"),
                    models.UniqueConstraint(
                        fields=("organization", "facilitator", "starts_at"), name="office_hour_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="office_hour_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Worksheet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("about", models.TextField(blank=True)),
                ("questions", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("mean", "The mean of its ratings"),
                            ("first_low", "The first low rating"),
                        ],
                        default="none",
                        max_length=9,
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="worksheets", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_worksheet_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_worksheet_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_worksheet_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_worksheet_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="worksheet_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("experiential", "Doing"), ("peer", "Talking"), ("formal", "Learning")], max_length=12
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("participant", "Everybody who takes part"),
                            ("facilitator", "Facilitators"),
                            ("buddy", "Welcome buddies"),
                            ("partner", "Mentoring partners"),
                        ],
                        default="participant",
                        max_length=12,
                    ),
                ),
                ("when", models.JSONField()),
                ("due", models.JSONField(null=True)),
                ("asks", models.TextField(blank=True)),
                ("is_optional", models.BooleanField(default=False)),
                (
                    "module",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="programs.module"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="programs.program"
                    ),
                ),
                (
                    "revisits",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.step"
                    ),
                ),
                (
                    "worksheet",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.worksheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_step_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_step_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_step_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_step_program_same"),
                    belonging.tenancy.fences.SameTenant(field="module", name="programs_step_module_same"),
                    belonging.tenancy.fences.SameTenant(field="worksheet", name="programs_step_worksheet_same"),
                    belonging.tenancy.fences.SameTenant(field="revisits", name="programs_step_revisits_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="step_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("month", models.SmallIntegerField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program", "opens_on"], name="occurrence_by_day")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_occurrence_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_occurrence_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_occurrence_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_occurrence_program_same"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_occurrence_step_same"),
                    models.UniqueConstraint(fields=("organization", "step", "opens_on"), name="occurrence_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(blank=True, max_length=60)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("participant", "Everybody who takes part"),
                            ("facilitator", "Facilitators"),
                            ("buddy", "Welcome buddies"),
                            ("partner", "Mentoring partners"),
                        ],
                        default="participant",
                        max_length=11,
                    ),
                ),
                ("subject", models.CharField(max_length=150)),
                ("text", models.TextField(max_length=4000)),
                ("goes_on", models.DateField()),
                ("hour", models.PositiveSmallIntegerField(default=9)),
                ("is_ready", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
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
                    "written_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "goes_on"], name="letter_by_day"),
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("is_ready", True), ("sent_at", None)),
                        fields=["goes_on"],
                        name="letter_to_go",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_letter_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_letter_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_letter_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_letter_program_same"),
                    belonging.tenancy.fences.SameTenant(field="written_by", name="programs_letter_written_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(choices=[("people", "People"), ("interactions", "Time together")], max_length=12),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("columns", models.JSONField(default=dict)),
                ("job", models.UUIDField(null=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
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
                    "uploaded_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
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
                "indexes": [models.Index(fields=["organization", "program", "-id"], name="import_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_importfile_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_importfile_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_importfile_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_importfile_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="uploaded_by", name="programs_importfile_uploaded_by_same"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entrance",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("open", "Open: whoever agrees has a place"),
                            ("approval", "By approval: somebody who runs the program reads first"),
                            ("invitation", "By invitation only"),
                        ],
                        default="approval",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("closes_on", models.DateField(blank=True, null=True)),
                ("is_published", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="entrances", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_entrance_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_entrance_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_entrance_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_entrance_program_same"),
                    models.UniqueConstraint(fields=("organization", "program"), name="entrance_once"),
                    models.CheckConstraint(
                        condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                        name="entrance_has_seats",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("purpose", "Purpose"),
                            ("roles", "Roles"),
                            ("norms", "How we treat each other"),
                            ("expectations", "Expectations"),
                            ("motivation", "What is in it"),
                            ("decisions", "How we decide"),
                            ("sponsor", "The sponsor’s commitment"),
                            ("domain", "What we care about"),
                            ("community", "Who we are"),
                            ("practice", "What we do together"),
                            ("privacy", "What happens to your data"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=150)),
                ("text", models.TextField(max_length=8000)),
                ("written_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, max_length=160)),
                ("signed_on", models.DateField(blank=True, null=True)),
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
                    "written_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_agreement_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_agreement_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_agreement_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_agreement_program_same"),
                    belonging.tenancy.fences.SameTenant(field="written_by", name="programs_agreement_written_by_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "kind", "version"), name="agreement_version_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("time_zone", models.CharField(db_default="", max_length=60)),
                ("local_date", models.DateField()),
                ("released_at", models.DateTimeField()),
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
                    belonging.tenancy.fences.RowSecurity(name="programs_programday_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_programday_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_programday_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_programday_program_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "time_zone", "local_date"), name="program_day_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("plan", "From the program"), ("own", "My own"), ("assigned", "From a facilitator")],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("hint", models.CharField(blank=True, max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[("experiential", "Doing"), ("peer", "Talking"), ("formal", "Learning")],
                        default="experiential",
                        max_length=12,
                    ),
                ),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("asks", models.JSONField(blank=True, default=list)),
                ("wrote", models.JSONField(blank=True, default=dict)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("nudged_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="programs.participant"
                    ),
                ),
                (
                    "planned",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="programs.plannedpromise",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant", "due_on"], name="promise_by_day")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_promise_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_promise_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_promise_public"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="programs_promise_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="planned", name="programs_promise_planned_same"),
                    models.UniqueConstraint(fields=("organization", "participant", "planned"), name="promise_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurposeConsent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("drawn_by_name", "My name in the picture of the network"),
                            ("story_read", "A story of mine that others read"),
                            ("seen_by_jury", "What a jury sees of me"),
                            ("paired", "My answers, to find me a partner"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.UUIDField(blank=True, null=True)),
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
                        fields=("organization", "participant", "purpose", "about"),
                        name="purpose_consent_held_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("segment", models.CharField(blank=True, max_length=80)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("hello", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Link sent"),
                            ("invited", "Invited"),
                            ("asked", "To be read"),
                            ("waiting", "In line"),
                            ("accepted", "In"),
                            ("declined", "Not this time"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="unconfirmed",
                        max_length=11,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("lined_up_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "news",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("link", "Here is their page"),
                            ("place", "They have a place"),
                            ("declined", "No place this time"),
                        ],
                        max_length=8,
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="programs.participant",
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="registrations", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "state", "lined_up_at"], name="registration_line"),
                    models.Index(
                        condition=models.Q(("news", ""), _negated=True),
                        fields=["asked_at"],
                        name="registration_owing_mail",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_registration_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_registration_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_registration_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_registration_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_registration_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "program", "email"), name="registration_once"),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                        name="registration_email_is_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("token_hash", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "registration",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="programs.registration"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "registration"], name="personal_link_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_personallink_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_personallink_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_personallink_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="registration", name="programs_personallink_registration_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "token_hash"), name="personal_link_token_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="programs.agreement"
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="programs.participant",
                    ),
                ),
                (
                    "registration",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="programs.registration",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="consent_of_participant")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_consent_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_consent_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_consent_public"),
                    belonging.tenancy.fences.SameTenant(field="agreement", name="programs_consent_agreement_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="registration", name="programs_consent_registration_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="participant", name="programs_consent_participant_same"),
                    models.UniqueConstraint(
                        fields=("organization", "agreement", "registration"), name="consent_once_before"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organization", "agreement", "participant"),
                        name="consent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registration__isnull", False), ("participant__isnull", False), _connector="OR"
                        ),
                        name="consent_is_somebodys",
                    ),
                ],
            },
        ),
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
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("going", "Coming"),
                            ("maybe", "Perhaps"),
                            ("waiting", "In line"),
                            ("not_going", "Not coming"),
                            ("unsaid", "No answer yet"),
                        ],
                        max_length=9,
                    ),
                ),
                ("guests", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("day_reminder_at", models.DateTimeField(blank=True, null=True)),
                ("hour_reminder_at", models.DateTimeField(blank=True, null=True)),
                (
                    "news",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("invited", "Somebody asks them to come"),
                            ("seat", "A seat became free"),
                            ("changed", "The time or the place is another"),
                            ("cancelled", "It does not take place"),
                            ("after", "How was it"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "attendance",
                    models.CharField(
                        blank=True, choices=[("present", "Was there"), ("absent", "Was not there")], max_length=7
                    ),
                ),
                ("absence_reason", models.CharField(blank=True, max_length=120)),
                ("rating", models.PositiveSmallIntegerField(null=True)),
                ("met_new", models.PositiveSmallIntegerField(null=True)),
                ("asked_after_at", models.DateTimeField(blank=True, null=True)),
                ("room", models.PositiveSmallIntegerField(null=True)),
                (
                    "event",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="programs.event"
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="programs.participant"
                    ),
                ),
                (
                    "topic",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="programs.eventtopic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "participant"], name="reply_of_participant"),
                    models.Index(
                        condition=models.Q(("news", ""), _negated=True), fields=["organization"], name="reply_with_news"
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_reply_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_reply_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_reply_public"),
                    belonging.tenancy.fences.SameTenant(field="event", name="programs_reply_event_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="programs_reply_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="topic", name="programs_reply_topic_same"),
                    models.UniqueConstraint(fields=("organization", "event", "participant"), name="reply_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None), models.Q(("rating__gte", 1), ("rating__lte", 5)), _connector="OR"
                        ),
                        name="reply_rating",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("category", models.CharField(max_length=60)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("guide", "Guide"),
                            ("video", "Video"),
                            ("worksheet", "Worksheet"),
                            ("article", "Article"),
                            ("playbook", "Playbook"),
                            ("template", "Template"),
                            ("stories", "Stories"),
                            ("cheat_sheet", "Cheat sheet"),
                            ("cards", "Cards"),
                            ("wizard", "Step by step"),
                        ],
                        max_length=12,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField(blank=True)),
                ("chapters", models.JSONField(default=list)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("title", config="simple", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector("text", config="simple", weight="B"),
                                django.contrib.postgres.search.SearchConfig("simple"),
                            ),
                            "||",
                            programs.models.resources.ChapterWords("chapters"),
                            django.contrib.postgres.search.SearchConfig("simple"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "module",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.module"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="resources", to="programs.program"
                    ),
                ),
                (
                    "worksheet",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.worksheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_resource_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_resource_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_resource_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_resource_program_same"),
                    belonging.tenancy.fences.SameTenant(field="module", name="programs_resource_module_same"),
                    belonging.tenancy.fences.SameTenant(field="worksheet", name="programs_resource_worksheet_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="resource_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResourceVisit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("opened_on", models.DateField()),
                ("chapters_read", models.JSONField(default=list)),
                ("finished_on", models.DateField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "resource",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="programs.resource"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_resourcevisit_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_resourcevisit_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_resourcevisit_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_resourcevisit_participant_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="resource", name="programs_resourcevisit_resource_same"),
                    models.UniqueConstraint(
                        fields=("organization", "participant", "resource"), name="resource_visit_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("letter", "Messages to a role"), ("promises", "Reminders of promises")], max_length=10
                    ),
                ),
                ("sent_at", models.DateTimeField()),
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
                "indexes": [
                    models.Index(fields=["organization", "membership", "kind", "-sent_at"], name="sent_mail_count")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_sentmail_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_sentmail_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_sentmail_public"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="programs_sentmail_membership_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetupTick",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("name", "Names and look"),
                            ("sign_in", "Signing in"),
                            ("groups", "Groups"),
                            ("surveys", "Surveys"),
                            ("mail", "Mail"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ticked_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="setup_ticks", to="programs.program"
                    ),
                ),
                (
                    "ticked_by",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_setuptick_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_setuptick_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_setuptick_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_setuptick_program_same"),
                    belonging.tenancy.fences.SameTenant(field="ticked_by", name="programs_setuptick_ticked_by_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="setup_tick_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_skill_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_skill_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_skill_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_skill_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "key"), name="skill_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkillLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "builds_on",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.skill"
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
                    "skill",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="programs.skill"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_skilllink_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_skilllink_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_skilllink_public"),
                    belonging.tenancy.fences.SameTenant(field="skill", name="programs_skilllink_skill_same"),
                    belonging.tenancy.fences.SameTenant(field="builds_on", name="programs_skilllink_builds_on_same"),
                    models.UniqueConstraint(fields=("organization", "skill", "builds_on"), name="skill_link_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonStep",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Coming"), ("open", "Open"), ("done", "Done"), ("skipped", "Left out")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("wrote", models.TextField(blank=True, max_length=4000)),
                (
                    "occurrence",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person_steps",
                        to="programs.occurrence",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person_steps",
                        to="programs.participant",
                    ),
                ),
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="person_steps", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "participant", "opens_on"], name="person_step_by_day"),
                    models.Index(fields=["organization", "occurrence", "state"], name="person_step_release"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_personstep_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_personstep_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_personstep_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_personstep_participant_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="occurrence", name="programs_personstep_occurrence_same"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_personstep_step_same"),
                    models.UniqueConstraint(
                        fields=("organization", "participant", "occurrence"), name="person_step_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("builds_on", "builds on"), ("unlock_after", "opens after")], max_length=12
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
                    "other",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.step"
                    ),
                ),
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_steplink_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_steplink_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_steplink_public"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_steplink_step_same"),
                    belonging.tenancy.fences.SameTenant(field="other", name="programs_steplink_other_same"),
                    models.UniqueConstraint(fields=("organization", "step", "other", "kind"), name="step_link_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepResource",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "resource",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="step_rows", to="programs.resource"
                    ),
                ),
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="resource_rows", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_stepresource_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_stepresource_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_stepresource_public"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_stepresource_step_same"),
                    belonging.tenancy.fences.SameTenant(field="resource", name="programs_stepresource_resource_same"),
                    models.UniqueConstraint(fields=("organization", "step", "resource"), name="step_resource_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepSkill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "skill",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="step_rows", to="programs.skill"
                    ),
                ),
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skill_rows", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_stepskill_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_stepskill_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_stepskill_public"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_stepskill_step_same"),
                    belonging.tenancy.fences.SameTenant(field="skill", name="programs_stepskill_skill_same"),
                    models.UniqueConstraint(fields=("organization", "step", "skill"), name="step_skill_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="threads", to="programs.participant"
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
                (
                    "step",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.step"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program", "closed_at", "-id"], name="thread_open")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_thread_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_thread_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_thread_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_thread_program_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="programs_thread_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="step", name="programs_thread_step_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "assignee",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
                    ),
                ),
                (
                    "occurrence",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.occurrence",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="programs.program"
                    ),
                ),
                (
                    "thread",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="programs.thread",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_task_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_task_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_task_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_task_program_same"),
                    belonging.tenancy.fences.SameTenant(field="assignee", name="programs_task_assignee_same"),
                    belonging.tenancy.fences.SameTenant(field="about", name="programs_task_about_same"),
                    belonging.tenancy.fences.SameTenant(field="occurrence", name="programs_task_occurrence_same"),
                    belonging.tenancy.fences.SameTenant(field="thread", name="programs_task_thread_same"),
                    models.UniqueConstraint(fields=("organization", "assignee", "occurrence"), name="task_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadMessage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
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
                    "thread",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="programs.thread"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_threadmessage_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_threadmessage_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_threadmessage_public"),
                    belonging.tenancy.fences.SameTenant(field="thread", name="programs_threadmessage_thread_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="programs_threadmessage_author_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WelcomeNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("put_away_at", models.DateTimeField(blank=True, null=True)),
                (
                    "newcomer",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes_received",
                        to="programs.participant",
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
                (
                    "writer",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes_left",
                        to="programs.participant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program", "newcomer"], name="welcome_note_for")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_welcomenote_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_welcomenote_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_welcomenote_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="programs_welcomenote_program_same"),
                    belonging.tenancy.fences.SameTenant(field="writer", name="programs_welcomenote_writer_same"),
                    belonging.tenancy.fences.SameTenant(field="newcomer", name="programs_welcomenote_newcomer_same"),
                    models.UniqueConstraint(
                        fields=("organization", "writer", "newcomer"), name="welcome_note_once", nulls_distinct=False
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("values", models.JSONField(default=dict)),
                ("answered_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="programs.participant"
                    ),
                ),
                (
                    "worksheet",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="programs.worksheet"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "participant", "worksheet", "-id"], name="answer_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_answer_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_answer_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_answer_public"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="programs_answer_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="worksheet", name="programs_answer_worksheet_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("owes_mail", models.BooleanField(default=True)),
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
                    "letter",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="programs.letter"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "membership", "-id"], name="delivery_of"),
                    models.Index(
                        condition=models.Q(("owes_mail", True)), fields=["created_at"], name="delivery_owing_mail"
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_delivery_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_delivery_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_delivery_public"),
                    belonging.tenancy.fences.SameTenant(field="letter", name="programs_delivery_letter_same"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="programs_delivery_membership_same"),
                    models.UniqueConstraint(fields=("organization", "letter", "membership"), name="delivery_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JourneyRole",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("participant", "Everybody who takes part"),
                            ("facilitator", "Facilitators"),
                            ("buddy", "Welcome buddies"),
                            ("partner", "Mentoring partners"),
                        ],
                        max_length=11,
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journey_roles",
                        to="programs.participant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_journeyrole_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_journeyrole_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_journeyrole_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_journeyrole_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "participant", "audience"), name="journey_role_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedToken",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("token_hash", models.CharField(max_length=64)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="programs_feedtoken_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="programs_feedtoken_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="programs_feedtoken_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="programs_feedtoken_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "token_hash"), name="feed_token_once"),
                    models.UniqueConstraint(fields=("organization", "participant"), name="feed_token_per_person"),
                ],
            },
        ),
    ]
