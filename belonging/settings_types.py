"""Settings for the type checker alone: the real ones, with the values that need an environment filled in."""

import os

os.environ.setdefault("SECRET_KEY", "types")
os.environ.setdefault("DATABASE_URL", "postgres://types@localhost/types")

from belonging.settings import *  # noqa: F403
