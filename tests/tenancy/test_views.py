"""Public pages, my organizations, members and invitations."""

import pytest
from django.core import mail
from django.test import Client

from belonging.tenancy.models import Invitation, Membership
from tests.cast import House
from tests.conftest import SignIn

MEMBERS = "/o/northlight/settings/members/"
MEMBER_LIST_QUERIES = 13


def test_home_is_for_anyone(client: Client, db: None) -> None:
    assert client.get("/").status_code == 200


def test_home_sends_people_who_are_signed_in_on(northlight: House, sign_in: SignIn) -> None:
    assert sign_in(northlight.ben).get("/").headers["Location"] == "/o/"


def test_health_asks_nothing_and_readiness_the_database(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


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
def test_admin_invites_with_any_role(
    role: str, northlight: House, sign_in: SignIn, django_capture_on_commit_callbacks: object
) -> None:
    body = {"name": "Noor", "email": "Noor@People.example", "role": role}

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = sign_in(northlight.una).post(f"{MEMBERS}invite/", body)

    assert answer.headers["Location"] == MEMBERS
    with northlight.open():
        assert Invitation.objects.get().role == role
    assert mail.outbox[0].to == ["noor@people.example"]


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
