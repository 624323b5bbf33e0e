"""The few differences for tests. The environment comes from tests/plugin.py, which starts the servers."""

from belonging.settings import *  # noqa: F403
from belonging.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_BY_WORKER = False  # no worker runs beside a test
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
DATABASES.pop("owner")
DATABASES["default"]["CONN_MAX_AGE"] = 0
# tests/ready.py has run the migrations on it; test databases are copies.
DATABASES["default"]["TEST"] = {"TEMPLATE": "belonging", "MIGRATE": False}
