"""Makes an organisation on a server where nobody is yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.text import slugify

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.services import create_organization_by_link


class Command(BaseCommand):
    """Prints the link instead of sending it, so that it works before mail does."""

    help = "Makes an organisation and prints the link by which its first admin joins: once, within seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--slug", required=True, help="the short name in its address")
        parser.add_argument("--admin", required=True, metavar="E-MAIL", help="who is to be its first admin")

    def handle(self, **options: Any) -> None:
        name, slug, email = options["name"].strip(), options["slug"], options["admin"].strip().lower()
        if slugify(slug) != slug or not slug or len(slug) > 60:
            raise CommandError("A short name has small letters, digits and dashes, at most 60.")
        if not name or len(name) > 120:
            raise CommandError("A name has 1 to 120 letters.")
        try:
            validate_email(email)
            link = create_organization_by_link(name=name, slug=slug, email=email, now=clock.now())
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        except BelongingError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{name} is there. This link makes {email} its admin, once, within seven days:\n{link}")
