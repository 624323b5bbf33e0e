"""
Two hundred texts that would run if a page believed them, in every field of words of every app but the community, on
every page of the walk, as participant, facilitator and admin: nothing of them becomes markup.

tests/community/test_payloads.py does the same for the community, and test_payloads_in_a_browser.py in a browser.
"""

import random

import pytest
from django.db import models, transaction

from tests.community.payloads import PAYLOADS, Filling
from tests.community.test_payloads import Markup
from tests.effort import drawn, is_whole
from tests.guards.conftest import Houses
from tests.guards.forms import pages
from tests.guards.tables import tenant_models
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_pressed_twice import people

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

OK, BROKEN = 200, 500
# No words of anybody: what leads somewhere, is looked up by, keeps a secret or was written by ourselves.
NO_WORDS = {
    "act", "basis", "body", "check_in_code", "client_id", "content", "content_before", "definition", "digest",
    "edges_digest", "ending", "event", "fingerprint", "import_key", "issuer", "key", "keys_url", "kind", "promise_hash",
    "authorize_url", "token_url", "segment_attribute", "slug", "subject", "target_kind", "time_zone", "token_hash",
    "url", "verb", "why",
}  # fmt: skip
# What people wrote stands in these as lists, or by language or question; other JSON is ours.
WORDS_IN_JSON = {
    "asks", "titles", "intros", "texts", "offers", "wants", "interests", "languages", "wrote", "agenda", "attributes",
}  # fmt: skip
OURS_IN_JSON = {("Event", "agenda"), ("Track", "agenda"), ("Pair", "agenda")}  # blocks, each with words of its own
# Filled fields draw more icons and forms of ours; these no page of ours draws because of anybody's words.
NEVER_OURS = ("script", "iframe", "math", "mi", "style", "base", "body", "link", "meta", "object", "embed", "frame")


def text_fields() -> dict[type[models.Model], list[str]]:
    """Every field that holds what somebody wrote, of every app but the community."""
    found: dict[type[models.Model], list[str]] = {}
    for model in tenant_models():
        for field in model._meta.concrete_fields:
            is_text = type(field) in {models.CharField, models.TextField} and not field.choices
            is_list = isinstance(field, models.JSONField) and field.name in WORDS_IN_JSON
            is_ours = field.name in NO_WORDS or (model.__name__, field.name) in OURS_IN_JSON
            if (is_text or is_list) and not is_ours and model._meta.app_label != "community":
                found.setdefault(model, []).append(field.name)
    return found


# security X1
def test_no_payload_of_any_app_becomes_markup(houses: Houses, dice: random.Random) -> None:
    house, callers = houses[0].house, people(houses[0].house)
    every = [
        (route, page, role)
        for route, page in pages(houses)
        for role, status in enumerate(EXPECTED.get((route, "GET"), []))
        if status == OK
    ]
    readers = drawn(every, dice)
    broken: list[str] = []

    def look(*, filled: bool) -> dict[tuple[str, int], Markup]:
        found = {}
        for route, page, role in readers:
            with transaction.atomic():
                answer = callers[role].ask("GET", page, {}, form=True)
                transaction.set_rollback(True)
            if answer.status_code == OK and answer.headers["Content-Type"].startswith("text/html"):
                found[route, role] = Markup(answer.content.decode())
            elif filled and answer.status_code >= BROKEN:
                broken.append(f"{route}: {answer.status_code}")
        return found

    plain, filling, rounds, wrong, seen = look(filled=False), Filling(PAYLOADS, text_fields()), 0, [], 0
    while not rounds or (is_whole() and min(filling.held().values()) < len(PAYLOADS)):
        with house.open():
            filling.fill()
        rounds += 1
        for key, markup in look(filled=True).items():
            if key not in plain:
                continue
            seen += 1
            wrong += [f"{key}: {one}" for one in markup.runs if one not in plain[key].runs]
            more = {name for name in NEVER_OURS if markup.elements[name] > plain[key].elements[name]}
            wrong += [f"{key}: {more}"] * bool(more)

    fields, least = len(filling.held()), min(filling.held().values())
    print(f"X1: {len(PAYLOADS)} payloads, each of {fields} fields of the other apps held at least {least}, "
          f"{seen} pages read, {len(wrong)} found")  # fmt: skip
    assert (wrong, broken) == ([], [])
