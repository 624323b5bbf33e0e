"""The cache's table: unlogged, because what is in it may be lost."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_first_release")]

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE tenancy_cache ("
            "cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX tenancy_cache_expires ON tenancy_cache (expires);",
            "DROP TABLE tenancy_cache;",
        )
    ]
