"""The people of the tests. They are made by the real services, so that they are what the product would make."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from belonging.accounts.models import User
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.services import add_member, create_organization
from programs.models import Participant, Program
from programs.services.programs import create_program, enrol_participant, start_program

STARTS_ON = date(2026, 1, 12)
NOON = datetime(2026, 7, 9, 12, tzinfo=UTC)  # month 6 of the program, a Thursday
TODAY = NOON.date()
PASSWORD = "a long walk by the water"


@dataclass(frozen=True)
class Person:
    """Somebody with a sign-in, a membership and perhaps a place in the program."""

    user: User
    membership: Membership
    participant: Participant | None

    @property
    def place(self) -> Participant:
        """The place in the program, for those who surely have one."""
        assert self.participant is not None
        return self.participant


@dataclass(frozen=True)
class House:
    """One organization with one running program."""

    organization: Organization
    program: Program
    una: Person  # admin, takes no part
    ada: Person  # facilitates and takes part
    ben: Person  # takes part
    mira: Person  # takes part
    sam: Person  # takes part in a sibling program only
    sibling: Program

    @contextmanager
    def open(self) -> Iterator[None]:
        """The scope of this organization."""
        with open_scope(self.organization.id):
            yield

    def address(self, rest: str = "", program: Program | None = None) -> str:
        """An address inside the program."""
        return f"/o/{self.organization.slug}/p/{(program or self.program).slug}/{rest}"

    def api(self, rest: str = "") -> str:
        """An API address inside the program."""
        return "/api/v1" + self.address(rest)


def make_user(name: str, domain: str) -> User:
    """A user who can sign in."""
    return User.objects.create_user(f"{name.lower()}@{domain}.example", PASSWORD, name=name)


def make_person(
    name: str, house: str, program: Program | None, role: Role = Role.PARTICIPANT, department: str = "Care"
) -> Person:
    """A member with a sign-in and, if a program is given, an active place in it; needs an open scope."""
    user = make_user(name, house)
    attributes = {"Department": department}
    member = add_member(
        actor=None, name=f"{name} Tester", email=user.email, role=role, attributes=attributes, user=user, now=NOON
    )
    place = (
        enrol_participant(actor=None, program=program, membership=member, on=STARTS_ON, now=NOON) if program else None
    )
    return Person(user, member, place)


def make_house(slug: str) -> House:
    """An organization with its people and two running programs."""
    founder = make_user("Una", slug)
    una = create_organization(
        name=slug.title(), slug=slug, founder=founder, founder_name="Una Tester", now=NOON, asks_second_step=False
    )
    with open_scope(una.organization_id):
        program, sibling = (
            start_program(
                actor=una, program=create_program(actor=una, name=name, starts_on=STARTS_ON, now=NOON), now=NOON
            )
            for name in ("Common Ground", "Second Table")
        )
        return House(
            organization=una.organization,
            program=program,
            una=Person(founder, una, None),
            ada=make_person("Ada", slug, program, Role.FACILITATOR),
            ben=make_person("Ben", slug, program),
            mira=make_person("Mira", slug, program, department="Digital"),
            sam=make_person("Sam", slug, sibling),
            sibling=sibling,
        )
