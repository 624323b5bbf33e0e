"""
What a person writes for themself is read by nobody else, and a private word only by those it is meant for.

Words that occur nowhere else are put where people write; every page and endpoint is opened by everybody who may come
in, and every form is sent. Then one private act after the other is done, and nothing that others see may change.

`make isolation` opens and sends everything. Other runs open everything as the writer and as a facilitator; the others
open what shows a word to one of the two, and a tenth of the rest, drawn anew from the run's seed like the forms and
whether a page is asked for as a whole or in part.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.db import transaction
from django.test import TestCase
from django.urls import reverse

from programs.enums import Attendance, EventForm, ReplyState
from programs.models import Answer, Event, PersonStep, Promise, Reply, Thread
from programs.services.event_answers import answer_event
from programs.services.event_replies import Mark, mark_attendance
from programs.services.feeds import make_feed
from programs.services.paths import complete_person_step
from programs.services.promises import answer_promise, keep_promises, make_promise
from programs.services.resources import keep_answer, mark_read
from programs.services.threads import answer_thread, open_thread
from tests.cast import NOON, TODAY
from tests.effort import drawn, is_whole
from tests.guards.actors import Actor, Caller, fresh_caller, ten_actors
from tests.guards.actors import Reply as Seen
from tests.guards.actors import reply as seen_as
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, Place, address, body, is_page, sends_form
from tests.guards.tables import Planted, tables_holding

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

WROTE, ANSWERED, PROMISED = "saffron-1b7d", "lantern-52ce", "juniper-9af4"
NOTED = "meadow-41aa"
WORD, REASON = "harbour-c03e", "willow-77d1"
OWN = (WROTE, ANSWERED, PROMISED, NOTED)  # read by nobody but the one who wrote
LEADERS = {"facilitator", "admin", "sibling facilitator"}  # a role is the membership's, not the program's
READERS = {WORD: {"participant", *LEADERS}, REASON: LEADERS} | {word: {"participant"} for word in OWN}
TABLES = {
    WROTE: "programs_personstep",
    ANSWERED: "programs_answer",
    PROMISED: "programs_promise",
    NOTED: "programs_promise",
    WORD: "programs_threadmessage",
    REASON: "programs_reply",
}
# Asked for with what else an address takes; {answer} is the writer's own paper.
MORE = {
    "programs:event-list": ("?show=past", "?show=mine"),
    "programs:worksheet-detail": ("?at={answer}",),
    "programs:event-attendance": ("?find_name=Ben",),
    "programs-api:event-list": ("?show=past", "?show=mine"),
    "programs:resource-list": ("?q=saffron", "?q=lantern"),
}
BY_CHANCE = {"programs:resource-draw"}  # another card each time, which no word of a person is on
OPENED = sorted(ARGUMENTS.keys() - BY_CHANCE)
OPEN_EVERYTHING = {"participant", "facilitator"}  # on every run; they come first


@dataclass(frozen=True)
class Written:
    """Where Ben's words stand."""

    planted: Planted  # with addresses that lead to Ben, his paper and the event he was missed at
    thread: Thread
    answer: Answer
    token: str


@pytest.fixture
def written(houses: Houses) -> Written:
    """Ben writes wherever the product lets him, by the services his pages call."""
    planted = houses[0]
    house, ben = planted.house, planted.house.ben.place
    rows, library = planted.paths[house.program.pk], planted.libraries[house.program.pk]
    with house.open():
        complete_person_step(person_step=rows.step, on=TODAY, now=NOON, wrote=f"It was {WROTE}.")
        paper = {"goal": f"More {ANSWERED}", "people": []}
        answer = keep_answer(participant=ben, worksheet=library.worksheet, values=paper, now=NOON + timedelta(hours=1))
        own = make_promise(
            participant=ben, text=f"Bring {PROMISED}", due_on=TODAY, on=TODAY, now=NOON, asks=["How was it?"]
        )
        answer_promise(participant=ben, promise=own, answers={"How was it?": f"Like {NOTED}"}, now=NOON)
        thread = open_thread(participant=ben, step=rows.step.step, text=f"I fear {WORD}.", on=TODAY, now=NOON)
        token = make_feed(participant=ben, now=NOON)
        event = missed_event(planted)
    to_ben = replace(
        planted,
        others={house.program.pk: ben},
        paths={house.program.pk: replace(rows, promise=own, thread=thread)},
        libraries={house.program.pk: replace(library, answer=answer)},
        events={house.program.pk: event},
    )
    return Written(to_ben, thread, answer, token)


def missed_event(planted: Planted) -> Event:
    """An event of yesterday that Ben said he would come to; a facilitator noted why he did not."""
    house = planted.house
    begins = NOON - timedelta(days=1)
    event = Event.objects.create(
        program=house.program, title="Breakfast", form=EventForm.SOCIAL, starts_at=begins,
        ends_at=begins + timedelta(hours=1), check_in_code="BREAD1",
    )  # fmt: skip
    for person in (house.ben.place, house.mira.place):
        Reply.objects.create(event=event, participant=person, state=ReplyState.GOING, asked_at=begins)
    marks = {
        house.ben.place.public_id: Mark(Attendance.ABSENT, REASON),
        house.mira.place.public_id: Mark(Attendance.PRESENT, ""),
    }
    mark_attendance(actor=house.ada.membership, event=event, marks=marks, now=NOON)
    return event


def own_place(planted: Planted) -> Place:
    """Ben's own program, with ids that are his."""
    house = planted.house
    return Place("own", house.organization.slug, house.program.slug, planted, house.program)


def asked(route: str, planted: Planted) -> list[str]:
    """The addresses under which a page or endpoint is opened."""
    target = address(route, own_place(planted))
    answer = planted.libraries[planted.house.program.pk].answer.public_id
    return [target, *(target + more.format(answer=answer) for more in MORE.get(route, ()))]


def pages(caller: Caller, planted: Planted, routes: Iterable[str], dice: random.Random) -> dict[str, Seen]:
    """All that somebody sees when they open these."""
    found = {}
    for route in routes:
        for target in asked(route, planted):
            ways = (False, True) if is_page(route) else (False,)
            for htmx in ways if is_whole() else [dice.choice(ways)]:
                answer = caller.ask("GET", target, {}, form=True, htmx=htmx)
                found[f"{target} {htmx}"] = seen_as(answer, target)
    return found


def answers(caller: Caller, planted: Planted, dice: random.Random) -> dict[str, Seen]:
    """
    All that somebody sees when they send every form, with nothing in it and with the most that fits; taken back. Some
    forms and one of the two ways are drawn where not the whole is tried.
    """
    found = {}
    for route in drawn(ARGUMENTS, dice):
        target = address(route, own_place(planted))
        ways = ({}, body(route, planted, planted.house.program))
        for sent in ways if is_whole() else [dice.choice(ways)]:
            with transaction.atomic():
                answer = caller.ask("POST", target, sent, form=sends_form(route), htmx=is_page(route))
                found[f"{target} {bool(sent)}"] = seen_as(answer, target)
                transaction.set_rollback(True)
    return found


def holding(word: str, seen: dict[str, Seen]) -> set[str]:
    """Where a word is shown or named in a header."""
    return {one for one, page in seen.items() if word.encode() in page.content or word in str(page.headers)}


def everybody(houses: Houses, dice: random.Random) -> list[Actor]:
    """
    The ten, and Mira, who takes part beside Ben and runs nothing. Of those for whom no page opens one is drawn where
    not the whole is tried: T1 compares what they see with what is not there.
    """
    found = [*ten_actors(*houses).values(), Actor("mira", houses[0].house.mira.user)]
    found.sort(key=lambda one: one.name not in OPEN_EVERYTHING)
    outside = [one for one in found if not one.roles and one.name != "mira"]
    return found if is_whole() else [one for one in found if one not in outside] + [dice.choice(outside)]


def test_words_are_shown_to_nobody_but_those_they_are_for(
    written: Written, houses: Houses, request: pytest.FixtureRequest
) -> None:
    dice = random.Random(request.config.getoption("randomly_seed", 0))
    secret = written.token.partition(".")[2]  # the calendar's: kept nowhere, shown nowhere
    assert set(tables_holding(secret)) == set()
    count, wrong, read, shows = 0, [], set(), set()
    for actor in everybody(houses, dice):
        caller = fresh_caller(actor.user)
        opened = OPENED if actor.name in OPEN_EVERYTHING else {*drawn(OPENED, dice), *shows}
        by_route = {route: pages(caller, written.planted, [route], dice) for route in opened}
        if actor.name == "participant":  # so that this is no walk past shut doors
            opens = [route for route in by_route if next(iter(by_route[route].values())).status == HTTPStatus.OK]
            assert len(opens) >= 30
        shows |= {route for route, seen in by_route.items() if any(holding(word, seen) for word in READERS)}
        seen = {f"GET {one}": page for some in by_route.values() for one, page in some.items()}
        wrong += [f"{actor.name}: the calendar's secret at {one}" for one in holding(secret, seen)]
        if actor.name != "participant":
            seen |= {f"POST {one}": page for one, page in answers(caller, written.planted, dice).items()}
        count += len(seen)
        for word, readers in READERS.items():
            if places := holding(word, seen):
                read.add((word, actor.name))
                wrong += [] if actor.name in readers else [f"{actor.name}: {word} at {one}" for one in places]
    print(f"private words: {count} answers, {len(wrong)} leaks")

    assert wrong == []
    assert len(shows) >= 5
    # Whoever may read them can: the words were there to be found.
    assert {(word, name) for word, readers in READERS.items() for name in readers} == read


def test_words_stand_in_one_table_each(written: Written) -> None:
    """Not in the audit, in a task's title or in a job: nowhere that others read."""
    found = {word: set(tables_holding(word)) for word in TABLES}

    assert found == {word: {table} for word, table in TABLES.items()}


def test_calendar_holds_events_and_no_words(written: Written) -> None:
    feed = reverse("programs:event-feed", args=[written.token])

    answer = fresh_caller(None).ask("GET", feed, {}, form=True)

    assert (answer.status_code, b"Supper" in answer.content) == (200, True)
    assert [word for word in TABLES if word.encode() in answer.content] == []
    assert fresh_caller(None).ask("GET", feed[:-5] + "x.ics", {}, form=True).status_code == 404


def test_mail_about_a_private_word_does_not_hold_it(written: Written, houses: Houses) -> None:
    house = houses[0].house
    with TestCase.captureOnCommitCallbacks(execute=True), house.open():
        answer_thread(thread=written.thread, author=house.ben.membership, text=f"Still {WORD}", now=NOON)
        answer_thread(thread=written.thread, author=house.ada.membership, text=f"No {WORD} here", now=NOON)

    assert {to for message in mail.outbox for to in message.to} == {house.ada.user.email, house.ben.user.email}
    assert not any(word in f"{message.subject} {message.body}" for message in mail.outbox for word in TABLES)


Act = Callable[[Written], object]


def rates(written: Written) -> None:
    """Ben was there after all and says what he thought of it."""
    house = written.planted.house
    event = written.planted.events[house.program.pk]
    answer_event(event=event, participant=house.ben.place, rating=1, now=event.ends_at)


def reads(written: Written) -> None:
    """Ben reads something he had not read."""
    library = written.planted.libraries[written.planted.house.program.pk]
    mark_read(participant=written.planted.house.ben.place, resource=library.wizard, on=TODAY)


def keeps(written: Written) -> None:
    """Ben ticks everything he promised, what the plan and a facilitator gave him included."""
    ben = written.planted.house.ben.place
    rows = list(Promise.objects.filter(participant=ben))
    assert keep_promises(participant=ben, shown=rows, kept=rows, now=NOON) == len(rows) >= 3


def promises(written: Written) -> None:
    """Ben promises himself something more."""
    make_promise(participant=written.planted.house.ben.place, text="Rest", due_on=TODAY, on=TODAY, now=NOON)


def fills_in(written: Written) -> None:
    """Ben fills the worksheet in once more."""
    sheet = written.planted.libraries[written.planted.house.program.pk].worksheet
    keep_answer(participant=written.planted.house.ben.place, worksheet=sheet, values={"goal": "Less"}, now=NOON)


def rewrites(written: Written) -> None:
    """Ben writes something else about a step he has done."""
    row = PersonStep.objects.get(pk=written.planted.paths[written.planted.house.program.pk].step.pk)
    complete_person_step(person_step=row, on=TODAY, now=NOON, wrote="Other words")


def takes_a_calendar(written: Written) -> None:
    """Ben makes a new calendar address."""
    make_feed(participant=written.planted.house.ben.place, now=NOON)


PRIVATE_ACTS: tuple[Act, ...] = (rates, reads, keeps, promises, fills_in, rewrites, takes_a_calendar)


@pytest.mark.parametrize("who", ["mira", "ada", "una"])
def test_private_acts_change_nothing_that_others_see(
    who: str, written: Written, request: pytest.FixtureRequest
) -> None:
    seed = f"{request.config.getoption('randomly_seed', 0)} {who}"
    dice = random.Random(seed)
    house = written.planted.house
    caller = fresh_caller(getattr(house, who).user)
    with house.open():
        event = written.planted.events[house.program.pk]
        Reply.objects.filter(event=event, participant=house.ben.place).update(attendance=Attendance.PRESENT)
    opened = drawn(OPENED, dice)
    with transaction.atomic():  # which file was taken is written down
        before = pages(caller, written.planted, opened, random.Random(seed))
        transaction.set_rollback(True)

    for act in PRIVATE_ACTS if is_whole() else dice.sample(PRIVATE_ACTS, 1):
        with transaction.atomic():
            with house.open():
                act(written)
            after = pages(caller, written.planted, opened, random.Random(seed))
            transaction.set_rollback(True)
        assert {one for one in before if before[one] != after[one]} == set(), act.__name__
