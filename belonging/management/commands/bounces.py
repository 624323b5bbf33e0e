"""Reads mails that came back, from a pipe or a mailbox, and stops writing to addresses that are not there."""

import mailbox
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.core.bounces import MOST_BYTES, Notification, read_notification
from belonging.tenancy.bounces import Taken, take_notification


class Command(BaseCommand):
    """A mail server hands each message over by a pipe, or they wait in a mailbox; both may be done twice."""

    help = "Reads delivery status notifications (RFC 3464) from standard input or a mailbox (see docs/running.md)."
    stealth_options = ("stdin",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mailbox", type=Path, help="an mbox file or a Maildir; what was read is taken out")
        parser.add_argument("--to", default="", help="the address the message came to, where no header says it")

    def handle(self, **options: Any) -> None:
        """Never fails for what a message holds: a pipe that fails would come back itself."""
        if options["mailbox"] is not None:
            taken = self._empty(options["mailbox"])
        else:
            raw = (options.get("stdin") or sys.stdin.buffer).read(MOST_BYTES + 1)
            taken = self._taken(raw, options["to"])
        self.stdout.write(f"{taken.noted} noted, {taken.stopped} stopped.")

    def _empty(self, path: Path) -> Taken:
        if not path.exists():
            raise CommandError(f"There is no mailbox at {path}.")
        box: Any = mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
        whole = Taken()
        box.lock()
        try:
            for key in list(box.keys()):
                taken = self._taken(box.get_bytes(key), "")
                if taken.noted:  # what says nothing to us is left for whoever looks after the mailbox
                    box.remove(key)
                whole.noted, whole.stopped = whole.noted + taken.noted, whole.stopped + taken.stopped
            box.flush()
        finally:
            box.unlock()
            box.close()
        return whole

    def _taken(self, raw: bytes, to: str) -> Taken:
        found = read_notification(raw)
        addressed = (to, *found.addressed) if to else found.addressed
        return take_notification(notification=Notification(addressed, found.failures), now=clock.now())
