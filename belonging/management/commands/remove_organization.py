"""Takes an organization away for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.rights.services.leaving import remove_organization
from belonging.tenancy.selectors import organization_by_slug


class Command(BaseCommand):
    """Nothing asks back: the name is said twice instead."""

    help = "Takes an organization away with everything in it, and everybody who is in no other. There is no way back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the short name in its address")
        parser.add_argument("--name", required=True, help="its whole name, so that it is not the wrong one")

    def handle(self, **options: Any) -> None:
        organization = organization_by_slug(options["slug"])
        if organization is None or organization.name != options["name"]:
            raise CommandError("There is no organization with that short name and that name. Nothing has changed.")
        try:
            remove_organization(organization_id=organization.pk, now=clock.now())
        except BelongingError as refusal:  # without the key folders its keys would stay behind
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{organization.name} is gone, with everything in it.")
