"""From address to scope, and back to nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from belonging.tenancy.middleware import ORGANIZATION_ADDRESS, ScopeMiddleware
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import ScopeMissing, current_organization_id, current_scope
from tests.cast import House
from tests.conftest import SignIn


def seen_at(house: House, path: str, user: object, status: int = 200) -> list[object]:
    """What a view would find open, and afterwards."""
    found: list[object] = []

    def view(request: HttpRequest) -> HttpResponse:
        scope = current_scope()
        found.append(scope and scope.organization_id)
        if scope and status >= 500:
            Membership.objects.update(name="Changed")
        return HttpResponse(status=status)

    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    ScopeMiddleware(view)(request)  # type: ignore[arg-type]
    return [*found, current_scope()]


def test_scope_opens_for_members_and_closes_again(northlight: House) -> None:
    for path in ("/o/northlight/", "/o/northlight/p/x/", "/api/v1/o/northlight/p/x/"):
        assert seen_at(northlight, path, northlight.ben.user) == [northlight.organization.id, None]


def test_scope_stays_shut_for_everybody_else(northlight: House, southgate: House) -> None:  # peers 7.1
    for user in (southgate.una.user, AnonymousUser()):
        assert seen_at(northlight, "/o/northlight/", user) == [None, None]
    for path in (
        "/",
        "/o/",
        "/o/nowhere/",
        "/o/Northlight/",
        "/x/o/northlight/",
        "/api/v2/o/northlight/",
        "/o/northlight",
    ):
        assert seen_at(northlight, path, northlight.ben.user) == [None, None]


def test_memberships_elsewhere_stay_shut_inside_an_organization(northlight: House, southgate: House) -> None:
    """Not even SQL past the manager sees them."""
    ben = northlight.ben.user
    with southgate.open():
        Membership.objects.create(user=ben, name="Ben Tester", email=ben.email)
    counts = []

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM tenancy_membership WHERE user_id = %s", [ben.pk])
            counts.append(cursor.fetchone())
        return HttpResponse()

    request = RequestFactory().get("/o/northlight/")
    request.user = ben
    ScopeMiddleware(view)(request)  # type: ignore[arg-type]

    assert counts == [(1,)]


def test_deactivated_account_opens_nothing(northlight: House, sign_in: SignIn) -> None:
    client = sign_in(northlight.ben)
    northlight.ben.user.is_active = False
    northlight.ben.user.save()

    assert client.get("/o/northlight/").status_code == 302
    assert client.get(northlight.api("people/")).status_code == 401


def test_error_leaves_nothing_behind(northlight: House) -> None:
    seen_at(northlight, "/o/northlight/", northlight.ben.user, status=500)

    with northlight.open():
        assert not Membership.objects.filter(name="Changed").exists()


# security T14
def test_members_see_their_own_organization_in_either_tab(
    northlight: House, southgate: House, client: Client
) -> None:  # peers 7.2
    """Two tabs, two organizations: the address decides, nothing is remembered in the session."""
    user = northlight.una.user
    with southgate.open():
        Membership.objects.create(user=user, name="Una Tester", email=user.email)
    client.force_login(user)

    for _ in range(3):
        assert b"Northlight" in client.get("/o/northlight/").content
        page = client.get("/o/southgate/").content
        assert b"Southgate" in page
        assert b"Northlight" not in page


def test_time_zone_of_a_program_does_not_stay(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        northlight.program.time_zone = "Pacific/Auckland"
        northlight.program.save(update_fields=["time_zone"])
    sign_in(northlight.ben).get(northlight.address())

    assert seen_at(northlight, "/o/", northlight.ben.user) == [None, None]
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("path", ["/o/northlight/", "/api/v1/o/northlight/p/x/"])
def test_address_is_read_as_the_resolver_reads_it(path: str) -> None:
    match = ORGANIZATION_ADDRESS.match(path)

    assert match is not None
    assert match["slug"] == "northlight"


def test_nothing_is_open_between_requests(northlight: House, sign_in: SignIn) -> None:
    sign_in(northlight.ben).get(northlight.address())

    with pytest.raises(ScopeMissing):
        current_organization_id()
