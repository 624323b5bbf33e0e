"""The door for web servers."""

import os

import celery.events  # noqa: F401 -- publishing imports both at the first task; with them here nobody waits for that
import kombu.transport.redis  # noqa: F401
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.settings")
application = get_wsgi_application()
