"""Dumps the database, and shows that the dump gives everything back."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.env import secret
from belonging.runtime.backups import BackupBroken, back_up, let_go, try_out
from belonging.runtime.errors import StartError


class Command(BaseCommand):
    """The same in a timer at night and by hand; a broken backup ends it with 1."""

    help = "Writes a backup of the database and of uploaded files, and with --drill restores it beside and compares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where backups lie; each gets a folder of its own there")
        parser.add_argument("--drill", action="store_true", help="restore it into an empty database and compare")
        parser.add_argument("--keep", type=int, metavar="DAYS", help="delete backups older than this many days")

    def handle(self, **options: Any) -> None:
        url, now = secret("DATABASE_OWNER_URL", os.environ.get("DATABASE_URL")), clock.now()
        try:
            made = back_up(url, settings.MEDIA_ROOT, options["folder"], now)
            self.stdout.write(f"Backup: {made}")
            if options["drill"]:
                drill = try_out(made, url)
                self.stdout.write(
                    f"Restored in {drill.seconds:.1f} s: {drill.tables} tables with {drill.rows} rows "
                    f"and {drill.files} files, all as they were."
                )
        except (StartError, BackupBroken, OSError) as problem:
            raise CommandError(str(problem)) from problem
        if options["keep"] is not None:
            for gone in let_go(options["folder"], now, options["keep"]):
                self.stdout.write(f"Deleted: {gone}")
