"""Private keys of surveys: which are kept, and the end of those that no backup needs any more."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import organization_by_slug
from surveys.selectors.waves import waves_with_keys
from surveys.services.tending import destroy_wave_keys


class Command(BaseCommand):
    help = "List the keys of surveys that are over, or destroy those older than a backup that was restored and checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organization", help="its short name, as in the address")
        parser.add_argument(
            "--backup-checked",
            metavar="MOMENT",
            help="when the checked backup was taken, like 2026-07-20T03:00+00:00: keys of surveys closed before it go",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        organization = organization_by_slug(options["organization"])
        if organization is None:
            raise CommandError(f"There is no organization with the short name {options['organization']}.")
        moment = options["backup_checked"]
        now = clock.now()
        with open_scope(organization.id):
            if moment is None:
                waves, what = waves_with_keys(now), "kept"
            else:
                waves, what = self._destroyed(_moment(moment), now), "destroyed"
        for wave in waves:
            self.stdout.write(f"{wave.key_name}  closed {wave.closed_at:%Y-%m-%d %H:%M}  {what}")
        self.stdout.write(f"{len(waves)} keys {what}.")

    @staticmethod
    def _destroyed(closed_before: datetime, now: datetime) -> list[Any]:
        if closed_before > now:
            raise CommandError("That moment is still to come; name when the checked backup was taken.")
        try:
            return list(destroy_wave_keys(closed_before=closed_before, now=now))
        except BelongingError as refusal:
            raise CommandError(str(refusal)) from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is no moment; write it like 2026-07-20T03:00+00:00.") from None
    if found.tzinfo is None:
        raise CommandError(f"{text} names no time zone; write it like 2026-07-20T03:00+00:00.")
    return found
