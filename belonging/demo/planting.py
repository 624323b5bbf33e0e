"""The demo organisation in the product: the house, its people, and a life lived by the real services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.accounts.models import User
from belonging.core.clock import month_begins_on
from belonging.core.errors import BelongingError
from belonging.demo.asking import Asking
from belonging.demo.growth import grow, left_waiting, most_asked
from belonging.demo.hub import fill_hub
from belonging.demo.introductions import introduce
from belonging.demo.life import Life
from belonging.demo.mapping import with_maps
from belonging.demo.people import ADMIN, APART, Invented, departments, invented
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import organization_by_slug
from belonging.tenancy.services import add_member, create_organization
from programs.enums import ConsentMode
from programs.models import Program
from programs.services.plans import create_program_from_template
from programs.services.programs import start_program
from programs.services.seed import keep_seed_template

TIME_ZONE = "Europe/London"
PROGRAM = "Common Ground"
FACILITATOR = 2  # takes part as well
INTO_THE_MONTH = 20  # days of the last month that have passed, and up to six more: programs start on a Monday
NOT_LOOKED = 8  # days since the demo's participant has looked at what others ask
FEWEST_PEOPLE = 20

Tell = Callable[[str], None]


class DemoRefused(BelongingError):
    """The demo cannot be grown like that."""

    code = "demo_refused"


@dataclass(frozen=True)
class Wish:
    """What sort of demo is wanted; `at` is the moment it ends."""

    slug: str
    name: str
    month: int
    people: int
    seed: int
    consent: ConsentMode
    at: datetime

    @property
    def today(self) -> date:
        """The day it ends, in the program's zone."""
        return self.at.astimezone(ZoneInfo(TIME_ZONE)).date()

    @property
    def starts_on(self) -> date:
        """A Monday, so that the last day lies well inside the month that is wanted."""
        begins = month_begins_on(self.today - timedelta(days=INTO_THE_MONTH), 2 - self.month)
        return begins - timedelta(days=begins.weekday())


@dataclass(frozen=True)
class SignIn:
    """Somebody who can look at the demo."""

    role: Role
    email: str


@dataclass(frozen=True)
class Demo:
    """What came of it."""

    program: Program
    sign_ins: tuple[SignIn, ...]
    interaction_count: int


def plant(*, wish: Wish, password: str, tell: Tell = lambda text: None) -> Demo:
    """
    This will make the organization of a demo and live through its months: everything, or nothing.

    Raises DemoRefused when the organization or one of its sign-ins is there already, or for too few people.
    """
    _check(wish)
    days = (wish.today - wish.starts_on).days
    steady = [0, 1, FACILITATOR]
    acts = grow(departments(wish.people), days=days, weekday=0, seed=wish.seed, apart=APART, steady=steady)
    main = most_asked(acts, besides=FACILITATOR, since=days - NOT_LOOKED)
    acts = left_waiting(acts, main, since=days - NOT_LOOKED)
    people = invented(wish.people, main=main)
    sign_ins = _sign_ins(wish, people, main)
    with transaction.atomic():
        users = _users(sign_ins, password)
        admin = _founded(wish, users[Role.ADMIN])
        with open_scope(admin.organization_id):
            program = _program(wish, admin)
            them = {main: users[Role.PARTICIPANT], FACILITATOR: users[Role.FACILITATOR]}
            members = _members(wish, admin, people, them)
            asking = Asking(program, members[FACILITATOR], seed=wish.seed, tell=tell)
            life = Life(
                program,
                members,
                admin=admin,
                facilitator=members[FACILITATOR],
                ends_at=wish.at,
                main=main,
                asking=asking,
            )
            life.live(with_maps(acts, departments(wish.people), days=days, seed=wish.seed), tell)
            for place in (life.places[main], life.places[FACILITATOR]):
                life.walk(place)
            introduce(
                program=program,
                facilitator=members[FACILITATOR],
                left_open=life.places[main],
                at=wish.at,
            )
            life.pairs.plan(life.places[main])
            fill_hub(program, life.places, acts, main=main, leader=FACILITATOR, ends_at=wish.at, seed=wish.seed)
    return Demo(program, sign_ins, life.interaction_count)


def _check(wish: Wish) -> None:
    if wish.people < FEWEST_PEOPLE:
        raise DemoRefused(_("A community needs at least %(count)s people to grow.") % {"count": FEWEST_PEOPLE})
    if organization_by_slug(wish.slug) is not None:
        text = _("There is an organization with the short name %(slug)s already; it is left as it is.")
        raise DemoRefused(text % {"slug": wish.slug})


def _sign_ins(wish: Wish, people: list[Invented], main: int) -> tuple[SignIn, ...]:
    admin = Invented(ADMIN, "")
    who = {Role.PARTICIPANT: people[main], Role.FACILITATOR: people[FACILITATOR], Role.ADMIN: admin}
    return tuple(SignIn(role, one.email(wish.slug)) for role, one in who.items())


def _users(sign_ins: tuple[SignIn, ...], password: str) -> dict[Role, User]:
    """Those who sign in, their addresses verified. One password, hashed once: hashing is slow by design."""
    hashed = make_password(password)
    users = {}
    for one in sign_ins:
        if User.objects.filter(email=one.email).exists():
            raise DemoRefused(_("Somebody signs in with %(email)s already.") % {"email": one.email})
        users[one.role] = User.objects.create(email=one.email, password=hashed)
        EmailAddress.objects.create(user=users[one.role], email=one.email, verified=True, primary=True)
    return users


def _founded(wish: Wish, user: User) -> Membership:
    # Its password is known to whoever looks at it, so that a second step would protect nothing.
    return create_organization(
        name=wish.name, slug=wish.slug, founder=user, founder_name=ADMIN, now=_before(wish, 35), asks_second_step=False
    )


def _program(wish: Wish, admin: Membership) -> Program:
    early = _before(wish, 28)
    program = create_program_from_template(
        actor=admin, template=keep_seed_template(actor=admin, now=early), name=PROGRAM, starts_on=wish.starts_on,
        now=early, time_zone=TIME_ZONE, consent_mode=wish.consent,
    )  # fmt: skip
    return start_program(actor=admin, program=program, now=_before(wish, 0))


def _before(wish: Wish, days: int) -> datetime:
    """The morning so many days before the start."""
    return datetime.combine(wish.starts_on - timedelta(days=days), time(7), ZoneInfo(TIME_ZONE)).astimezone(UTC)


def _members(wish: Wish, admin: Membership, people: list[Invented], users: dict[int, User]) -> list[Membership]:
    return [
        add_member(
            actor=admin,
            name=one.name,
            email=one.email(wish.slug),
            reference=f"N-{number + 1:04}",
            role=Role.FACILITATOR if number == FACILITATOR else Role.PARTICIPANT,
            attributes={"Department": one.department},
            user=users.get(number),
            now=_before(wish, 21),
        )
        for number, one in enumerate(people)
    ]
