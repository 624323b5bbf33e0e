"""
What two who mentor each other write is read by them alone, and nobody can become somebody else to look.

The tables of mentoring are private to it, and what stands above it takes only its cards and frame. So a word of a pair
could come out at mentoring's own addresses, on home and the frame around every page, where people are searched or
followed, in files, mail, log lines, jobs and the audit: these are walked, with every form sent.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import TestCase
from django.urls import get_resolver

from belonging.runtime.places import ROOT
from mentoring.enums import AskState, PairState
from mentoring.models import Ask
from mentoring.services.meetings import Words, log_check_in, send_feedback, write_note
from tests.cast import NOON, TODAY
from tests.guards import routes
from tests.guards.actors import Actor, Caller, fresh_caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.mentoring_rows import plant_pair
from tests.guards.routes import ARGUMENTS, Place, address, body, is_page, sends_form
from tests.guards.tables import APPS, Planted, tables_holding

NOTED, SHARED, SAID, LINE, ASKED = "clover-4d20", "thistle-88ab", "bramble-03fc", "heather-6b19", "sorrel-90de"
TABLES = {
    NOTED: "mentoring_note",
    SHARED: "mentoring_note",
    SAID: "mentoring_feedback",
    LINE: "mentoring_checkin",
    ASKED: "mentoring_ask",
}
READERS = {word: {"participant", "mira"} for word in TABLES} | {NOTED: {"participant"}}
# Who comes in here beside the two. Whoever has no place gets one refusal everywhere, which test_isolation compares.
ACTORS = ("participant", "facilitator", "admin", "dual member", "superuser")
WALKED = re.compile(
    r"mentoring(-api)?:|network(-api)?:(home|person-|interaction-list|own-data|job-|mention-list|outreach-list)"
    r"|dashboards:|programs:(thread-|path-|letter-list|letter-read|event-list|worksheet-detail|place-detail)"
    r"|community:hub|tenancy:"
)
LEADERS = ("facilitator", "admin")
LOOKS_FOR = ("network:person-list", "network:person-find")


# security M1: fifty notes, feedback, a check-in's line and a question, of two who mentor each other
@pytest.fixture
def written(houses: Houses) -> Planted:
    """Ben and Mira are a pair and write to each other; Ada and Una run the program."""
    planted = houses[0]
    house = planted.house
    ben, mira = house.ben.place, house.mira.place
    with house.open(), TestCase.captureOnCommitCallbacks(execute=True):
        pair = plant_pair(house.program, ben, mira, PairState.RUNNING, started_on=TODAY - timedelta(days=9))
        for number in range(50):
            word, is_shared = (SHARED, True) if number % 2 else (NOTED, False)
            write_note(pair=pair, author=ben, text=f"{number} {word}", is_shared=is_shared, now=NOON)
        words = Words(f"On Tuesday, {SAID}", "You moved a chair", "I felt seen")
        send_feedback(pair=pair, author=ben, recipient=mira, words=words, now=NOON)
        log_check_in(pair=pair, author=ben, happened_on=TODAY, line=f"Talked of {LINE}", today=TODAY, now=NOON)
        Ask.objects.create(
            program=house.program, author=ben, recipient=mira, state=AskState.MORE, words=ASKED, question=ASKED,
            asked_at=NOON, answer_until=NOON + timedelta(days=3),
        )  # fmt: skip
    here = replace(planted.mentoring[house.program.pk], pair=pair)
    return replace(planted, mentoring={house.program.pk: here})


def walk(caller: Caller, planted: Planted, *, sends: bool) -> Iterator[tuple[str, bytes]]:
    """Everything somebody sees at the addresses that could carry a word, forms sent and taken back included."""
    house = planted.house
    place = Place("own", house.organization.slug, house.program.slug, planted, house.program)
    for route in sorted(filter(WALKED.match, ARGUMENTS)):
        target = address(route, place)
        looks = [f"{target}?q={word[:6]}" for word in TABLES] if route in LOOKS_FOR else []
        for one in (target, *looks):
            yield f"GET {one}", seen(caller.ask("GET", one, {}, form=True, htmx=False))
        if sends:
            sent = body(route, planted, house.program)
            with transaction.atomic():
                yield (
                    f"POST {target}",
                    seen(caller.ask("POST", target, sent, form=sends_form(route), htmx=is_page(route))),
                )
                transaction.set_rollback(True)


def seen(answer: object) -> bytes:
    """The body and the headers of an answer."""
    return answer.content + str(answer.headers).encode()  # type: ignore[attr-defined]


# security M1, S12: read by the two alone, and found in one table each; nothing of it in mail or log lines
def test_words_of_a_pair_are_read_by_the_pair_alone(
    written: Planted, houses: Houses, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    everybody = ten_actors(*houses)
    actors = [*(everybody[name] for name in ACTORS), Actor("mira", houses[0].house.mira.user)]
    count, wrong, read = 0, [], set()
    for actor in actors:
        for place, content in walk(fresh_caller(actor.user), written, sends=actor.name in LEADERS):
            count += 1
            for word in (one for one in TABLES if one.encode() in content):
                read.add((word, actor.name))
                wrong += [] if actor.name in READERS[word] else [f"{actor.name}: {word} at {place}"]
    print(f"M1: {count} answers to {len(actors)} people, {len(wrong)} leaks")

    assert wrong == []
    assert read == {(word, name) for word, names in READERS.items() for name in names}
    assert {word: set(tables_holding(word)) for word in TABLES} == {word: {table} for word, table in TABLES.items()}
    told = "".join(f"{one.subject} {one.body}" for one in mail.outbox) + caplog.text
    assert [word for word in TABLES if word in told] == []
    assert mail.outbox != []


ENDS_SIGN_INS = "belonging/accounts/middleware.py"  # takes the person of the session, or nobody once it is over


# security M3: there is no door for support, so there is no impersonation to show
def test_nobody_can_look_through_somebody_elses_eyes() -> None:
    sources = [path for path in ROOT.rglob("*.py") if is_product(path.relative_to(ROOT))]
    becomes = re.compile(r"request\.user\s*=[^=]|force_login|impersonat|hijack|SESSION_KEY|_auth_user_id")
    found = [str(path.relative_to(ROOT)) for path in sources if becomes.search(path.read_text())]

    print(f"M3: {len(sources)} files of the product, {len(found)} that become somebody else")
    assert len(sources) > 300
    assert found == [ENDS_SIGN_INS]
    assert "get_user(request)" in (ROOT / ENDS_SIGN_INS).read_text()
    assert [
        app for app in settings.INSTALLED_APPS if re.search(r"contrib\.admin|hijack|impersonate|loginas", app)
    ] == []
    assert len(list(addresses())) > 300
    assert not any(re.search(r"impersonat|hijack|become|admin/", address) for address in addresses())


def addresses() -> Iterator[str]:
    """Every address there is, as it is written in the list of addresses."""
    return (pattern for _name, pattern in routes.walk(get_resolver().url_patterns))


def is_product(path: Path) -> bool:
    """What runs for people: no tests, no tools, nothing that was made."""
    return path.parts[0] in APPS
