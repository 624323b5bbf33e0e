"""After a restore: erases again whom the backup brought back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.rights.services.leaving import replay_erasures


class Command(BaseCommand):
    """To be run before anybody signs in; it may be run twice."""

    help = "Erases again everybody whom a restored backup brought back (ERASURE_LEDGER names the file)."

    def handle(self, **options: Any) -> None:
        count, refused = replay_erasures(now=clock.now())
        self.stdout.write(f"{count} brought back and erased again.")
        if refused:
            raise CommandError("These could not be erased again:\n" + "\n".join(refused))
