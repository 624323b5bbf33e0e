"""Fills a running product for the tests that break it; called through `manage.py shell` beside the product."""

import json
import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from belonging.accounts.models import User
from belonging.core import clock
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope, unscoped
from network.enums import Occasion
from network.models import Night, Tie
from network.services.snapshots import take_snapshot
from network.tasks import open_due_nights, take_night
from programs.enums import ParticipantState, ProgramState
from programs.models import Participant, Program


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
    session.create()
    return str(session.session_key)


def tick_twice() -> None:
    """What two beats do."""
    open_due_nights.delay()
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
