"""The door for web servers."""

import gc
import os
from importlib import import_module

import celery.events  # noqa: F401 -- publishing imports both at the first task; with them here nobody waits for that
import kombu.transport.redis  # noqa: F401
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # addresses bring most modules with them: loaded before anybody waits for a page
# What is loaded stays: the collector passes it by, so that processes forked from this one go on sharing its memory.
gc.collect()
gc.freeze()
