"""What there is between meetings: the tables of the first release, in one step instead of the 16 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("community", "0001_stories_and_award"),
        ("community", "0002_groups"),
        ("community", "0003_welcomes"),
        ("community", "0004_profile_lines"),
        ("community", "0005_themes"),
        ("community", "0006_summaries"),
        ("community", "0007_prompts"),
        ("community", "0008_around_posts"),
        ("community", "0009_thanks"),
        ("community", "0010_sharings"),
        ("community", "0011_topics_and_pictures"),
        ("community", "0012_what_came_of_it"),
        ("community", "0013_what_came_of_stories"),
        ("community", "0014_how_texts_sound"),
        ("community", "0015_projects"),
        ("community", "0016_projects_looked_at"),
    ]

    initial = True

    dependencies = [
        ("network", "0001_first_release"),
        ("programs", "0001_first_release"),
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=80)),
                ("about", models.TextField(blank=True)),
                ("criteria", models.JSONField(default=list)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("most_named", models.PositiveSmallIntegerField(default=2)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
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
                    belonging.tenancy.fences.RowSecurity(name="community_award_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_award_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_award_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_award_program_same"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="award_closes_after_it_opens"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("announced_at", None)),
                        fields=("organization", "program"),
                        name="award_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=80)),
                ("about", models.TextField(blank=True)),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            ("open", "open to everybody here"),
                            ("request", "on asking"),
                            ("invitation", "by invitation"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("allows_unsigned", models.BooleanField(default=False)),
                ("takes_newcomers", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("topics", models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
                ("goal", models.CharField(blank=True, db_default="", max_length=300)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("seeks_people", models.BooleanField(db_default=False, default=False)),
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
                "indexes": [models.Index(fields=["organization", "program", "name"], name="group_by_name")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_group_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_group_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_group_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_group_program_same"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), models.Q(("goal", ""), _negated=True), _connector="OR"),
                        name="group_project_has_a_goal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherNetwork",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=500)),
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
                    belonging.tenancy.fences.RowSecurity(name="community_othernetwork_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_othernetwork_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_othernetwork_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_othernetwork_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "name"), name="other_network_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Benefit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "something in my own work"),
                            ("micro", "something small done together"),
                            ("joint", "a larger thing done together"),
                            ("link", "a way into another network"),
                        ],
                        max_length=5,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("happened_on", models.DateField()),
                ("is_for_all", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField()),
                (
                    "event",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="programs.event"
                    ),
                ),
                (
                    "introduction",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.introduction",
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
                    "teller",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "project",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="community.group"
                    ),
                ),
                (
                    "network",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.othernetwork",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "-told_at", "-id"], name="benefit_newest"),
                    models.Index(fields=["organization", "teller", "-told_at"], name="benefit_of"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_benefit_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_benefit_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_benefit_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_benefit_program_same"),
                    belonging.tenancy.fences.SameTenant(field="teller", name="community_benefit_teller_same"),
                    belonging.tenancy.fences.SameTenant(field="event", name="community_benefit_event_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="introduction", name="community_benefit_introduction_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="network", name="community_benefit_network_same"),
                    belonging.tenancy.fences.SameTenant(field="project", name="community_benefit_project_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BenefitSide",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("part", models.CharField(choices=[("with", "was in it"), ("door", "opened a door")], max_length=4)),
                (
                    "answer",
                    models.CharField(
                        choices=[("asked", "asked"), ("yes", "said so too")], default="asked", max_length=5
                    ),
                ),
                (
                    "benefit",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sides", to="community.benefit"
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant", "answer"], name="benefit_side_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_benefitside_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_benefitside_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_benefitside_public"),
                    belonging.tenancy.fences.SameTenant(field="benefit", name="community_benefitside_benefit_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_benefitside_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "benefit", "participant"), name="benefit_side_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BuddyOffer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("most", models.PositiveSmallIntegerField(default=1)),
                ("offered_at", models.DateTimeField()),
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
                    belonging.tenancy.fences.RowSecurity(name="community_buddyoffer_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_buddyoffer_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_buddyoffer_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_buddyoffer_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "participant"), name="buddy_offer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(choices=[("remark", "written in a survey"), ("story", "a story")], max_length=6),
                ),
                ("source", models.UUIDField()),
                ("themes", models.JSONField(default=list)),
                (
                    "feeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("glad", "Glad or thankful"),
                            ("mixed", "Some of both"),
                            ("heavy", "Sad, angry or worried"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "coder",
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
                    belonging.tenancy.fences.RowSecurity(name="community_coding_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_coding_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_coding_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_coding_program_same"),
                    belonging.tenancy.fences.SameTenant(field="coder", name="community_coding_coder_same"),
                    models.UniqueConstraint(
                        fields=("organization", "program", "kind", "source", "coder"), name="coding_once_a_coder"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupSeat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in", "you are in"),
                            ("asks", "you asked to come in"),
                            ("invited", "you are asked in"),
                        ],
                        max_length=7,
                    ),
                ),
                ("is_manager", models.BooleanField(default=False)),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="community.group"
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="group_seat_of_participant")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_groupseat_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_groupseat_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_groupseat_public"),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_groupseat_group_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_groupseat_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "group", "participant"), name="group_seat_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldWord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("term", models.CharField(max_length=60)),
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
                    belonging.tenancy.fences.RowSecurity(name="community_heldword_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_heldword_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_heldword_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_heldword_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "term"), name="held_word_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("topic", models.CharField(max_length=80)),
                ("text", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asker",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "asker", "-asked_at"], name="help_request_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_helprequest_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_helprequest_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_helprequest_public"),
                    belonging.tenancy.fences.SameTenant(field="asker", name="community_helprequest_asker_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpAsk",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "no word yet"), ("yes", "would help"), ("no", "not this time")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
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
                    "request",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asks", to="community.helprequest"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", "waiting")),
                        fields=["organization", "participant"],
                        name="help_ask_waiting",
                    )
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_helpask_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_helpask_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_helpask_public"),
                    belonging.tenancy.fences.SameTenant(field="request", name="community_helpask_request_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_helpask_participant_same"),
                    models.UniqueConstraint(fields=("organization", "request", "participant"), name="help_ask_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Juror",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("voted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "award",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="jurors", to="community.award"
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_juror_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_juror_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_juror_public"),
                    belonging.tenancy.fences.SameTenant(field="award", name="community_juror_award_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_juror_participant_same"),
                    models.UniqueConstraint(fields=("organization", "award", "participant"), name="juror_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nominee",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("shows_evidence", models.BooleanField(default=False)),
                ("has_won", models.BooleanField(default=False)),
                ("is_to_be_told", models.BooleanField(default=False)),
                (
                    "award",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nominees", to="community.award"
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "participant"], name="nominee_of_participant"),
                    models.Index(
                        condition=models.Q(("is_to_be_told", True)), fields=["organization"], name="nominee_to_tell"
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_nominee_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_nominee_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_nominee_public"),
                    belonging.tenancy.fences.SameTenant(field="award", name="community_nominee_award_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_nominee_participant_same"),
                    models.UniqueConstraint(fields=("organization", "award", "participant"), name="nominee_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("fits", models.JSONField(default=list)),
                ("story", models.TextField()),
                ("is_signed", models.BooleanField(default=True)),
                ("named_at", models.DateTimeField()),
                (
                    "nominator",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                    "nominee",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nominations", to="community.nominee"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "nominator"], name="nomination_of_nominator")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_nomination_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_nomination_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_nomination_public"),
                    belonging.tenancy.fences.SameTenant(field="nominee", name="community_nomination_nominee_same"),
                    belonging.tenancy.fences.SameTenant(field="nominator", name="community_nomination_nominator_same"),
                    models.UniqueConstraint(fields=("organization", "nominee", "nominator"), name="nomination_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkContact",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "network",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="community.othernetwork",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="network_contact_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_networkcontact_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_networkcontact_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="community_networkcontact_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="network", name="community_networkcontact_network_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_networkcontact_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "network", "participant"), name="network_contact_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_unsigned", models.BooleanField(default=False)),
                ("topic", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "author",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="community.group"
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
                    "parent",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="community.post",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("parent", None)),
                        fields=["organization", "group", "-written_at", "-id"],
                        name="post_newest",
                    ),
                    models.Index(fields=["organization", "parent", "written_at", "id"], name="post_answers"),
                    models.Index(
                        condition=models.Q(("topic", ""), _negated=True),
                        fields=["organization", "group", "topic"],
                        name="post_topic",
                    ),
                    models.Index(fields=["organization", "author"], name="post_of_author"),
                    models.Index(
                        condition=models.Q(("held_at", None), _negated=True),
                        fields=["organization", "held_at"],
                        name="post_held",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_post_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_post_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_post_public"),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_post_group_same"),
                    belonging.tenancy.fences.SameTenant(field="parent", name="community_post_parent_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="community_post_author_same"),
                    models.CheckConstraint(
                        condition=models.Q(("is_unsigned", False), ("author", None), _connector="OR"),
                        name="post_unsigned_has_no_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("content", models.BinaryField()),
                ("media_type", models.CharField(max_length=10)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("shows", models.CharField(max_length=200)),
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
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_picture_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_picture_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_picture_public"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_picture_post_same"),
                    models.UniqueConstraint(fields=("organization", "post"), name="picture_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nod",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("helps", "that helps"), ("glad", "glad to read it"), ("too", "me too")], max_length=5
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
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nods", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="nod_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_nod_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_nod_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_nod_public"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_nod_post_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_nod_participant_same"),
                    models.UniqueConstraint(fields=("organization", "post", "participant"), name="nod_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="named", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "participant", "-named_at"], name="named_of"),
                    models.Index(fields=["organization", "named_by", "named_at"], name="named_by_whom"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_namedin_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_namedin_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_namedin_public"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_namedin_post_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_namedin_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="named_by", name="community_namedin_named_by_same"),
                    models.UniqueConstraint(fields=("organization", "post", "participant"), name="named_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("linked", "linked with somebody who does the like"),
                            ("shared", "shared something useful"),
                            ("asked", "asked how it went"),
                            ("enjoyed", "celebrated it"),
                            ("helped", "found help"),
                        ],
                        max_length=9,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
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
                    "answer",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_ups", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_followup_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_followup_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_followup_public"),
                    belonging.tenancy.fences.SameTenant(field="answer", name="community_followup_answer_same"),
                    belonging.tenancy.fences.SameTenant(field="made_by", name="community_followup_made_by_same"),
                    models.UniqueConstraint(fields=("organization", "answer", "move"), name="follow_up_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirstTour",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ease",
                    models.CharField(
                        choices=[("at_ease", "come easily to me"), ("company", "are easier in company")], max_length=7
                    ),
                ),
                ("seen", models.JSONField(default=list)),
                ("began_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "partner",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None), ("partner", None)),
                        fields=["organization", "began_at"],
                        name="first_tour_waiting",
                    ),
                    models.Index(fields=["organization", "partner"], name="first_tour_beside"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_firsttour_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_firsttour_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_firsttour_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_firsttour_participant_same"
                    ),
                    belonging.tenancy.fences.SameTenant(field="partner", name="community_firsttour_partner_same"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_firsttour_post_same"),
                    models.UniqueConstraint(fields=("organization", "participant"), name="first_tour_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("help", "can help with"),
                            ("interest", "curious about"),
                            ("seek", "looking for"),
                            ("skill", "knows how to"),
                            ("about", "in a sentence"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("plain", models.CharField(max_length=200)),
                (
                    "sight",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody in this program"),
                            ("groups", "people in my groups"),
                            ("myself", "only me"),
                        ],
                        default="everybody",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile_lines",
                        to="programs.participant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "field", "plain"], name="profile_line_found")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_profileline_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_profileline_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_profileline_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_profileline_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "participant", "field", "plain"), name="profile_line_once"
                    ),
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
            name="Prompt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("question", models.CharField(max_length=300)),
                ("goes_on", models.DateField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asker",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prompts", to="community.group"
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
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("post", None)),
                        fields=["goes_on"],
                        name="prompt_to_ask",
                    ),
                    models.Index(fields=["organization", "group", "-goes_on"], name="prompt_of_group"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_prompt_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_prompt_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_prompt_public"),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_prompt_group_same"),
                    belonging.tenancy.fences.SameTenant(field="asker", name="community_prompt_asker_same"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_prompt_post_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(max_length=300)),
                ("reported_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
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
                    "post",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="community.post"
                    ),
                ),
                (
                    "reporter",
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
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["organization", "reported_at"],
                        name="report_open",
                    )
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_report_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_report_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_report_public"),
                    belonging.tenancy.fences.SameTenant(field="post", name="community_report_post_same"),
                    belonging.tenancy.fences.SameTenant(field="reporter", name="community_report_reporter_same"),
                    models.UniqueConstraint(fields=("organization", "post", "reporter"), name="report_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("agreed", "answers first"), ("declined", "not this time")],
                        default="asked",
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
                    "participant",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "prompt",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seeds", to="community.prompt"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="seed_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_seed_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_seed_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_seed_public"),
                    belonging.tenancy.fences.SameTenant(field="prompt", name="community_seed_prompt_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_seed_participant_same"),
                    models.UniqueConstraint(fields=("organization", "prompt", "participant"), name="seed_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("question", models.CharField(max_length=300)),
                ("is_live", models.BooleanField(default=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("coming", "people come in"),
                            ("alone", "alone"),
                            ("pairs", "in twos"),
                            ("fours", "in fours"),
                            ("all", "all together"),
                            ("over", "it is over"),
                        ],
                        default="coming",
                        max_length=6,
                    ),
                ),
                ("stage_ends_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organization", "program", "-opened_at"], name="sharing_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_sharing_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_sharing_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_sharing_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_sharing_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("coming", "people come in"),
                            ("alone", "alone"),
                            ("pairs", "in twos"),
                            ("fours", "in fours"),
                            ("all", "all together"),
                            ("over", "it is over"),
                        ],
                        max_length=6,
                    ),
                ),
                ("table", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("may_be_kept", models.BooleanField(default=False)),
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
                    "sharing",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="community.sharing"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_sharingnote_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_sharingnote_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_sharingnote_public"),
                    belonging.tenancy.fences.SameTenant(field="sharing", name="community_sharingnote_sharing_same"),
                    models.UniqueConstraint(
                        fields=("organization", "sharing", "stage", "table"), name="sharing_note_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingSeat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("place", models.PositiveSmallIntegerField()),
                ("pair", models.PositiveSmallIntegerField(null=True)),
                ("four", models.PositiveSmallIntegerField(null=True)),
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
                    "sharing",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="community.sharing"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "participant"], name="sharing_seat_of")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_sharingseat_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_sharingseat_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_sharingseat_public"),
                    belonging.tenancy.fences.SameTenant(field="sharing", name="community_sharingseat_sharing_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_sharingseat_participant_same"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "sharing", "participant"), name="sharing_seat_once"
                    ),
                    models.UniqueConstraint(fields=("organization", "sharing", "place"), name="sharing_place_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("quarter", models.PositiveSmallIntegerField()),
                ("question", models.CharField(max_length=300)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("placings", models.JSONField(default=dict)),
                (
                    "ease",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reading", "reading and writing first"),
                            ("pair", "one person at a time"),
                            ("table", "a small table"),
                            ("crowd", "a room full of people"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("facilitators", "the people who run this program"),
                            ("community", "everybody in this program"),
                            ("public", "everybody, also outside"),
                        ],
                        default="facilitators",
                        max_length=12,
                    ),
                ),
                ("is_named", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a reading"),
                            ("approved", "may be read"),
                            ("returned", "came back with a word"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("editors_word", models.CharField(blank=True, max_length=500)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("told_at", models.DateTimeField()),
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
                    "teller",
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
                    models.Index(fields=["organization", "program", "-told_at", "-id"], name="story_newest"),
                    models.Index(fields=["organization", "teller"], name="story_of_teller"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_story_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_story_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_story_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_story_program_same"),
                    belonging.tenancy.fences.SameTenant(field="teller", name="community_story_teller_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryQuestion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("quarter", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
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
                    belonging.tenancy.fences.RowSecurity(name="community_storyquestion_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_storyquestion_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="community_storyquestion_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_storyquestion_program_same"),
                    models.UniqueConstraint(fields=("organization", "program", "quarter"), name="story_question_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryRound",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("quarter", models.PositiveSmallIntegerField()),
                ("seen", models.TextField(blank=True)),
                ("act", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("told", models.TextField(blank=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.membership",
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
                    belonging.tenancy.fences.RowSecurity(name="community_storyround_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_storyround_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_storyround_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_storyround_program_same"),
                    belonging.tenancy.fences.SameTenant(field="owner", name="community_storyround_owner_same"),
                    models.UniqueConstraint(fields=("organization", "program", "quarter"), name="story_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act", ""), models.Q(("due_on__isnull", False), ("owner__isnull", False)), _connector="OR"
                        ),
                        name="story_round_act_is_somebodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummaryWish",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at_once", "at once, bundled every quarter of an hour"),
                            ("daily", "once a day"),
                            ("weekly", "once a week"),
                            ("monthly", "once a month"),
                            ("none", "not at all"),
                        ],
                        default="weekly",
                        max_length=7,
                    ),
                ),
                ("quiet_from", models.PositiveSmallIntegerField(default=20)),
                ("quiet_until", models.PositiveSmallIntegerField(default=8)),
                ("told_until", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organization", "rhythm", "told_until"], name="summary_due")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_summarywish_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_summarywish_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_summarywish_public"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="community_summarywish_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "participant"), name="summary_wish_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quiet_from__lte", 23), ("quiet_until__lte", 23)),
                        name="summary_quiet_hours_are_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummaryMail",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
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
                    "wish",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="community.summarywish"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["organization", "id"], name="summary_to_send"
                    ),
                    models.Index(fields=["organization", "written_at"], name="summary_by_age"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_summarymail_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_summarymail_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_summarymail_public"),
                    belonging.tenancy.fences.SameTenant(field="wish", name="community_summarymail_wish_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("act", models.CharField(max_length=300)),
                ("happened_on", models.DateField()),
                ("is_for_all", models.BooleanField(default=False)),
                ("is_agreed", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "giver",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "group",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.group"
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
                        related_name="+",
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
                "indexes": [
                    models.Index(fields=["organization", "participant", "-given_at"], name="thanks_to"),
                    models.Index(fields=["organization", "group", "-given_at"], name="thanks_to_group"),
                    models.Index(fields=["organization", "giver", "-given_at"], name="thanks_from"),
                    models.Index(
                        condition=models.Q(("is_agreed", True), ("is_for_all", True)),
                        fields=["organization", "program", "-given_at"],
                        name="thanks_shared",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_thanks_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_thanks_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_thanks_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_thanks_program_same"),
                    belonging.tenancy.fences.SameTenant(field="giver", name="community_thanks_giver_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="community_thanks_participant_same"),
                    belonging.tenancy.fences.SameTenant(field="group", name="community_thanks_group_same"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("participant__isnull", False)),
                            models.Q(("group__isnull", False), ("participant", None)),
                            _connector="OR",
                        ),
                        name="thanks_to_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=60)),
                ("terms", models.JSONField(default=list)),
                (
                    "merged_into",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.theme"
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
                    belonging.tenancy.fences.RowSecurity(name="community_theme_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_theme_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_theme_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_theme_program_same"),
                    belonging.tenancy.fences.SameTenant(field="merged_into", name="community_theme_merged_into_same"),
                    models.UniqueConstraint(fields=("organization", "program", "name"), name="theme_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "juror",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="community.juror"
                    ),
                ),
                (
                    "nominee",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="community.nominee"
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
                    belonging.tenancy.fences.RowSecurity(name="community_vote_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_vote_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_vote_public"),
                    belonging.tenancy.fences.SameTenant(field="juror", name="community_vote_juror_same"),
                    belonging.tenancy.fences.SameTenant(field="nominee", name="community_vote_nominee_same"),
                    models.UniqueConstraint(fields=("organization", "juror", "nominee"), name="vote_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wall",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=120)),
                ("left", models.CharField(max_length=200)),
                ("right", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
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
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "program", "-opened_at"], name="wall_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_wall_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_wall_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_wall_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_wall_program_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WallNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("left", "the first question"), ("right", "the second question")], max_length=5
                    ),
                ),
                ("text", models.CharField(max_length=280)),
                ("heading", models.CharField(blank=True, max_length=60)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                    "wall",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="community.wall"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "wall", "side", "heading", "id"], name="wall_note_in_order"),
                    models.Index(fields=["organization", "author"], name="wall_note_of"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_wallnote_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_wallnote_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_wallnote_public"),
                    belonging.tenancy.fences.SameTenant(field="wall", name="community_wallnote_wall_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="community_wallnote_author_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Welcome",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("passed", models.JSONField(default=list)),
                (
                    "news",
                    models.CharField(
                        blank=True,
                        choices=[("buddy", "the buddy: somebody new"), ("hello", "the newcomer: a hello")],
                        max_length=5,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("buddy_since", models.DateTimeField(blank=True, null=True)),
                ("hello", models.CharField(blank=True, max_length=500)),
                ("greeted_at", models.DateTimeField(blank=True, null=True)),
                ("steps", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "buddy",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.participant",
                    ),
                ),
                (
                    "newcomer",
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
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["organization", "buddy"],
                        name="welcome_of_buddy",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["organization", "program"], name="welcome_open"
                    ),
                    models.Index(
                        condition=models.Q(("news", ""), _negated=True),
                        fields=["organization"],
                        name="welcome_owing_mail",
                    ),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="community_welcome_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="community_welcome_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="community_welcome_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="community_welcome_program_same"),
                    belonging.tenancy.fences.SameTenant(field="newcomer", name="community_welcome_newcomer_same"),
                    belonging.tenancy.fences.SameTenant(field="buddy", name="community_welcome_buddy_same"),
                    models.UniqueConstraint(fields=("organization", "newcomer"), name="welcome_once"),
                ],
            },
        ),
    ]
