"""Grows a demo organisation up to a chosen month, for looking around, for tests and for benchmarks."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.demo.planting import Demo, Wish, plant
from belonging.tenancy.selectors import organization_by_slug
from programs.enums import ConsentMode


@contextmanager
def _without_mail() -> Iterator[None]:
    """Months that are over are lived through: nobody is to be written to about them now."""
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = usual


class Command(BaseCommand):
    """Time and password come from here; everything else follows from the arguments."""

    help = "Grows a demo organisation through its months, by the same services that people's clicks call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", type=int, choices=range(1, 13), default=7, metavar="1..12")
        parser.add_argument("--people", type=int, default=80)
        parser.add_argument("--seed", type=int, default=1, help="the same seed and day give the same figures")
        parser.add_argument("--organization", default="northlight", help="the short name in its address")
        parser.add_argument("--name", default="Northlight Community Trust")
        parser.add_argument("--again", action="store_true", help="take the next free short name if that one is taken")
        parser.add_argument("--today", type=date.fromisoformat, help="the day it ends (YYYY-MM-DD); else it ends now")
        parser.add_argument("--consent", choices=ConsentMode.values, default=ConsentMode.SEGMENTS.value)

    def handle(self, **options: Any) -> None:
        today = options["today"]
        wish = Wish(
            slug=self._short_name(options["organization"], again=options["again"]),
            name=options["name"],
            month=options["month"],
            people=options["people"],
            seed=options["seed"],
            consent=ConsentMode(options["consent"]),
            at=datetime.combine(today, time(12), UTC) if today else clock.now(),
        )
        password = secrets.token_urlsafe(12)
        tell = self.stdout.write if options["verbosity"] else lambda text: None
        try:
            with _without_mail():
                demo = plant(wish=wish, password=password, tell=tell)
        except BelongingError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._greet(wish, demo, password)

    def _short_name(self, wanted: str, *, again: bool) -> str:
        if slugify(wanted) != wanted or len(wanted) > 50:
            raise CommandError("A short name has small letters, digits and dashes, at most 50.")
        if organization_by_slug(wanted) is None:
            return wanted
        if not again:
            raise CommandError(
                f"There is an organization {wanted} already; it is left as it is. "
                "Choose another short name with --organization, or let --again take the next free one."
            )
        return next(slug for number in range(2, 10_000) if organization_by_slug(slug := f"{wanted}-{number}") is None)

    def _greet(self, wish: Wish, demo: Demo, password: str) -> None:
        program = demo.program
        self.stdout.write(
            f"{wish.name} has lived through {program.name} from {program.starts_on} to {wish.today}, "
            f"month {wish.month} of {program.month_count}: {wish.people} people, "
            f"{demo.interaction_count} times together.\n"
            f"Address: /o/{wish.slug}/p/{program.slug}/\n"
            "Sign in with one of these; the password is the same, and shown only here:"
        )
        for one in demo.sign_ins:
            self.stdout.write(f"  {one.role.label}: {one.email}  password: {password}")
