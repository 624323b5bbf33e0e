"""Fills a running product for the tests that break it; called through `manage.py shell` beside the product."""

import io
import json
import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.mail import EmailMessage
from django.core.management import call_command

from belonging.accounts.middleware import BEGAN, SEEN
from belonging.accounts.models import User
from belonging.accounts.sessions import SessionStore
from belonging.accounts.tasks import send_post
from belonging.core import clock
from belonging.tenancy.enums import PostKind, Role
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.post import post_after_commit
from belonging.tenancy.scope import open_scope, unscoped
from belonging.tenancy.tasks import find_post
from network.enums import Occasion, PartnerState
from network.models import Interaction, InteractionPartner, Night, Tie
from network.services.snapshots import take_snapshot
from network.tasks import open_due_nights, take_night
from programs.enums import ParticipantState, ProgramState
from programs.models import Participant, Program
from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.selectors.waves import items_of
from surveys.services.built_in import keep_built_in
from surveys.services.opening import open_wave


def grow(name: str, sizes: list[int]) -> None:
    """An organization with a running program of each size, everybody tied to about twelve others."""
    dice = random.Random(1)
    with open_scope(new_organization(name).id):
        for number, size in enumerate(sizes):
            program = new_program(f"Program {number}")
            members = Membership.objects.bulk_create(Membership(name=f"Person {place}") for place in range(size))
            places = [new_place(program, member, number) for number, member in enumerate(members)]
            people = sorted(person.pk for person in Participant.objects.bulk_create(places))
            met = {tuple(sorted(dice.sample(people, 2))) for _ in range(6 * size)}
            Tie.objects.bulk_create(
                Tie(program=program, low_id=low, high_id=high, mutual_count=1, first_on=program.starts_on)
                for low, high in met
            )


def grow_first(name: str, count: int, people: int) -> None:
    """An organization with a program as in `grow`, and empty ones beside it; prints the ids of all, that one first."""
    grow(name, [people])
    with unscoped("test"):
        first = Program.objects.get(organization__slug=name)
    with open_scope(first.organization_id):
        print(json.dumps([first.pk, *(new_program(f"Program {number}").pk for number in range(1, count))]))


def grow_people(name: str, count: int) -> None:
    """An organization whose people are signed in; prints the address, and each person's session and public id."""
    organization = new_organization(name)
    users = User.objects.bulk_create(
        User(email=f"person-{place}@{name}.example", name="Person") for place in range(count)
    )
    with open_scope(organization.id):
        program = new_program("Common Ground")
        members = Membership.objects.bulk_create(
            Membership(name=f"Person {place}", user=user, role=Role.FACILITATOR if place == 0 else Role.PARTICIPANT)
            for place, user in enumerate(users)
        )
        people = Participant.objects.bulk_create(new_place(program, member, n) for n, member in enumerate(members))
        signed_in = [(session_of(user), str(person.public_id)) for user, person in zip(users, people, strict=True)]
    address = f"/o/{organization.slug}/p/{program.slug}/"
    print(json.dumps({"address": address, "cookie": settings.SESSION_COOKIE_NAME, "people": signed_in}))


def new_organization(name: str) -> Organization:
    """An organization."""
    return Organization.objects.create(id=uuid4(), name=name.title(), slug=name)


def new_program(name: str) -> Program:
    """A program that has been running for a month."""
    now = clock.now()
    begun = now - timedelta(days=30)
    slug = name.lower().replace(" ", "-")
    started: dict[str, Any] = {"state": ProgramState.RUNNING, "started_at": begun, "starts_on": begun.date()}
    return Program.objects.create(name=name, slug=slug, **started)


def new_place(program: Program, member: Membership, number: int) -> Participant:
    """A member's active place in a program, not stored yet."""
    segment = f"Department {number % 5}"
    return Participant(program=program, membership=member, state=ParticipantState.ACTIVE, segment=segment)


def session_of(user: User) -> str:
    """The key of a session in which the user has just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = int(clock.now().timestamp())
    session.create()
    return str(session.session_key)


def tick_twice() -> None:
    """What two beats do."""
    open_due_nights.delay()
    open_due_nights.delay()


def open_nights() -> None:
    """What one beat does."""
    open_due_nights.delay()


def deliver_all(times: int) -> None:
    """Every night's task in the queue again, so many times."""
    with unscoped("test"):
        nights = list(Night.objects.values_list("organization_id", "public_id"))
    for organization_id, night_id in nights * times:
        take_night.delay(organization_id=str(organization_id), night_id=str(night_id))


def count_again() -> None:
    """A snapshot of each program by one undisturbed process."""
    with unscoped("test"):
        programs = list(Program.objects.all())
    for program in programs:
        with open_scope(program.organization_id):
            now = clock.now()
            take_snapshot(program=program, on=now.date(), now=now, occasion=Occasion.ASKED, job=uuid4())


def grow_houses(numbers: Iterable[int], *, people: int, month: int) -> None:
    """Organizations by the demo's own growth; prints each one's address and its people's sessions."""
    houses = []
    for number in numbers:
        slug = f"house-{number}"
        call_command(
            "demo", month=month, people=people, seed=number + 1, organization=slug, name=f"House {number}", verbosity=0,
            stdout=io.StringIO(),
        )  # fmt: skip
        organization = Organization.objects.get(slug=slug)
        with open_scope(organization.id):
            program = Program.objects.order_by("id")[0]
            houses.append({"address": f"/o/{slug}/p/{program.slug}/", "people": signed_in(slug, program)})
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "houses": houses}))


def signed_in(slug: str, program: Program) -> list[list[str]]:
    """Session, public id and role of everybody who takes part; whoever has no account yet gets one."""
    found = []
    for person in Participant.objects.filter(program=program, state=ParticipantState.ACTIVE).select_related(
        "membership"
    ):
        member = person.membership
        if member.user is None:
            member.user = User.objects.create(email=f"{person.public_id}@{slug}.example", name=member.name)
            member.save(update_fields=["user"])
        found.append([session_of(member.user), str(person.public_id), str(member.role)])
    return found


def ask_everybody() -> None:
    """Opens a survey for everybody in the program of `grow_people`; prints its public id."""
    with unscoped("test"):
        program = Program.objects.get(slug="common-ground", organization__slug="northlight")
    with open_scope(program.organization_id):
        now = clock.now()
        instrument = keep_built_in(now=now)["belonging-pulse"]
        days = {"opens_on": now.date(), "closes_on": now.date() + timedelta(days=9)}
        wave = Wave.objects.create(program=program, instrument=instrument, kind=WaveKind.PULSE, **days)
        open_wave(wave=wave, now=now)
        keys = [(item.key, str(item.kind)) for item in items_of(instrument)]
    print(json.dumps({"wave": str(wave.public_id), "items": keys}))


def grow_meeting(name: str, people: int) -> None:
    """An organization with one program, whose first two people logged and confirmed a time together; prints its id."""
    with open_scope(new_organization(name).id):
        program = new_program("One")
        members = Membership.objects.bulk_create(Membership(name=f"Person {place}") for place in range(people))
        places = Participant.objects.bulk_create(new_place(program, member, n) for n, member in enumerate(members))
        one, other = sorted(places, key=lambda person: person.pk)[:2]
        day = program.starts_on
        met = Interaction.objects.create(program=program, author=one, happened_on=day, logged_at=clock.now())
        InteractionPartner.objects.create(
            program=program, interaction=met, participant=other, state=PartnerState.MUTUAL
        )
        Tie.objects.create(program=program, low=one, high=other, mutual_count=1, first_on=day)
    print(program.pk)


def owe_mail(trouble: str, count: int) -> None:
    """So many mails of every kind, owed by the organization of `grow_people`; each subject once."""
    organization = Organization.objects.get(slug="northlight")
    settings.MAIL_BY_WORKER = True  # commands beside a product read the settings of tests
    with open_scope(organization.id):
        for kind in PostKind:
            numbers = range(count)
            post_after_commit(
                kind, [EmailMessage(f"{trouble}: {kind} {n}", "Words", to=[f"{kind}-{n}@x.example"]) for n in numbers]
            )


def send_what_waits() -> None:
    """What a minute's beat does."""
    find_post.delay()
    send_post.delay()
