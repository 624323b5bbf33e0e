"""A person's linked answers, for that person: read out or taken out while the program's key lives."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import members, organization_by_slug
from programs.selectors.programs import program_by_slug
from surveys.services.removing import answers_of, remove_answers_of


class Command(BaseCommand):
    help = "Read out, or remove, the answers of one person who asked for it. Each use of the key is written down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organization", help="its short name, as in the address")
        parser.add_argument("program", help="its short name, as in the address")
        parser.add_argument("email", help="the person who asked, by the address they sign in with")
        parser.add_argument("--remove", action="store_true", help="take the answers out")

    def handle(self, *_: Any, **options: Any) -> None:
        organization = organization_by_slug(options["organization"])
        if organization is None:
            raise CommandError(f"There is no organization with the short name {options['organization']}.")
        with open_scope(organization.id):
            program = program_by_slug(options["program"])
            person = members().filter(email__iexact=options["email"]).first()
            if program is None or person is None:
                raise CommandError("There is no such program, or nobody with that address.")
            try:
                self._answer(program, person, remove=options["remove"])
            except BelongingError as refusal:
                raise CommandError(str(refusal)) from None

    def _answer(self, program: Any, person: Membership, *, remove: bool) -> None:
        now = clock.now()
        if remove:
            count = remove_answers_of(program=program, membership=person, now=now)
            self.stdout.write(f"{count} sets of answers removed. What was published stays as it was.")
            return
        found = answers_of(program=program, membership=person, now=now)
        for wave, answers in found:
            self.stdout.write(f"{wave.instrument.key} {wave.opens_on}")
            for item, value in sorted(answers.items()):
                self.stdout.write(f"  {item}  {value}")
        self.stdout.write(f"{len(found)} sets of answers.")
