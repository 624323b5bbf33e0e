"""The cast is always there: Northlight's Ada, Ben, Mira and Una, and the same roles in Southgate, where Zoe lives."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as product
from django.contrib.auth import SESSION_KEY
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests.cast import NOON, House, Person, make_house

SignIn = Callable[..., Client]

# A busy machine makes slow examples, not wrong ones.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def still_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages look at the clock; here it stands still in the middle of the cast's program. Real processes keep theirs."""
    if "stack" not in request.keywords:
        monkeypatch.setattr("belonging.core.clock.now", lambda: NOON)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What a page speaks outlives it in this thread; the next test begins in the product's own language."""
    yield
    translation.activate(product.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def counted_anew(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tables are emptied after a test that commits; limits on guessing are not rows of a model, and would go on."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock():
            caches["default"].clear()


@pytest.fixture
def northlight(db: None) -> House:
    """The organization most tests live in."""
    return make_house("northlight")


@pytest.fixture
def southgate(db: None) -> House:
    """Another organization: the same roles, the same names, the same short names of programs."""
    return make_house("southgate")


@pytest.fixture
def inside(northlight: House) -> Iterator[House]:
    """Northlight with its scope open, for services and selectors. Pages open their own."""
    with northlight.open():
        yield northlight


def said_again(client: Client) -> Client:
    """The same client, in which somebody has typed their password a moment ago, as files and the gravest acts ask."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session[SESSION_KEY]
    session.save()
    return client


@pytest.fixture
def sign_in() -> SignIn:
    """A browserless client, signed in as a person."""

    def make(person: Person, **kwargs: object) -> Client:
        client = Client(**kwargs)  # type: ignore[arg-type]
        client.force_login(person.user)
        return client

    return make
