"""What other programs come in by and are told of: the tables of the first release, in one step instead of the 4 that led there."""

import belonging.tenancy.fences
import belonging.tenancy.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database from before the first release that took them all goes on from here.
    replaces = [
        ("tools", "0001_tokens_are_made"),
        ("tools", "0002_webhooks_are_told"),
        ("tools", "0003_people_come_by_their_own_sign_in"),
        ("tools", "0004_people_come_by_saml"),
    ]

    initial = True

    dependencies = [
        ("tenancy", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("openid", "OpenID Connect"), ("saml", "SAML 2.0")],
                        db_default="openid",
                        default="openid",
                        max_length=6,
                    ),
                ),
                ("issuer", models.CharField(max_length=300)),
                ("client_id", models.CharField(max_length=255)),
                ("secret", models.BinaryField(max_length=2000)),
                ("authorize_url", models.CharField(max_length=500)),
                ("token_url", models.CharField(max_length=500)),
                ("keys_url", models.CharField(max_length=500)),
                ("is_secret_posted", models.BooleanField()),
                ("metadata_url", models.CharField(blank=True, db_default="", max_length=500)),
                ("certificates", models.JSONField(db_default=[], default=list)),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), size=None),
                ),
                ("lets_join", models.BooleanField(default=False)),
                ("gives_addresses", models.BooleanField(default=False)),
                ("asks_second_step", models.BooleanField(default=False)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tools_provider_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_provider_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_provider_public"),
                    belonging.tenancy.fences.SameTenant(field="made_by", name="tools_provider_made_by_same"),
                    models.UniqueConstraint(fields=("organization",), name="provider_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("subject", models.CharField(max_length=255)),
                ("linked_at", models.DateTimeField()),
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
                    "provider",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="tools.provider"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tools_providerlink_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_providerlink_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_providerlink_public"),
                    belonging.tenancy.fences.SameTenant(field="provider", name="tools_providerlink_provider_same"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="tools_providerlink_membership_same"),
                    models.UniqueConstraint(
                        fields=("organization", "provider", "subject"), name="provider_subject_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "provider", "membership"), name="provider_member_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpentAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("digest", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
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
                    belonging.tenancy.fences.RowSecurity(name="tools_spentanswer_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_spentanswer_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_spentanswer_public"),
                    models.UniqueConstraint(fields=("organization", "digest"), name="spent_answer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("url", models.CharField(max_length=500)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("member.added", "A member came in"),
                                ("member.ended", "A membership ended"),
                                ("registration.asked", "Somebody asked for a place"),
                                ("participant.enrolled", "Somebody got a place in a program"),
                                ("participant.withdrawn", "Somebody left a program"),
                                ("participant.completed", "Somebody finished a program"),
                                ("program.started", "A program started"),
                                ("program.finished", "A program finished"),
                                ("event.planned", "An event was planned"),
                                ("event.changed", "An event was changed"),
                                ("event.called_off", "An event was called off"),
                                ("wave.opened", "A survey opened"),
                                ("wave.closed", "A survey closed and its results stand"),
                                ("snapshot.taken", "The network was counted"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("turn", models.PositiveIntegerField(default=0)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tools_webhook_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_webhook_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_webhook_public"),
                    belonging.tenancy.fences.SameTenant(field="made_by", name="tools_webhook_made_by_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("event", models.CharField(max_length=40)),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("delivered", "Delivered"), ("given_up", "Given up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("tries", models.JSONField(default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
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
                    "webhook",
                    belonging.tenancy.fields.OrgForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="tools.webhook"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "webhook", "-id"], name="delivery_newest"),
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="delivery_due"),
                ],
                "constraints": [
                    belonging.tenancy.fences.RowSecurity(name="tools_webhookdelivery_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_webhookdelivery_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_webhookdelivery_public"),
                    belonging.tenancy.fences.SameTenant(field="webhook", name="tools_webhookdelivery_webhook_same"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=80)),
                ("token_hash", models.CharField(max_length=64)),
                ("ending", models.CharField(max_length=4)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("programs:read", "Read programs: plans, events, people’s places, messages"),
                                ("programs:write", "Change programs: plans, events, people’s places, messages"),
                                ("network:read", "Read the network: people, time together, figures"),
                                ("network:write", "Change the network: log time together, bring in files"),
                                ("mentoring:read", "Read mentoring"),
                                ("mentoring:write", "Change mentoring"),
                                ("surveys:read", "Read surveys and published results"),
                                ("surveys:write", "Answer surveys"),
                                ("dashboards:read", "Read what is noticed in programs, moves and evidence"),
                                ("dashboards:write", "Change moves, make evidence"),
                                ("community:read", "Read the community: groups, what is written there, thanks"),
                                ("community:write", "Change the community: come into groups, write, give thanks"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("minute", models.DateTimeField(blank=True, null=True)),
                ("minute_count", models.PositiveIntegerField(default=0)),
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
                    belonging.tenancy.fences.RowSecurity(name="tools_apitoken_fence"),
                    models.UniqueConstraint(fields=("organization", "id"), name="tools_apitoken_key"),
                    models.UniqueConstraint(fields=("organization", "public_id"), name="tools_apitoken_public"),
                    belonging.tenancy.fences.SameTenant(field="membership", name="tools_apitoken_membership_same"),
                    models.UniqueConstraint(fields=("organization", "token_hash"), name="api_token_once"),
                ],
            },
        ),
    ]
