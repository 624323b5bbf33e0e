"""Run in a process of its own by test_crashes.py: closes a wave and is killed at a statement of its transaction."""

import os
import signal
import sys
from datetime import datetime
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402 -- after the set-up

from belonging.tenancy.scope import open_scope  # noqa: E402
from surveys.models import Wave  # noqa: E402
from surveys.services.closing import close_wave  # noqa: E402
from tests.killer import Killer  # noqa: E402


def main(organization: str, wave: str, now: str, at: int) -> None:
    with open_scope(UUID(organization)), connection.execute_wrapper(Killer(at)):
        close_wave(wave=Wave.objects.get(public_id=UUID(wave)), now=datetime.fromisoformat(now))
        if at < 0:
            os.kill(os.getpid(), signal.SIGKILL)  # everything done, nothing committed


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
