"""The product's own settings, with one address more: an empty page behind everything that guards the real ones."""

from belonging.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
