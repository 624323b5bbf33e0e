"""A small running program to count: made row by row, so that a test can work its figures out by hand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from network.enums import PartnerState, Source
from network.models import Interaction, InteractionPartner, Tie
from network.services.ties import refresh_ties
from programs.enums import ParticipantState, ProgramState
from programs.models import Participant, Program

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


class SmallProgram:
    """People by number, from 0; every method opens the organization by itself."""

    def __init__(self, people: int = 4, **fields: Any) -> None:
        slug = f"northlight-{uuid4().hex[:12]}"
        self.organization = Organization.objects.create(id=uuid4(), name="Northlight", slug=slug)
        with self.scope():
            started = {"state": ProgramState.RUNNING, "started_at": BEGAN, "starts_on": BEGAN.date()}
            self.program = Program.objects.create(name="Common Ground", slug="common-ground", **started | fields)
            self.people = [self.join(f"Person {number}") for number in range(people)]

    def scope(self) -> Any:
        """The organization, opened."""
        return open_scope(self.organization.id)

    def join(self, name: str, **fields: Any) -> Participant:
        """One more person in the program."""
        membership = Membership.objects.create(name=name, role=fields.pop("role", Role.PARTICIPANT))
        usual = {"state": ParticipantState.ACTIVE, "segment": "Digital", "joined_on": BEGAN.date()}
        return Participant.objects.create(program=self.program, membership=membership, **usual | fields)

    def change(self, number: int, **fields: Any) -> None:
        """Changes a person's row, or their role."""
        role = fields.pop("role", None)
        with self.scope():
            if role:
                Membership.objects.filter(pk=self.people[number].membership_id).update(role=role)
                return
            Participant.objects.filter(pk=self.people[number].pk).update(**fields)

    def meet(
        self, author: int, *partners: int, on: date = DAY, state: str = PartnerState.MUTUAL, **fields: Any
    ) -> Interaction:
        """Somebody met others; ties are brought up to date as the services do it."""
        with self.scope():
            row = Interaction.objects.create(
                program=self.program, author=self.people[author], happened_on=on, logged_at=NOON,
                source=fields.pop("source", Source.LOGGED),
            )  # fmt: skip
            for partner in partners:
                InteractionPartner.objects.create(
                    interaction=row, program=self.program, participant=self.people[partner], state=state, **fields
                )
            self.refresh((author, partner) for partner in partners)
        return row

    def refresh(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Counts the ties of these people anew."""
        ids = [(self.people[one].pk, self.people[other].pk) for one, other in pairs]
        with self.scope():
            refresh_ties(program_id=self.program.pk, pairs=ids)

    def tie(self, one: int, other: int) -> dict[str, Any]:
        """What the tie's row says."""
        low, high = sorted([self.people[one].pk, self.people[other].pk])
        names = ["claimed_count", "mutual_count", "first_on", "last_on", "claimed_last_on", "is_imported"]
        with self.scope():
            return dict(Tie.objects.filter(low=low, high=high).values(*names).get())
