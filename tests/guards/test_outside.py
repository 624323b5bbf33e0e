"""
Every address that stands under no organization, and why it needs none; whoever knocks there reads of nobody else's.

What the holder of a right token may see and do is tested where the address is built; here the token is made up.
"""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from belonging.runtime.places import ROOT
from tests.guards.actors import Actor, Caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, METHODS, NOWHERE, Place, address, organization_routes, walk
from tests.guards.tables import APPS, digest

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

STAYS_OPEN = re.compile(r"WebSocket|EventSource|StreamingHttpResponse|text/event-stream|hx-ext=.(ws|sse)|\basync def\b")
SWITCHING = 101  # protocols
MADE_UP = {
    "token": "m4d3-up",
    "organization": "nowhere",
    "program": "nowhere",
    "uidb36": "1",
    "key": "m4d3-up",
    "pk": 1,
}

# Who may read there, and the addresses: nothing of an organization stands behind the first two.
OUTSIDE = {
    "everybody: how the product is and works": (
        "public:home", "public:health", "public:readiness", "public:manifest", "public:worker", "public:offline",
        "public:accessibility",
        "operation:status", "operation:metrics",
        "surveys:how-it-works", "api-schema",
    ),
    "whoever signs in: one's own account": (
        "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate",
        "account_email", "account_email_verification_sent", "account_change_password", "account_set_password",
        "account_reset_password", "account_confirm_login_code", "account_reset_password_from_key_done",
        "account_reset_password_from_key", "account_reset_password_done", "account_request_login_code", "mfa_index",
        "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
        "mfa_edit_webauthn", "mfa_login_webauthn", "usersessions_list", "accounts:wishes-edit",
        "tenancy:my-organizations",
    ),
    "whoever is about to come in by their organization's own provider: its name, and the way there": (
        "tools:sign-in-find", "tools:sign-in-there", "tools:sign-in-go", "tools:sign-in-back",
        "tools:sign-in-answer", "tools:sign-in-metadata",
    ),
    "whoever holds the token that names one thing": (
        "tenancy:invitation-accept", "programs:event-feed", "programs:arrival-detail", "programs:arrival-register",
        "programs:arrival-withdraw", "programs:arrival-hello", "programs:arrival-account",
        "programs:arrival-calendar-file", "community:story-public", "community:summary-stop",
    ),
    "everybody: what a program published to be read before one asks for a place": (
        "programs:registration-ask", "programs:registration-sent",
    ),
}  # fmt: skip


def outside() -> Iterator[tuple[str, dict[str, object]]]:
    """Each address of the table with made-up arguments."""
    patterns = dict(walk(get_resolver().url_patterns))
    for names in OUTSIDE.values():
        for name in names:
            yield name, {key: value for key, value in MADE_UP.items() if f"{key}>" in patterns[name]}


# security T2
def test_every_address_is_under_an_organization_or_in_the_table() -> None:
    everywhere = {name for name, _ in walk(get_resolver().url_patterns)}
    walked, listed = {name for name, _ in organization_routes()}, {name for names in OUTSIDE.values() for name in names}

    print(f"T2: {len(everywhere)} addresses: {len(walked)} walked for ten people, {len(listed)} outside, each with why")
    assert everywhere == walked | listed
    assert not walked & listed


# security T12
def test_no_address_is_a_socket_or_a_stream(houses: Houses) -> None:
    """Nothing stays open after its answer, so there is nothing that could go on speaking after a role is lost."""
    served = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    sent = [*(ROOT / "static" / "js").rglob("*.js"), *(ROOT / "templates").rglob("*.html")]
    found = [str(file) for file in [*served, *sent] if STAYS_OPEN.search(file.read_text())]
    house, caller, streams = houses[0].house, Caller(houses[0].house.una.user), []
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    for route in ARGUMENTS:
        answer = caller.ask("GET", address(route, place), {}, form=True)
        streams += [route] if answer.streaming or answer.status_code == SWITCHING else []

    print(f"T12: {len(ARGUMENTS)} addresses, {len(served) + len(sent)} files, 0 sockets, {len(streams)} streams")
    assert found == streams == []
    assert not hasattr(settings, "ASGI_APPLICATION")


def strangers_words(actor: Actor, houses: Houses) -> list[bytes]:
    """What this person may not read on any page outside: the organizations that are not theirs, and their programs."""
    own = actor.user.email if actor.user else ""
    theirs = [house.house for house in houses if house.house.organization.slug not in actor.roles]
    names = [
        str(word) for one in theirs for word in (one.organization.slug, one.organization.name, one.program.public_id)
    ]
    return [name.lower().encode() for name in names if name.lower() not in own]


def shown_by(answer: HttpResponse) -> bytes:
    """What an answer says, where it leads to included."""
    content = b"" if answer.streaming else answer.content
    return (content + answer.headers.get("Location", "").encode()).lower()


# security T1
def test_nobody_reads_or_changes_anything_outside(houses: Houses) -> None:
    actors = ten_actors(*houses).values()
    before, wrong, count, own = digest(), [], 0, set()
    for actor in actors:
        words = strangers_words(actor, houses)
        for name, arguments in outside():
            # Signed in for each address: one of them signs people out.
            caller, target = Caller(actor.user), reverse(name, kwargs=arguments)
            for method in METHODS:
                answer = caller.ask(method, target, {"email": "nobody@x.example", "id": str(NOWHERE)}, form=True)
                shown = shown_by(answer)
                fine = answer.status_code < 500 or name in {"public:readiness", "operation:status"}
                if not fine or any(word in shown for word in words):
                    wrong.append(f"{actor.name}: {method} {name} → {answer.status_code}")
                own |= {actor.name for slug in actor.roles if slug.encode() in shown}
                count += 1
    wrong += [f"changed {table}" for table, word in digest().items() if word != before[table]]

    print(f"T1: outside: {count} requests, {len(wrong)} unexpected")
    assert wrong == []
    assert own == {actor.name for actor in actors if actor.roles}  # such words are seen where they may stand
