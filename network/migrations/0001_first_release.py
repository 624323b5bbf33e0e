"""Interactions, maps and the nightly measures: the tables of the first release, in one step instead of the 8 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("network", "0001_initial"),
        ("network", "0002_maps"),
        ("network", "0003_introductions"),
        ("network", "0004_new_ties"),
        ("network", "0005_path_error"),
        ("network", "0006_monthly_activity"),
        ("network", "0007_parts_and_few"),
        ("network", "0008_named_communities"),
    ]

    initial = True

    dependencies = [
        ("programs", "0001_first_release"),
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Interaction",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("happened_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("experiential", "Doing"), ("peer", "Talking"), ("formal", "Learning")],
                        default="experiential",
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "Video"),
                            ("call", "Call"),
                            ("message", "Messages"),
                        ],
                        default="in_person",
                        max_length=9,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=500)),
                (
                    "source",
                    models.CharField(
                        choices=[("logged", "Logged"), ("imported", "Brought in")], default="logged", max_length=8
                    ),
                ),
                ("import_key", models.CharField(blank=True, max_length=60, null=True)),
                ("logged_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                "indexes": [
                    models.Index(fields=["organization", "author", "-happened_on", "-id"], name="interaction_of_author")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_interaction_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_interaction_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_interaction_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_interaction_program_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="network_interaction_author_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "import_key"), name="interaction_imported_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InteractionPartner",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "Waiting"),
                            ("mutual", "Confirmed"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                        ],
                        default="claimed",
                        max_length=8,
                    ),
                ),
                ("is_hidden", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, max_length=500)),
                (
                    "interaction",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="network.interaction"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                "indexes": [
                    models.Index(fields=["organization", "participant", "state"], name="partner_of_participant"),
                    models.Index(
                        condition=models.Q(("state", "claimed")),
                        fields=["organization", "created_at"],
                        name="partner_waiting",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_interactionpartner_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_interactionpartner_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="network_interactionpartner_public"
                    ),
                    belonging.tenancy.fences.SameTenant(
                        field="interaction", name="network_interactionpartner_interaction_same"
                    ),
                    belonging.tenancy.fences.SameTenant(
                        field="program", name="network_interactionpartner_program_same"
                    ),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="network_interactionpartner_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "interaction", "participant"), name="interaction_partner_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("job", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Running"),
                            ("closed", "Finished"),
                            ("dropped", "Not offered"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("apart", models.CharField(blank=True, max_length=80)),
                ("bridge_share", models.FloatField()),
                ("planned_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("figures", models.JSONField(default=dict)),
                ("told", models.JSONField(default=dict)),
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
                "indexes": [
                    models.Index(fields=["organization", "program", "-planned_at", "-id"], name="round_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_round_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_round_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_round_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_round_program_same"),
                    belonging.tenancy.fences.SameTenant(field="asked_by", name="network_round_asked_by_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("organization", "program"),
                        name="round_one_at_a_time",
                    ),
                    models.UniqueConstraint(fields=("organization", "job"), name="round_once_a_job"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("offered", "Asked"),
                            ("named", "Said yes"),
                            ("met", "Met"),
                            ("not_met", "Did not meet"),
                            ("fallen", "Did not come about"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("common", models.PositiveSmallIntegerField(default=0)),
                ("steps", models.PositiveSmallIntegerField(null=True)),
                ("is_across", models.BooleanField(default=False)),
                ("is_next_choice", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("named_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
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
                    "round",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="introductions", to="network.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "offered")), fields=["expires_at"], name="introduction_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("state", "named")), fields=["named_at"], name="introduction_named"
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_introduction_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_introduction_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_introduction_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_introduction_program_same"),
                    belonging.tenancy.fences.SameTenant(field="round", name="network_introduction_round_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntroductionSide",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "No word yet"),
                            ("yes", "Yes"),
                            ("no", "Not this time"),
                            ("silent", "No word"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "met",
                    models.CharField(
                        choices=[
                            ("unsaid", "No word yet"),
                            ("yes", "We met"),
                            ("not_yet", "Not yet"),
                            ("no", "It did not happen"),
                        ],
                        default="unsaid",
                        max_length=7,
                    ),
                ),
                ("met_on", models.DateField(blank=True, null=True)),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "news",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "Somebody is worth meeting"),
                            ("named", "Both said yes"),
                            ("met", "Did you meet?"),
                            ("stopped", "No more for now"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "introduction",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sides", to="network.introduction"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                "indexes": [
                    models.Index(fields=["organization", "participant", "-id"], name="introduction_of_participant"),
                    models.Index(
                        condition=models.Q(("news", ""), _negated=True),
                        fields=["organization"],
                        name="introduction_owes_mail",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_introductionside_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_introductionside_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="network_introductionside_public"
                    ),
                    belonging.tenancy.fences.SameTenant(
                        field="introduction", name="network_introductionside_introduction_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_introductionside_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="network_introductionside_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "introduction", "participant"), name="introduction_side_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntroductionWish",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("most_at_once", models.PositiveSmallIntegerField(default=1)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("silences", models.PositiveSmallIntegerField(default=0)),
                ("stopped_on", models.DateField(blank=True, null=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="network_introductionwish_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_introductionwish_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="network_introductionwish_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_introductionwish_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="network_introductionwish_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "participant"), name="introduction_wish_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Map",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("began_on", models.DateField()),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                ("is_findable", models.BooleanField(default=True)),
                ("acts_a_week", models.PositiveSmallIntegerField(default=1)),
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
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program"], name="map_of_program")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_map_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_map_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_map_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_map_program_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="network_map_participant_same"),
                    models.UniqueConstraint(fields=("organization", "participant"), name="map_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("outside_name", models.CharField(blank=True, max_length=80)),
                ("segment", models.CharField(blank=True, max_length=80)),
                (
                    "strength",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Just met"),
                            (2, "Getting to know"),
                            (3, "Familiar"),
                            (4, "Close"),
                            (5, "I lean on them"),
                        ]
                    ),
                ),
                (
                    "how_met",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("team", "We work together"),
                            ("event", "At something we both went to"),
                            ("program", "In this program"),
                            ("introduced", "Somebody introduced us"),
                            ("before", "From earlier"),
                            ("elsewhere", "Somewhere else"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("private", "Only on my map"),
                            ("claimed", "Waiting"),
                            ("mutual", "Confirmed"),
                            ("declined", "Declined"),
                        ],
                        default="private",
                        max_length=8,
                    ),
                ),
                ("is_hidden", models.BooleanField(default=False)),
                ("is_baseline", models.BooleanField(default=False)),
                ("added_on", models.DateField()),
                ("looked_at_on", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "rhythm",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "Every week"),
                            ("biweekly", "Every two weeks"),
                            ("monthly", "Every month"),
                            ("quarter", "Every three months"),
                        ],
                        max_length=8,
                    ),
                ),
                ("rhythm_on", models.DateField(blank=True, null=True)),
                ("quiet_on", models.DateField(blank=True, null=True)),
                (
                    "map",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="network.map"
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
                    "person",
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
                "indexes": [models.Index(fields=["organization", "person"], name="map_entry_of_person")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_mapentry_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_mapentry_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_mapentry_public"),
                    belonging.tenancy.fences.SameTenant(field="map", name="network_mapentry_map_same"),
                    belonging.tenancy.fences.SameTenant(field="person", name="network_mapentry_person_same"),
                    models.UniqueConstraint(fields=("organization", "map", "person"), name="map_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outside_name", ""), ("person__isnull", False)),
                            models.Q(("person__isnull", True), models.Q(("outside_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="map_entry_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("strength__range", (1, 5))), name="map_entry_strength_sane"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapPair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("do_know", models.BooleanField()),
                (
                    "high",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.mapentry"
                    ),
                ),
                (
                    "low",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.mapentry"
                    ),
                ),
                (
                    "map",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="network.map"
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
                    belonging.tenancy.fences.RowSecurity(name="network_mappair_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_mappair_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_mappair_public"),
                    belonging.tenancy.fences.SameTenant(field="map", name="network_mappair_map_same"),
                    belonging.tenancy.fences.SameTenant(field="low", name="network_mappair_low_same"),
                    belonging.tenancy.fences.SameTenant(field="high", name="network_mappair_high_same"),
                    models.UniqueConstraint(fields=("organization", "map", "low", "high"), name="map_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("low__lt", models.F("high"))), name="map_pair_low_before_high"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapUpdate",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("month", models.PositiveSmallIntegerField()),
                ("done_on", models.DateField()),
                ("formed", models.PositiveSmallIntegerField(default=0)),
                ("kept", models.PositiveSmallIntegerField(default=0)),
                ("stronger", models.PositiveSmallIntegerField(default=0)),
                ("weaker", models.PositiveSmallIntegerField(default=0)),
                ("lost", models.PositiveSmallIntegerField(default=0)),
                (
                    "map",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="network.map"
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
                    belonging.tenancy.fences.RowSecurity(name="network_mapupdate_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_mapupdate_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_mapupdate_public"),
                    belonging.tenancy.fences.SameTenant(field="map", name="network_mapupdate_map_same"),
                    models.UniqueConstraint(fields=("organization", "map", "month"), name="map_update_once_a_month"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("kept", "The same"),
                            ("stronger", "Closer"),
                            ("weaker", "Further"),
                            ("lost", "Not any more"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "strength_before",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Just met"),
                            (2, "Getting to know"),
                            (3, "Familiar"),
                            (4, "Close"),
                            (5, "I lean on them"),
                        ]
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
                    "entry",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.mapentry"
                    ),
                ),
                (
                    "update",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="network.mapupdate"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_mapanswer_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_mapanswer_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_mapanswer_public"),
                    belonging.tenancy.fences.SameTenant(field="update", name="network_mapanswer_update_same"),
                    belonging.tenancy.fences.SameTenant(field="entry", name="network_mapanswer_entry_same"),
                    models.UniqueConstraint(fields=("organization", "update", "entry"), name="map_answer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("local_date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "Due"), ("taken", "Taken"), ("failed", "Failed"), ("missed", "Missed")],
                        default="due",
                        max_length=6,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("offered_at", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(condition=models.Q(("state", "due")), fields=["local_date"], name="night_due")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_night_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_night_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_night_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_night_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "local_date"), name="night_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outreach",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("done_on", models.DateField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("message", "Wrote to them"),
                            ("call", "Called them"),
                            ("met", "Had a coffee"),
                            ("invited", "Asked them to something"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "done_by",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                "indexes": [
                    models.Index(fields=["organization", "program", "-done_on", "-id"], name="outreach_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_outreach_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_outreach_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_outreach_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_outreach_program_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="network_outreach_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="done_by", name="network_outreach_done_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("nobody_allowed", "they have met everybody they may meet, or were offered them lately"),
                            ("others_taken", "whoever they may meet has somebody else this time"),
                            ("smaller_round", "fewer introductions were offered than planned"),
                            ("changed", "something changed between plan and start"),
                        ],
                        max_length=14,
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
                (
                    "round",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="left_out", to="network.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_leftout_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_leftout_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_leftout_public"),
                    belonging.tenancy.fences.SameTenant(field="round", name="network_leftout_round_same"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_leftout_program_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="network_leftout_participant_same"),
                    models.UniqueConstraint(fields=("organization", "round", "participant"), name="left_out_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("local_date", models.DateField()),
                ("taken_at", models.DateTimeField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[("night", "Night"), ("asked", "Asked for")], default="night", max_length=5
                    ),
                ),
                ("job", models.UUIDField(null=True)),
                ("definition", models.CharField(max_length=40)),
                ("edges_digest", models.CharField(max_length=64)),
                ("people", models.PositiveIntegerField()),
                ("ties", models.PositiveIntegerField()),
                ("degree_mean", models.FloatField(null=True)),
                ("clustering_mean", models.FloatField(null=True)),
                ("transitivity", models.FloatField(null=True)),
                ("path_length_mean", models.FloatField(null=True)),
                ("reachable_share", models.FloatField(null=True)),
                ("components", models.PositiveIntegerField(default=0)),
                ("largest_component", models.PositiveIntegerField(default=0)),
                ("isolates", models.PositiveIntegerField(default=0)),
                ("diameter", models.PositiveIntegerField(null=True)),
                ("density", models.FloatField(null=True)),
                ("ei_index", models.FloatField(null=True)),
                ("ei_expected", models.FloatField(null=True)),
                ("modularity", models.FloatField(null=True)),
                ("communities", models.PositiveIntegerField(default=0)),
                ("communities_modularity", models.FloatField(null=True)),
                ("betweenness_error", models.FloatField(null=True)),
                ("path_error", models.FloatField(null=True)),
                ("staff_count", models.PositiveIntegerField(default=0)),
                ("without_staff", models.JSONField(null=True)),
                ("mixing", models.JSONField(default=dict)),
                ("degree_counts", models.JSONField(default=list)),
                ("new_ties", models.JSONField(null=True)),
                ("activity", models.JSONField(null=True)),
                ("without_silent", models.JSONField(null=True)),
                ("within_segments", models.JSONField(null=True)),
                ("centrality", models.JSONField(null=True)),
                ("reach_of_few", models.JSONField(null=True)),
                ("map_changes", models.JSONField(null=True)),
                ("pairs", models.JSONField(null=True)),
                (
                    "carried_from",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.snapshot"
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
                "indexes": [
                    models.Index(fields=["organization", "program", "-taken_at", "-id"], name="snapshot_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_snapshot_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_snapshot_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_snapshot_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_snapshot_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="carried_from", name="network_snapshot_carried_from_same"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("occasion", "night")),
                        fields=("organization", "program", "local_date"),
                        name="snapshot_once_a_night",
                    ),
                    models.UniqueConstraint(fields=("organization", "job"), name="snapshot_once_a_job"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("segment", models.CharField(blank=True, max_length=80)),
                ("degree", models.PositiveIntegerField()),
                ("clustering", models.FloatField()),
                ("core_number", models.PositiveIntegerField()),
                ("betweenness", models.FloatField()),
                ("closeness", models.FloatField(null=True)),
                ("eigenvector", models.FloatField(null=True)),
                ("component", models.PositiveIntegerField()),
                ("community", models.PositiveIntegerField()),
                ("x", models.FloatField(null=True)),
                ("y", models.FloatField(null=True)),
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
                    "snapshot",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.snapshot"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_measure_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_measure_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_measure_public"),
                    belonging.tenancy.fences.SameTenant(field="snapshot", name="network_measure_snapshot_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="network_measure_participant_same"),
                    models.UniqueConstraint(fields=("organization", "snapshot", "participant"), name="measure_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityName",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("community", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
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
                    "snapshot",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.snapshot"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "-named_at"], name="community_name_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="network_communityname_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_communityname_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_communityname_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_communityname_program_same"),
                    belonging.tenancy.fences.SameTenant(field="snapshot", name="network_communityname_snapshot_same"),
                    belonging.tenancy.fences.SameTenant(field="named_by", name="network_communityname_named_by_same"),
                    models.UniqueConstraint(
                        fields=("organization", "snapshot", "community"), name="community_name_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("claimed_count", models.PositiveIntegerField(default=0)),
                ("mutual_count", models.PositiveIntegerField(default=0)),
                ("first_on", models.DateField(null=True)),
                ("last_on", models.DateField(null=True)),
                ("claimed_last_on", models.DateField(null=True)),
                ("is_baseline", models.BooleanField(default=False)),
                ("is_mapped", models.BooleanField(db_default=False, default=False)),
                ("is_named", models.BooleanField(db_default=False, default=False)),
                ("is_imported", models.BooleanField(default=False)),
                (
                    "high",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "low",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                    belonging.tenancy.fences.RowSecurity(name="network_tie_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_tie_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_tie_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_tie_program_same"),
                    belonging.tenancy.fences.SameTenant(field="low", name="network_tie_low_same"),
                    belonging.tenancy.fences.SameTenant(field="high", name="network_tie_high_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "low", "high"),
                        include=(
                            "mutual_count",
                            "last_on",
                            "claimed_count",
                            "claimed_last_on",
                            "is_baseline",
                            "is_mapped",
                            "is_named",
                        ),
                        name="tie_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("low__lt", models.F("high"))), name="tie_low_before_high"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "blocked",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "blocker",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
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
                    belonging.tenancy.fences.RowSecurity(name="network_block_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="network_block_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="network_block_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="network_block_program_same"),
                    belonging.tenancy.fences.SameTenant(field="blocker", name="network_block_blocker_same"),
                    belonging.tenancy.fences.SameTenant(field="blocked", name="network_block_blocked_same"),
                    models.UniqueConstraint(fields=("organization", "blocker", "blocked"), name="block_once"),
                ],
            },
        ),
    ]
