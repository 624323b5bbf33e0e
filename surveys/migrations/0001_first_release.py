"""Asking, sealing and publishing: the tables of the first release, in one step instead of the 10 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.contrib.postgres.functions
import django.db.models.constraints
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("surveys", "0001_ask_and_seal"),
        ("surveys", "0003_waves_follow_the_plan"),
        ("surveys", "0004_take_answers_out"),
        ("surveys", "0005_restrict_remarks"),
        ("surveys", "0006_own_questions"),
        ("surveys", "0007_name_what_networks_are_asked"),
        ("surveys", "0008_answer_without_a_name"),
        ("surveys", "0009_ask_after_events"),
        ("surveys", "0010_where_the_network_stands"),
        ("surveys", "0011_speak_every_language"),
    ]

    initial = True

    dependencies = [
        ("programs", "0001_first_release"),
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("de", "Deutsch"), ("ar", "العربية")],
                        db_default="en",
                        default="en",
                        max_length=8,
                    ),
                ),
                ("titles", models.JSONField(default=dict)),
                ("intros", models.JSONField(default=dict)),
                ("anchors", models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                ("is_locked", models.BooleanField(default=False)),
                ("is_built_in", models.BooleanField(default=False)),
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_instrument_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_instrument_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_instrument_public"),
                    models.UniqueConstraint(fields=("organization", "key", "version"), name="instrument_version_once"),
                ],
            },
        ),
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
                (
                    "instrument",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.instrument"
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
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("key", models.SlugField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scale", "Statement, 1 to 5"),
                            ("choice", "One of several"),
                            ("words", "In own words"),
                        ],
                        default="scale",
                        max_length=6,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("membership", "Being part of it"),
                            ("influence", "Having a say"),
                            ("needs", "Getting what one needs"),
                            ("connection", "Shared moments"),
                            ("inclusion", "Being oneself"),
                            ("trust", "Trust"),
                            ("voice", "My voice is heard"),
                            ("practice", "Working together"),
                            ("readiness", "Ready to begin"),
                            ("reach", "Whom we reach"),
                            ("learning", "Learning as we go"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_reverse", models.BooleanField(default=False)),
                ("is_core", models.BooleanField(default=False)),
                ("texts", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("fixes", models.JSONField(default=dict)),
                (
                    "instrument",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="surveys.instrument"
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_item_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_item_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_item_public"),
                    belonging.tenancy.fences.SameTenant(field="instrument", name="surveys_item_instrument_same"),
                    models.UniqueConstraint(fields=("organization", "instrument", "key"), name="item_key_once"),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("organization", "instrument", "place"),
                        name="item_place_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "scale"), models.Q(("is_core", False), ("is_reverse", False)), _connector="OR"
                        ),
                        name="item_scales_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LastAsked",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("asked_on", models.DateField()),
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_lastasked_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_lastasked_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_lastasked_public"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="surveys_lastasked_membership_same"),
                    models.UniqueConstraint(fields=("organization", "membership"), name="last_asked_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("public_key", models.BinaryField(null=True)),
                ("reply_key", models.BinaryField(null=True)),
                ("words_opened_on", models.DateField(null=True)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_programkey_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_programkey_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_programkey_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_programkey_program_same"),
                    models.UniqueConstraint(fields=("organization", "program"), name="program_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("envelope", models.BinaryField()),
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_removal_fence"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_removal_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("envelope", models.BinaryField()),
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
                    belonging.tenancy.fences.RowSecurity(name="surveys_sealedword_fence"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_sealedword_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("baseline", "First survey"),
                            ("late_baseline", "First survey of those who joined later"),
                            ("pulse", "Pulse"),
                            ("annual", "Annual survey"),
                            ("community", "How we work as a community"),
                            ("own", "Our own questions"),
                            ("event", "After an event"),
                            ("follow_up", "Did it help?"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("too_few", "Too few answers"),
                            ("called_off", "Called off"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("sealed", "Sealed"), ("confidential", "Confidential")],
                        default="sealed",
                        max_length=12,
                    ),
                ),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("plan_day", models.DateField(blank=True, null=True)),
                ("counted_from", models.DateField(blank=True, null=True)),
                ("least", models.PositiveSmallIntegerField(default=5)),
                ("least_words", models.PositiveSmallIntegerField(default=10)),
                ("slices", models.JSONField(default=list)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("promise_text", models.TextField(blank=True)),
                ("promise_texts", models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                ("promise_version", models.PositiveSmallIntegerField(default=0)),
                ("promise_hash", models.CharField(blank=True, max_length=64)),
                ("questions_hash", models.CharField(blank=True, db_default="", max_length=64)),
                ("public_key", models.BinaryField(null=True)),
                ("ballot_bytes", models.PositiveIntegerField(default=0)),
                ("asked_count", models.PositiveIntegerField(null=True)),
                ("answered_count", models.PositiveIntegerField(null=True)),
                ("unread_count", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("key_destroyed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing"),
                            ("no_key", "The private key is not there"),
                            ("wrong_key", "The private key is another wave’s"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reminded_by_hand_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "event",
                    belonging.tenancy.fields.OrgForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.event",
                    ),
                ),
                (
                    "instrument",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.instrument"
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
                "indexes": [models.Index(fields=["organization", "program", "opens_on"], name="wave_by_day")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_wave_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_wave_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_wave_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="surveys_wave_program_same"),
                    belonging.tenancy.fences.SameTenant(field="instrument", name="surveys_wave_instrument_same"),
                    belonging.tenancy.fences.SameTenant(field="event", name="surveys_wave_event_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ("follow_up", "event")), _negated=True),
                        fields=("organization", "program", "kind", "opens_on"),
                        name="wave_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("event__isnull", False)),
                        fields=("organization", "event"),
                        name="wave_once_an_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__isnull", False), ("kind", "event")),
                            models.Q(models.Q(("kind", "event"), _negated=True), ("event", None)),
                            _connector="OR",
                        ),
                        name="wave_event_has_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="wave_ends_after_it_begins"
                    ),
                    models.CheckConstraint(condition=models.Q(("least__gte", 5)), name="wave_least_floor"),
                    models.CheckConstraint(condition=models.Q(("least_words__gte", 10)), name="wave_least_words_floor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedBallot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("envelope", models.BinaryField()),
                ("promise_hash", models.CharField(max_length=64)),
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
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_sealedballot_fence"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_sealedballot_wave_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="membership", name="surveys_sealedballot_membership_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "wave", "membership"), name="ballot_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("figures", models.JSONField()),
                ("published_at", models.DateTimeField()),
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
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_result_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_result_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_result_public"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_result_wave_same"),
                    models.UniqueConstraint(fields=("organization", "wave"), name="result_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("answers", models.JSONField()),
                ("pseudonym", models.BinaryField(null=True)),
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
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "wave"], name="response_of_wave")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_response_fence"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_response_wave_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("item", models.SlugField(max_length=40)),
                ("text", models.TextField()),
                (
                    "care",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Shown with the others"),
                            ("matched", "Put here by a word; nobody has read it yet"),
                            ("kept", "Read, and kept here"),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("mark", models.BinaryField(null=True)),
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
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "wave", "item"], name="remark_of_item")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_remark_fence"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_remark_wave_same"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_remark_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
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
                    "owner",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
                    ),
                ),
                (
                    "asks",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
                (
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_followup_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_followup_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_followup_public"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_followup_wave_same"),
                    belonging.tenancy.fences.SameTenant(field="owner", name="surveys_followup_owner_same"),
                    belonging.tenancy.fences.SameTenant(field="asks", name="surveys_followup_asks_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("groups", models.JSONField(default=dict)),
                ("mails", models.PositiveSmallIntegerField(default=0)),
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
                    "wave",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="surveys_asked_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="surveys_asked_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="surveys_asked_public"),
                    belonging.tenancy.fences.SameTenant(field="wave", name="surveys_asked_wave_same"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="surveys_asked_membership_same"),
                    models.UniqueConstraint(fields=("organization", "wave", "membership"), name="asked_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_writers", models.BooleanField()),
                ("text", models.TextField()),
                ("said_on", models.DateField()),
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
                    "remark",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.remark"
                    ),
                ),
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
    ]
