"""Public pages, my organizations, members and invitations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.models import Invitation, Job, Membership
from tests.cast import House
from tests.conftest import SignIn

MEMBERS = "/o/northlight/settings/members/"
MEMBER_LIST_QUERIES = 14


def test_home_is_for_anyone(client: Client, db: None) -> None:
    assert client.get("/").status_code == 200


def test_home_sends_people_who_are_signed_in_on(northlight: House, sign_in: SignIn) -> None:
    assert sign_in(northlight.ben).get("/").headers["Location"] == "/o/"


def test_health_asks_nothing_and_readiness_the_database(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


@pytest.fixture
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """PostgreSQL listens somewhere else."""
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    connection.close()
    with django_db_blocker.unblock():
        yield
    connection.close()


@pytest.mark.usefixtures("no_database")
def test_without_a_database_it_is_healthy_and_not_ready(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32  # whoever asks may have signed in once

    assert client.get("/healthz").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    with pytest.raises(OperationalError):
        client.get("/")


def test_health_is_asked_by_plain_http(client: Client, db: None, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert [client.get(path).status_code for path in ("/healthz", "/readyz", "/")] == [200, 200, 301]


def test_one_organization_is_opened_straight_away(northlight: House, southgate: House, sign_in: SignIn) -> None:
    assert sign_in(northlight.ben).get("/o/").headers["Location"] == "/o/northlight/"


def test_several_organizations_are_listed_and_no_other(northlight: House, southgate: House, sign_in: SignIn) -> None:
    with southgate.open():
        Membership.objects.create(user=northlight.ben.user, name="Ben Tester", email=northlight.ben.user.email)

    both = sign_in(northlight.ben).get("/o/").content.decode()
    assert "/o/northlight/" in both
    assert "/o/southgate/" in both


def test_nobody_without_membership_is_told_of_any(northlight: House, admin_client: Client) -> None:
    page = admin_client.get("/o/")

    assert page.status_code == 200
    assert "northlight" not in page.content.decode().lower()


def test_pages_are_kept_by_no_cache(northlight: House, sign_in: SignIn) -> None:
    assert sign_in(northlight.una).get(MEMBERS).headers["Cache-Control"] == "private, no-store"


def test_admin_sees_members_and_open_invitations(northlight: House, sign_in: SignIn) -> None:
    page = sign_in(northlight.una).get(MEMBERS).content.decode()

    assert all(f"{name} Tester" in page for name in ("Ada", "Ben", "Mira", "Sam", "Una"))


@pytest.mark.parametrize("role", ["admin", "facilitator", "participant"])
def test_admin_invites_with_any_role(role: str, northlight: House, sign_in: SignIn) -> None:
    body = {"name": "Noor", "email": "Noor@People.example", "role": role}

    answer = sign_in(northlight.una).post(f"{MEMBERS}invite/", body)

    assert answer.headers["Location"] == MEMBERS
    with northlight.open():
        made, job = Invitation.objects.get(), Job.objects.get()
    assert (made.role, made.email) == (role, "noor@people.example")
    assert (job.kind, job.state, job.arguments) == (
        JobKind.SEND_INVITATION,
        JobState.WAITING,
        {"invitation": str(made.public_id)},
    )


@pytest.mark.parametrize(
    "body", [{}, {"name": "N", "email": "x", "role": "admin"}, {"name": "N", "email": "n@x.example", "role": "owner"}]
)
def test_invalid_invitation_is_shown_again(body: dict[str, str], northlight: House, sign_in: SignIn) -> None:
    answer = sign_in(northlight.una).post(f"{MEMBERS}invite/", body)

    assert answer.status_code == 422
    with northlight.open():
        assert not Invitation.objects.exists()


def test_forms_need_their_secret(northlight: House, sign_in: SignIn) -> None:
    client = sign_in(northlight.una, enforce_csrf_checks=True)

    assert client.post(f"{MEMBERS}invite/", {"name": "N"}).status_code == 403


def test_list_costs_the_same_whatever_its_length(
    northlight: House, sign_in: SignIn, django_assert_num_queries: object
) -> None:
    client = sign_in(northlight.una)
    client.get(MEMBERS)
    counts = []
    for _ in range(2):
        with django_assert_num_queries(MEMBER_LIST_QUERIES) as seen:  # type: ignore[operator]
            client.get(MEMBERS)
        counts.append(len(seen))
        with northlight.open():
            Membership.objects.bulk_create([Membership(name=f"Person {number}") for number in range(3)])

    assert counts == [MEMBER_LIST_QUERIES] * 2
