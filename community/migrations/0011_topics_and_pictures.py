import uuid

import django.db.models.deletion
from django.db import migrations, models

import belonging.tenancy.fences
import belonging.tenancy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0010_sharings"),
        ("programs", "0010_office_hour_reminders"),
        ("tenancy", "0005_second_step"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="post",
            name="topic",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("topic", ""), _negated=True),
                fields=["organization", "group", "topic"],
                name="post_topic",
            ),
        ),
        migrations.RemoveConstraint(model_name="thanks", name="thanks_to_somebody"),
        migrations.AddConstraint(
            model_name="thanks",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group", None), ("participant__isnull", False)),
                    models.Q(("group__isnull", False), ("participant", None)),
                    _connector="OR",
                ),
                name="thanks_to_one",
            ),
        ),
    ]
