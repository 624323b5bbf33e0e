"""What the two commands that bring in files share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from belonging.core import clock
from belonging.core.file_faults import FileRefused
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import organization_by_slug
from network.forms_imports import too_large_text
from network.imports.reading import preview, read_file, said_fields
from network.imports.words import told
from network.services.imports import bring_in
from programs.enums import ImportKind
from programs.imports.writing import most_bytes
from programs.selectors.programs import program_by_slug

if TYPE_CHECKING:
    from programs.models import Program


class FileCommand(BaseCommand):
    """Brings in one file, all or nothing, or says with --dry-run what that would do."""

    kind: ClassVar[ImportKind]

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it goes, and what the columns hold where a guess would not do."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--program", required=True, metavar="SLUG")
        parser.add_argument("--columns", default="", help="what each column holds, with commas; - leaves one out")
        parser.add_argument("--date-order", default="", choices=["", "day", "month"])
        parser.add_argument(
            "--header", action=argparse.BooleanOptionalAction, help="whether the first line names columns"
        )
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Opens the organization and hands over."""
        organization = organization_by_slug(options["organization"])
        if organization is None:
            raise CommandError(f"No organization has the short name {options['organization']!r}.")
        content = self._content(options["file"])
        with open_scope(organization.id):
            program = program_by_slug(options["program"])
            if program is None:
                raise CommandError(f"No program has the short name {options['program']!r} there.")
            try:
                sentences = self._bring_in(program, content, options)
            except FileRefused as refusal:
                more = refusal.fault_count - len(refusal.faults)
                lines = [str(fault) for fault in refusal.faults] + ([f"And {more} more."] if more else [])
                raise CommandError("Nothing was brought in.\n" + "\n".join(lines)) from None
        self.stdout.write("\n".join(["What would happen:", *sentences] if options["dry_run"] else sentences))

    def _content(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > most_bytes():
                raise CommandError(str(too_large_text()))
            return path.read_bytes()
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}.") from None

    def _bring_in(self, program: Program, content: bytes, options: dict[str, Any]) -> list[str]:
        now = clock.now()
        table, layout = read_file(
            program=program,
            kind=self.kind,
            content=content,
            fields=said_fields(self.kind, options["columns"]),
            has_header=options["header"],
            date_order=options["date_order"],
        )
        if not options["dry_run"]:
            counts = bring_in(program=program, kind=self.kind, table=table, layout=layout, actor=None, now=now)
            return told(self.kind, counts)
        today = clock.today(program.time_zone, now)
        seen = preview(program=program, kind=self.kind, table=table, layout=layout, today=today)
        if seen.refusal is not None:
            raise seen.refusal
        return told(self.kind, seen.counts)
