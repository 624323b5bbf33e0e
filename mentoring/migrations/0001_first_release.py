"""Pairs of peers: the tables of the first release, in one step instead of the 2 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [("mentoring", "0001_pairs_of_peers"), ("mentoring", "0002_pairs_that_meet")]

    initial = True

    dependencies = [
        ("programs", "0001_first_release"),
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Being prepared"), ("published", "Sent out"), ("dropped", "Dropped")],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("seed", models.PositiveIntegerField(default=1)),
                ("musts", models.JSONField(default=list)),
                ("preferences", models.JSONField(default=list)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_round_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_round_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_round_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="mentoring_round_program_same"),
                    belonging.tenancy.fences.SameTenant(field="made_by", name="mentoring_round_made_by_same"),
                    models.UniqueConstraint(fields=("organization", "program", "number"), name="round_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("organization", "program"),
                        name="round_one_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("proposed", "Waits for answers"),
                            ("agreed", "Waits for a facilitator"),
                            ("running", "Running"),
                            ("ended", "Ended"),
                            ("fallen", "Did not come about"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("is_locked", models.BooleanField(default=False)),
                ("fit", models.FloatField(null=True)),
                ("reasons", models.JSONField(default=list)),
                ("answer_until", models.DateTimeField(blank=True, null=True)),
                ("started_on", models.DateField(blank=True, null=True)),
                ("cadence_days", models.PositiveSmallIntegerField(default=14)),
                ("minutes", models.PositiveSmallIntegerField(default=30)),
                ("agenda", models.JSONField(default=list)),
                ("term_ends_on", models.DateField(blank=True, null=True)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("next_place", models.CharField(blank=True, max_length=160)),
                ("next_link", models.URLField(blank=True, max_length=300)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("nudged_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("farewell", models.CharField(blank=True, max_length=300)),
                ("asked_for_help_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not ended"),
                            ("term", "Its time was over"),
                            ("kind", "Somebody ended it kindly"),
                            ("swap", "Somebody would like another partner"),
                            ("left", "Somebody left the program"),
                            ("safety", "Somebody asked for a human"),
                            ("declined", "Not now"),
                            ("expired", "No answer in time"),
                            ("refused", "A facilitator decided otherwise"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "ended_by",
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
                    "program",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
                (
                    "round",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="mentoring.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "program", "state"], name="pair_by_state"),
                    models.Index(fields=["state", "answer_until"], name="pair_waiting"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_pair_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_pair_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_pair_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="mentoring_pair_program_same"),
                    belonging.tenancy.fences.SameTenant(field="round", name="mentoring_pair_round_same"),
                    belonging.tenancy.fences.SameTenant(field="ended_by", name="mentoring_pair_ended_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[("unsaid", "No answer yet"), ("yes", "Yes"), ("no", "Not now")],
                        default="unsaid",
                        max_length=6,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "fit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not said yet"),
                            ("good", "Good, we go on"),
                            ("undecided", "I cannot say yet"),
                            ("not_good", "Not a good fit"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                ("fit_said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not said yet"),
                            ("go_on", "Go on as we are"),
                            ("change", "Change something"),
                            ("enough", "It has been enough"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True)),
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
                    "pair",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="mentoring.pair"
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
                "indexes": [models.Index(fields=["organization", "participant"], name="seat_of_participant")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_seat_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_seat_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_seat_public"),
                    belonging.tenancy.fences.SameTenant(field="pair", name="mentoring_seat_pair_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="mentoring_seat_participant_same"),
                    models.UniqueConstraint(fields=("organization", "pair", "participant"), name="seat_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skip",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("why", models.CharField(max_length=6)),
                ("rules", models.JSONField(default=list)),
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
                    "round",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skips", to="mentoring.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_skip_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_skip_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_skip_public"),
                    belonging.tenancy.fences.SameTenant(field="round", name="mentoring_skip_round_same"),
                    belonging.tenancy.fences.SameTenant(field="participant", name="mentoring_skip_participant_same"),
                    models.UniqueConstraint(fields=("organization", "round", "participant"), name="skip_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SplitPair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "round",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="splits", to="mentoring.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_splitpair_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_splitpair_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_splitpair_public"),
                    belonging.tenancy.fences.SameTenant(field="round", name="mentoring_splitpair_round_same"),
                    belonging.tenancy.fences.SameTenant(field="low", name="mentoring_splitpair_low_same"),
                    belonging.tenancy.fences.SameTenant(field="high", name="mentoring_splitpair_high_same"),
                    models.UniqueConstraint(fields=("organization", "round", "low", "high"), name="split_pair_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("proposed", "Pairs are proposed in rounds, and each person says yes or no"),
                            ("one_sided", "People ask somebody, who says yes, no or tell me more"),
                            ("two_sided", "People choose quietly, and a pair is made when both chose each other"),
                            ("approved", "People ask somebody, and a facilitator has the last word"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("opens_in_month", models.PositiveSmallIntegerField(default=2)),
                ("cadence_days", models.PositiveSmallIntegerField(default=14)),
                ("minutes", models.PositiveSmallIntegerField(default=30)),
                ("answer_days", models.PositiveSmallIntegerField(default=5)),
                ("term_months", models.PositiveSmallIntegerField(default=12)),
                ("cooldown_weeks", models.PositiveSmallIntegerField(default=26)),
                ("allows_trios", models.BooleanField(default=True)),
                ("musts", models.JSONField(default=list)),
                ("preferences", models.JSONField(default=list)),
                ("agenda", models.JSONField(default=list)),
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
                    belonging.tenancy.fences.RowSecurity(name="mentoring_track_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_track_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_track_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="mentoring_track_program_same"),
                    models.UniqueConstraint(fields=("organization", "program"), name="track_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer_days__gte", 3), ("answer_days__lte", 10)),
                        name="track_answer_days_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorProfile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("offers", models.JSONField(default=list)),
                ("wants", models.JSONField(default=list)),
                ("interests", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                ("time_zone", models.CharField(max_length=60)),
                ("hours", models.JSONField(default=list)),
                (
                    "comfort",
                    models.CharField(
                        choices=[
                            ("write_first", "Writing first, meeting later"),
                            ("one_to_one", "One other person"),
                            ("small_group", "One or two others"),
                        ],
                        default="small_group",
                        max_length=11,
                    ),
                ),
                ("prefers_camera_off", models.BooleanField(default=False)),
                ("capacity", models.PositiveSmallIntegerField(default=1)),
                ("is_open", models.BooleanField(default=True)),
                ("silent_count", models.PositiveSmallIntegerField(default=0)),
                ("opted_in_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organization", "program", "is_open"], name="mentor_profile_open")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_mentorprofile_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_mentorprofile_key"),
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="mentoring_mentorprofile_public"
                    ),
                    belonging.tenancy.fences.SameTenant(field="program", name="mentoring_mentorprofile_program_same"),
                    belonging.tenancy.fences.SameTenant(
                        field="participant", name="mentoring_mentorprofile_participant_same"
                    ),
                    models.UniqueConstraint(fields=("organization", "participant"), name="mentor_profile_once"),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1), ("capacity__lte", 3)),
                        name="mentor_profile_capacity_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_shared", models.BooleanField(default=False)),
                ("text", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField()),
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
                    "pair",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="mentoring.pair"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "pair", "-id"], name="note_newest")],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_note_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_note_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_note_public"),
                    belonging.tenancy.fences.SameTenant(field="pair", name="mentoring_note_pair_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="mentoring_note_author_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("situation", models.TextField(max_length=2000)),
                ("behaviour", models.TextField(max_length=2000)),
                ("impact", models.TextField(max_length=2000)),
                ("question", models.TextField(blank=True, max_length=2000)),
                ("sent_at", models.DateTimeField()),
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
                    "recipient",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "pair",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="mentoring.pair"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_feedback_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_feedback_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_feedback_public"),
                    belonging.tenancy.fences.SameTenant(field="pair", name="mentoring_feedback_pair_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="mentoring_feedback_author_same"),
                    belonging.tenancy.fences.SameTenant(field="recipient", name="mentoring_feedback_recipient_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("happened_on", models.DateField()),
                ("line", models.CharField(blank=True, max_length=200)),
                ("logged_at", models.DateTimeField()),
                ("denied_at", models.DateTimeField(blank=True, null=True)),
                ("interaction", models.UUIDField(null=True)),
                (
                    "logged_by",
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
                    "pair",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="check_ins", to="mentoring.pair"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_checkin_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_checkin_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_checkin_public"),
                    belonging.tenancy.fences.SameTenant(field="pair", name="mentoring_checkin_pair_same"),
                    belonging.tenancy.fences.SameTenant(field="logged_by", name="mentoring_checkin_logged_by_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("denied_at", None)),
                        fields=("organization", "pair", "happened_on"),
                        name="check_in_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Next in line"),
                            ("waiting", "Waits for an answer"),
                            ("more", "Would like to know more"),
                            ("quiet", "Chosen quietly"),
                            ("accepted", "Yes"),
                            ("declined", "Not now"),
                            ("expired", "No answer in time"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="queued",
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("question", models.CharField(blank=True, max_length=2000)),
                ("reply", models.CharField(blank=True, max_length=2000)),
                ("asked_at", models.DateTimeField()),
                ("answer_until", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "recipient",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.participant"
                    ),
                ),
                (
                    "pair",
                    belonging.tenancy.fields.OrgForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mentoring.pair"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "recipient", "state"], name="ask_of_recipient"),
                    models.Index(fields=["state", "answer_until"], name="ask_waiting"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="mentoring_ask_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="mentoring_ask_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="mentoring_ask_public"),
                    belonging.tenancy.fences.SameTenant(field="program", name="mentoring_ask_program_same"),
                    belonging.tenancy.fences.SameTenant(field="author", name="mentoring_ask_author_same"),
                    belonging.tenancy.fences.SameTenant(field="recipient", name="mentoring_ask_recipient_same"),
                    belonging.tenancy.fences.SameTenant(field="pair", name="mentoring_ask_pair_same"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "waiting", "more", "quiet"])),
                        fields=("organization", "author", "recipient"),
                        name="ask_once_at_a_time",
                    ),
                ],
            },
        ),
    ]
