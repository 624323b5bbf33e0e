"""
The key folders: private keys of waves and the secrets of programs, outside the database and its backups.

Only the worker that opens and closes waves is told where they are (SURVEY_KEY_DIRS); a web process finds nothing.
Each key is kept in every folder named, so that losing one disk loses no answers.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError

NAME = re.compile(r"(wave|program)-[0-9a-f-]{36}")


class KeysAway(BelongingError):
    """This process has no key folder, or the key is not in any of them."""

    code = "keys_away"


def may_use_keys() -> bool:
    """True in a process that was told where the keys are."""
    return bool(settings.SURVEY_KEY_DIRS)


def keep_key(name: str, secret: bytes) -> None:
    """This will write a new key into every folder, for this account alone, and wait until it is on the disk."""
    for file in _files(name):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.parent.chmod(0o700)
        half = file.with_suffix(".part")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(secret)
            new.flush()
            os.fsync(new.fileno())
        half.replace(file)


def load_key(name: str) -> bytes:
    """The key from the first folder that has it; raises KeysAway."""
    for file in _files(name):
        try:
            return file.read_bytes()
        except FileNotFoundError:
            continue
    raise KeysAway(_("The key %(name)s is in none of the key folders.") % {"name": name})


def has_key(name: str) -> bool:
    """True when any folder has the key."""
    return any(file.exists() for file in _files(name))


def destroy_key(name: str) -> None:
    """This will overwrite and remove a key in every folder; what is not there is passed over."""
    for file in _files(name):
        if file.exists():
            with file.open("r+b") as old:
                old.write(b"\x00" * file.stat().st_size)
                old.flush()
                os.fsync(old.fileno())
            file.unlink()


def _files(name: str) -> list[Path]:
    if not may_use_keys():
        raise KeysAway(_("This process was not told where the survey keys are (SURVEY_KEY_DIRS)."))
    if not NAME.fullmatch(name):
        raise ValueError("a key is named after its wave or its program")
    return [Path(folder) / f"{name}.key" for folder in settings.SURVEY_KEY_DIRS]
