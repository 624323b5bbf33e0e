"""
Whether an address is known here is told by no form: the same answer, as many mails, and as much time.

Asking for a place is tried in tests/programs/test_registration_views.py; here is every other form that takes an
address: signing in, a code by mail, a forgotten password, signing up after an invitation, and inviting somebody.
Passwords are hashed as in the product, for that is what takes time.
"""

import re
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from belonging.accounts.adapters import INVITED_EMAIL
from belonging.accounts.models import User
from belonging.tenancy.jobs import perform
from belonging.tenancy.models import Job
from tests.accounts.test_second_step import verified
from tests.cast import NOON, PASSWORD, House, make_house, make_user
from tests.effort import is_whole

MOST, ATTEMPTS = 1.2, 3  # times as long in the median; a busy machine may disturb one attempt
ROUNDS = (15, 500)  # known and unknown addresses of a sample, and of the whole
PBKDF2 = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SECRETS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^,}]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
Send = Callable[[str, int], tuple[Any, Client]]


def browser(number: int) -> Client:
    """Somebody comes from a place of their own: so many an hour come from one."""
    return Client(REMOTE_ADDR=f"10.{number // 62_500 % 250}.{number // 250 % 250}.{number % 250}")


def form(address: str, field: str, **more: str) -> Send:
    """A form for anybody."""

    def send(email: str, number: int) -> tuple[Any, Client]:
        client = browser(number)
        return client.post(address, {field: email, **more}), client

    return send


def sign_up(email: str, number: int) -> tuple[Any, Client]:
    """By an invitation, whose link has put its address into the session."""
    client = browser(number)
    session = client.session
    session[INVITED_EMAIL] = email
    session.save()
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD}), client


def inviting(house: House) -> Send:
    """An admin invites, and a worker sends the mail."""
    admin = Client()
    admin.force_login(house.una.user)

    def send(email: str, number: int) -> tuple[Any, Client]:
        who = {"email": email, "name": "Noor", "role": "participant"}
        return admin.post("/o/northlight/settings/members/invite/", who), admin

    return send


def forms(house: House) -> dict[str, Send]:
    """Every form that takes an address."""
    return {
        "signing in": form("/accounts/login/", "login", password="wrong and long"),
        "a code by mail": form("/accounts/login/code/", "email"),
        "a forgotten password": form("/accounts/password/reset/", "email"),
        "signing up": sign_up,
        "an invitation": inviting(house),
    }


def people(count: int, attempt: int) -> list[User]:
    """So many who have an account with an address that is theirs, in another organization."""
    password = make_password(PASSWORD)
    made = []
    for number in range(count):
        user = User.objects.create(email=f"k{attempt}-{number}@people.example", name="Known", password=password)
        made.append(verified(user))
    return made


def seen(answer: Any, client: Client, email: str) -> tuple[Any, ...]:
    """What somebody gets to see, here and on the page they are led to, but for the address they typed."""
    page = client.get(answer.headers["Location"]).content if answer.status_code == 302 else b""
    texts = [SECRETS.sub("", text.decode()).replace(email, "<address>") for text in (answer.content, page)]
    return answer.status_code, answer.headers.get("Location"), *texts, sorted(client.cookies)


NAMES = ("signing in", "a code by mail", "a forgotten password", "signing up", "an invitation")


# security A6
@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_known_and_unknown_addresses_get_the_same(name: str) -> None:
    house = make_house("northlight")
    send, found, mails = forms(house)[name], [], []
    for number, email in enumerate((people(1, 0)[0].email, "nobody@people.example")):
        mail.outbox.clear()
        with transaction.atomic():  # each as if the other had not been
            answer, client = send(email, number)
            with house.open():
                for job in Job.objects.filter(kind="send_invitation", state="waiting"):
                    perform(organization_id=house.organization.pk, job_id=job.public_id, now=NOON)
            found.append(seen(answer, client, email))
            transaction.set_rollback(True)
        mails.append([message.to for message in mail.outbox] == [[email]])

    print(f"A6: {name}, known and unknown alike in status, pages, cookies and mails")
    assert found[0] == found[1]
    assert mails[0] == mails[1]


# security A6
@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_known_and_unknown_addresses_take_the_same_time(name: str, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PBKDF2
    count = ROUNDS[is_whole()]
    send = forms(make_house("northlight"))[name]

    def milliseconds(email: str, number: int) -> float:
        begun = time.perf_counter()
        send(email, number)
        return (time.perf_counter() - begun) * 1000

    make_user("Warm", "people")
    for number, email in enumerate(("warm@people.example", "cold@people.example")):
        milliseconds(email, number)
    for attempt in range(1, ATTEMPTS + 1):
        both: list[tuple[float, float]] = []
        for number, user in enumerate(people(count, attempt)):
            emails = (user.email, f"n{attempt}-{number}@people.example")
            order = (0, 1) if number % 2 else (1, 0)
            took = {one: milliseconds(emails[one], attempt * 10_000 + number * 2 + one) for one in order}
            both.append((took[0], took[1]))
        known, unknown = (median(side) for side in zip(*both, strict=True))
        times = max(known, unknown) / min(known, unknown)
        print(f"A6: {name}, {count} known and {count} unknown, attempt {attempt}: {times:.2f} times in the median")
        if times < MOST:
            return
        caches["default"].clear()
    pytest.fail(f"{known:.1f} ms for the known, {unknown:.1f} ms for the unknown")
