"""Signing in by e-mail; signing up by invitation only."""

import pytest
from django.test import Client

from belonging.accounts.adapters import INVITED_EMAIL
from belonging.accounts.models import User
from tests.cast import PASSWORD, House, make_user


def sign_up(client: Client, email: str) -> int:
    """Sends the sign-up form and gives the status."""
    body = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/accounts/signup/", body).status_code


def test_addresses_are_kept_in_lower_case(db: None) -> None:
    user = User.objects.create_user("  Noor@People.EXAMPLE ", PASSWORD)

    assert user.email == "noor@people.example"
    assert User.objects.get_by_natural_key("NOOR@people.example") == user


def test_nobody_signs_up_without_an_invitation(client: Client, db: None) -> None:
    sign_up(client, "noor@people.example")

    assert not User.objects.exists()


@pytest.mark.parametrize(("email", "count"), [("noor@people.example", 1), ("eve@people.example", 0)])
def test_invited_person_signs_up_with_that_address_only(email: str, count: int, client: Client, db: None) -> None:
    session = client.session
    session[INVITED_EMAIL] = "noor@people.example"
    session.save()

    sign_up(client, email)

    assert User.objects.filter(email=email).count() == count


def test_invitation_says_nothing_about_other_forms(client: Client, northlight: House) -> None:
    """Somebody who has an account, and an open invitation to another address, forgets their password."""
    session = client.session
    session[INVITED_EMAIL] = "noor@people.example"
    session.save()

    answer = client.post("/accounts/password/reset/", {"email": northlight.ben.user.email})

    assert answer.status_code == 302


# security A10
def test_session_key_changes_at_sign_in(client: Client, northlight: House) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "here"
    session.save()
    before = session.session_key

    client.force_login(northlight.ben.user)

    assert client.session.session_key != before


# security A6
def test_known_and_unknown_addresses_are_answered_alike(client: Client, db: None) -> None:
    make_user("Noor", "people")
    answers = {
        client.post("/accounts/login/", {"login": email, "password": "wrong"}).content.replace(email.encode(), b"")
        for email in ("noor@people.example", "nova@people.example")
    }

    assert len({answer.count(b"<li") for answer in answers}) == 1


# peers 7.19
def test_signing_out_empties_the_device(client: Client, northlight: House) -> None:
    client.force_login(northlight.ben.user)

    assert "Clear-Site-Data" not in client.get("/accounts/email/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"storage"'
    assert northlight.ben.user.mark_on_devices() != northlight.mira.user.mark_on_devices()
