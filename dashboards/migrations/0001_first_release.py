"""What is noticed, and what is done about it: the tables of the first release, in one step instead of the 5 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("dashboards", "0001_moves_and_briefs"),
        ("dashboards", "0002_evidence_packs"),
        ("dashboards", "0003_looks_keep_measures"),
        ("dashboards", "0004_circle"),
        ("dashboards", "0005_goals_and_personas"),
    ]

    initial = True

    dependencies = [
        ("network", "0001_first_release"),
        ("programs", "0001_first_release"),
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommunityGoal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("quarter", models.PositiveSmallIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_communitygoal_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_communitygoal_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="dashboards_communitygoal_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_communitygoal_program_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "quarter", "place"), name="community_goal_once_a_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1), ("place__lte", 3)), name="community_goal_three_places"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResult",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("degree", "Degree: people each of us knows"),
                            ("clustering", "Clustering: friends of friends meet"),
                            ("path_length", "Path length: steps between two people"),
                            ("belonging", "Belonging: mean of the core statements"),
                            ("activity", "Monthly activity, in per cent"),
                            ("new_ties", "New meaningful ties, in per cent of people"),
                            ("dropout", "Dropout, in per cent"),
                            ("people", "People who came in and are here"),
                            ("introduced", "Introductions that had a yes from everybody"),
                        ],
                        max_length=12,
                    ),
                ),
                ("target", models.FloatField()),
                ("due_on", models.DateField()),
                ("begun_on", models.DateField()),
                ("before", models.FloatField(null=True)),
                (
                    "goal",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="dashboards.communitygoal",
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_keyresult_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_keyresult_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_keyresult_public"),
                    belonging.tenancy.fences.SameTenant(field="goal", name="dashboards_keyresult_goal_same"),
                    models.UniqueConstraint(fields=("organization", "goal", "measure"), name="key_result_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("local_date", models.DateField()),
                ("looked_at", models.DateTimeField()),
                ("parts", models.JSONField(default=dict)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_look_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_look_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_look_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_look_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "local_date"), name="look_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "made_by",
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
                "indexes": [models.Index(fields=["organization", "program", "-made_at", "-id"], name="pack_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="dashboards_pack_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_pack_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_pack_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_pack_program_same"),
                    belonging.tenancy.fences.SameTenant(field="snapshot", name="dashboards_pack_snapshot_same"),
                    belonging.tenancy.fences.SameTenant(field="made_by", name="dashboards_pack_made_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Persona",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=80)),
                ("text", models.TextField(max_length=1000)),
                ("needs", models.TextField(max_length=1000)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_persona_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_persona_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_persona_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_persona_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "name"), name="persona_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonaTag",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.event"
                    ),
                ),
                (
                    "letter",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.letter"
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
                    "persona",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="dashboards.persona"
                    ),
                ),
                (
                    "resource",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.resource"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="dashboards_personatag_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_personatag_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_personatag_public"),
                    belonging.tenancy.fences.SameTenant(field="persona", name="dashboards_personatag_persona_same"),
                    belonging.tenancy.fences.SameTenant(field="resource", name="dashboards_personatag_resource_same"),
                    belonging.tenancy.fences.SameTenant(field="event", name="dashboards_personatag_event_same"),
                    belonging.tenancy.fences.SameTenant(field="letter", name="dashboards_personatag_letter_same"),
                    models.UniqueConstraint(
                        fields=("organization", "persona", "resource", "event", "letter"),
                        name="persona_tag_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event", None), ("letter", None), ("resource__isnull", False)),
                            models.Q(("event__isnull", False), ("letter", None), ("resource", None)),
                            models.Q(("event", None), ("letter__isnull", False), ("resource", None)),
                            _connector="OR",
                        ),
                        name="persona_tag_is_on_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(max_length=4000)),
                ("hours", models.PositiveSmallIntegerField()),
                ("cover", models.TextField(max_length=1000)),
                ("written_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.membership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="dashboards_roletext_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_roletext_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_roletext_public"),
                    belonging.tenancy.fences.SameTenant(field="written_by", name="dashboards_roletext_written_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("commitment", "Commitment: I am there, and do what I said"),
                            ("contribution", "Contribution: people meet who would not have met without me"),
                            ("impact", "Impact: something is different for people here"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "Beginning"),
                            ("2", "With help"),
                            ("3", "On my own"),
                            ("4", "Helping others with it"),
                        ],
                        max_length=1,
                    ),
                ),
                ("evidence", models.CharField(max_length=500)),
                ("checked_on", models.DateField()),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_selfcheck_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_selfcheck_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_selfcheck_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="membership", name="dashboards_selfcheck_membership_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "membership", "area", "checked_on"), name="self_check_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pieces", "Separate pieces"),
                            ("held_by_staff", "Held together by those who help to run it"),
                            ("held_by_one", "Held together by one person"),
                            ("all_apart", "Groups apart"),
                            ("apart", "A group apart"),
                            ("circles", "Circles that hardly meet"),
                            ("isolates", "People without a tie"),
                            ("reach", "Pairs that cannot reach each other"),
                            ("inward", "Ties that stay inside"),
                            ("quiet", "People gone quiet"),
                            ("low_item", "A statement with a low mean"),
                            ("silent_pairs", "Mentoring pairs that do not meet"),
                            ("step", "A step most people left open"),
                            ("no_doing", "A month with nothing to do together"),
                            ("mix_off", "The learning mix is off"),
                            ("unwelcomed", "Newcomers without a welcome"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("figure", models.FloatField()),
                ("of", models.FloatField(null=True)),
                ("weight", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=60)),
                ("noticed_on", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_signal_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_signal_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_signal_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_signal_program_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("gone_on", None)),
                        fields=("organization", "program", "kind", "subject"),
                        name="signal_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("round", "Offer introductions"),
                            ("event", "Plan something to do together"),
                            ("reach", "Reach out to people"),
                            ("pairs", "Look after pairs"),
                            ("welcome", "Welcome newcomers"),
                            ("plan", "Change the plan"),
                            ("answer", "Say what we do about it"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To do"), ("done", "Done"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("before", models.FloatField()),
                ("basis", models.CharField(max_length=60)),
                ("after_30", models.FloatField(null=True)),
                (
                    "outcome_30",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not measured yet"),
                            ("gone", "No longer there"),
                            ("better", "Better"),
                            ("same", "The same"),
                            ("worse", "Worse"),
                            ("unknown", "Nothing newer to compare"),
                        ],
                        max_length=8,
                    ),
                ),
                ("after_60", models.FloatField(null=True)),
                (
                    "outcome_60",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not measured yet"),
                            ("gone", "No longer there"),
                            ("better", "Better"),
                            ("same", "The same"),
                            ("worse", "Worse"),
                            ("unknown", "Nothing newer to compare"),
                        ],
                        max_length=8,
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
                    "owner",
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
                (
                    "signal",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="dashboards.signal"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program", "-opened_on", "-id"], name="move_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="dashboards_move_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_move_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_move_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_move_program_same"),
                    belonging.tenancy.fences.SameTenant(field="signal", name="dashboards_move_signal_same"),
                    belonging.tenancy.fences.SameTenant(field="owner", name="dashboards_move_owner_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("organization", "signal"),
                        name="move_open_once_for_a_signal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                models.Q(("outcome_30", ""), _negated=True), models.Q(("outcome_60", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="move_closes_measured",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("done_on__isnull", False), _connector="OR"),
                        name="move_done_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("week_on", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("lines", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_brief_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_brief_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_brief_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="dashboards_brief_program_same"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="dashboards_brief_membership_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "membership", "week_on"), name="brief_once_a_week"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefWish",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("is_mailed", models.BooleanField(default=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="dashboards_briefwish_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_briefwish_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_briefwish_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="membership", name="dashboards_briefwish_membership_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "membership"), name="brief_wish_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircleNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("log", "For my own practice log"),
                            ("shared", "From my practice, for the circle"),
                            ("tip", "A tip for the library"),
                        ],
                        max_length=6,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(max_length=2000)),
                ("tags", models.CharField(blank=True, max_length=120)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "kind", "-written_at", "-id"], name="circle_note_newest")
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="dashboards_circlenote_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dashboards_circlenote_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="dashboards_circlenote_public"),
                    belonging.tenancy.fences.SameTenant(field="author", name="dashboards_circlenote_author_same"),
                ],
            },
        ),
    ]
