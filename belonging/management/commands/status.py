"""Says on the command line what `/status` says."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.operation.health import examine


class Command(BaseCommand):
    """Also what containers and timers ask; it ends with 1 when a part is not well."""

    help = "Says of every part whether it is well: database, redis, worker, beat, work that waits, disk."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--part", metavar="NAME", help="only this part decides how the command ends")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        parts = examine(clock.now())
        wanted = options["part"]
        if wanted is not None and wanted not in {part.name for part in parts}:
            raise CommandError(f"There is no part {wanted}; there are {', '.join(part.name for part in parts)}.")
        if options["json"]:
            self.stdout.write(json.dumps({part.name: part.fault or "ok" for part in parts}))
        else:
            for part in parts:
                self.stdout.write(f"{part.name:<10}{part.fault or 'ok'}")
        if unwell := [part.name for part in parts if not part.is_well and wanted in {None, part.name}]:
            raise CommandError(f"Not well: {', '.join(unwell)}.")
