"""A second step, set up and asked for; nothing that goes around it."""

import re
from http import HTTPStatus
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client

from belonging.accounts.models import User
from tests.accounts.second_steps import code_of, has_app, set_up_app
from tests.cast import PASSWORD, House

LOGIN, STEP = "/accounts/login/", "/accounts/2fa/authenticate/"


def verified(user: User) -> User:
    """Somebody whose address has been confirmed."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(user: User) -> Client:
    """A browser in which somebody has given the password."""
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    """Whether a page of one's own opens."""
    return client.get("/accounts/email/").status_code == HTTPStatus.OK


# peers 7.7, security A9, A11
def test_somebody_sets_up_an_app_and_is_signed_out_elsewhere(
    northlight: House, django_capture_on_commit_callbacks: Any
) -> None:
    """Asked once more before; the session of another browser knew a password alone."""
    user = verified(northlight.ben.user)
    here, elsewhere = signed_in(user), signed_in(user)
    assert here.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")  # type: ignore[attr-defined]
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = here.get("/accounts/2fa/totp/activate/").context["form"].secret

    with django_capture_on_commit_callbacks() as waiting:
        answer = here.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    with request_context(answer.wsgi_request):  # the commit is inside the request; a test's own transaction hides it
        for act in waiting:
            act()

    assert has_app(user)
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert "10 are left" in here.get("/accounts/2fa/").content.decode()


def test_password_alone_opens_nothing_and_codes_work_once(northlight: House) -> None:
    # peers 7.7, security A9
    user = verified(northlight.ben.user)
    code = code_of(set_up_app(user))
    first, second = signed_in(user), signed_in(user)
    assert not is_in(first)

    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_recovery_codes_work_once(northlight: House) -> None:
    # security A9
    user = verified(northlight.ben.user)
    set_up_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    first, second = signed_in(user), signed_in(user)

    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_forgotten_password_does_not_go_around_the_second_step(northlight: House, client: Client) -> None:
    # security A9
    user = verified(northlight.ben.user)
    set_up_app(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    form = client.get(link[1]).url  # type: ignore[attr-defined]

    client.post(form, {"password1": "another long walk", "password2": "another long walk"})

    user.refresh_from_db()
    assert user.check_password("another long walk")
    assert not is_in(client)
    assert Authenticator.objects.filter(user=user).exists()
