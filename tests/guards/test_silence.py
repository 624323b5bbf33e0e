"""Logging is no way to pester: nobody learns who declined or blocked them, and no word reaches anybody unasked."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction

from belonging.rights.selectors import footprint_of, tables_about
from community.models import Award, Nominee
from mentoring.enums import AskState, Ending
from mentoring.models import Ask, Pair
from network.enums import EntryState, PartnerState
from network.imports.reading import read_file
from network.models import Interaction, InteractionPartner, MapEntry, Tie
from network.selectors.interactions import claim_for, waiting_for
from network.services.imports import bring_in
from network.services.interactions import block_person, confirm_interaction, decline_interaction, log_interaction
from tests.cast import NOON, TODAY, House, Person
from tests.guards.actors import Reply, fresh_caller, reply
from tests.guards.conftest import Houses

pytestmark = pytest.mark.authz

CANARY = "marmalade-7f3a"
OTHERS_CANARY = "lighthouse-91c2"
ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
PAGES = (
    "", "log/", "interactions/", "people/", "people/find/?q=Ada", "people/?q=Ada", "people/{ada}/", "people/{ben}/",
    "privacy/", "dashboard/", "dashboard/network/", "imports/",
)  # fmt: skip
ENDPOINTS = ("interactions/", "people/", "people/?q=Ada", "snapshots/", "snapshots/latest/")


@pytest.fixture
def house(houses: Houses) -> House:
    """Northlight, with what else is planted there."""
    return houses[0].house


def log(house: House, author: Person, partner: Person, on: date = TODAY, note: str = CANARY) -> Interaction:
    """Somebody says that they met somebody."""
    with house.open():
        logged = log_interaction(
            program=house.program, author=author.place, partners=[partner.place], happened_on=on, today=TODAY, now=NOON,
            note=note,
        )  # fmt: skip
    assert logged.interaction is not None
    return logged.interaction


def addresses(house: House) -> list[str]:
    """Every page and endpoint a person may open in their program."""
    ids = {"ada": house.ada.place.public_id, "ben": house.ben.place.public_id}
    return [house.address(one.format(**ids)) for one in PAGES] + [house.api(one) for one in ENDPOINTS]


def seen_by(house: House, person: Person) -> dict[str, Reply]:
    """Everything a person sees now."""
    caller = fresh_caller(person.user)
    return {one: reply(caller.ask("GET", one, {}, form=True), one) for one in addresses(house)}


def ignore(house: House) -> None:
    """Nothing at all."""


def decline(house: House) -> None:
    """Ada says "not me" to all that waits; of each author one claim at a time is shown."""
    with house.open():
        while rows := waiting_for(house.ada.place):
            for row in rows:
                decline_interaction(partner_row=row, now=NOON)


def block(house: House) -> None:
    """Ada keeps Ben out."""
    with house.open():
        block_person(blocker=house.ada.place, blocked=house.ben.place, now=NOON)


def expire(house: House) -> None:
    """Ada never answers, and the claim comes to its end."""
    with house.open():
        InteractionPartner.objects.filter(participant=house.ada.place).update(state=PartnerState.EXPIRED)


Act = Callable[[House], None]


def after(house: House, *acts: Act) -> dict[str, Reply]:
    """What Ben sees after Ada's acts, which are then taken back."""
    with transaction.atomic():
        for act in acts:
            act(house)
        seen = seen_by(house, house.ben)
        transaction.set_rollback(True)
    return seen


@pytest.mark.parametrize("act", [decline, block, expire])
def test_sender_cannot_tell_it_from_being_ignored(act: Act, house: House) -> None:
    log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))

    ignored, refused = after(house, ignore), after(house, act)

    assert {one for one in ignored if ignored[one] != refused[one]} == set()
    assert ignored[house.address()].status == 200


def leave_the_map(house: House) -> None:
    """Ada does not want to be on Ben's map, nor to hear of it."""
    with house.open():
        rows = MapEntry.objects.filter(map__participant=house.ben.place, person=house.ada.place)
        assert rows.update(state=EntryState.DECLINED, is_hidden=True, answered_at=NOON) == 1
        Tie.objects.filter(low=house.ada.place, high=house.ben.place).update(is_named=False)


def turn_down(house: House) -> None:
    """Ada turns down what Ben asked her, and the pair a facilitator made of them."""
    with house.open():
        assert Ask.objects.filter(author=house.ben.place).update(state=AskState.DECLINED, answered_at=NOON)
        pairs = Pair.objects.filter(seats__participant=house.ben.place)
        assert pairs.update(ending=Ending.SAFETY, ended_by=house.ada.place, asked_for_help_at=NOON)


def choose_quietly(house: House) -> None:
    """Ada thinks of Ben as a peer and tells nobody; somebody names him for an award that is still open."""
    with house.open():
        Ask.objects.create(
            program=house.program,
            author=house.ada.place,
            recipient=house.ben.place,
            state=AskState.QUIET,
            asked_at=NOON,
        )
        award = Award.objects.filter(program=house.program, announced_at=None)[0]
        Nominee.objects.create(award=award, participant=house.ben.place)


# security I2, P1
@pytest.mark.parametrize("act", [decline, block, expire, leave_the_map, turn_down, choose_quietly])
def test_copy_of_everything_tells_no_more_than_pages(act: Act, house: House) -> None:
    """Rights to one's own data are no way round somebody else's silence."""
    log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))
    found = []
    for one in (ignore, act):
        with transaction.atomic():
            one(house)
            with house.open():
                found.append((list(tables_about(house.ben.membership)), footprint_of(house.ben.membership)))
            transaction.set_rollback(True)

    (tables, footprint), (others, other_footprint) = found
    assert [one.name for one, other in zip(tables, others, strict=True) if one != other] == []
    assert footprint == other_footprint
    assert sum(len(table.rows) for table in tables) > 40


@pytest.mark.parametrize("act", [decline, block, expire])
@pytest.mark.parametrize("is_api", [False, True])
def test_senders_next_steps_are_answered_alike(act: Act, is_api: bool, house: House) -> None:
    made = log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))
    ada = str(house.ada.place.public_id)
    steps = [
        ("POST", "interactions/", {"people": [ada], "happened_on": str(TODAY - timedelta(days=1))}),
        ("POST", "interactions/", {"people": [ada], "happened_on": str(TODAY - timedelta(days=5))}),
        ("POST", f"interactions/{made.public_id}/confirm/", {}),
        ("DELETE", f"interactions/{made.public_id}/", {}),
    ] if is_api else [
        ("POST", "log/", {"who": [ada], "when": "yesterday", "kind": "experiential"}),
        ("POST", "log/", {"who": [ada], "when": "other", "when_other": str(TODAY - timedelta(days=5))}),
        ("POST", f"interactions/{made.public_id}/confirm/", {}),
        ("POST", f"interactions/{made.public_id}/undo/", {}),
        ("POST", f"people/{ada}/block/", {}),
    ]  # fmt: skip

    assert answers(house, ignore, steps, is_api) == answers(house, act, steps, is_api)


def answers(house: House, act: Act, steps: list[tuple[str, str, dict[str, object]]], is_api: bool) -> list[object]:
    """Status, headers and page of each step Ben takes after Ada's act; new ids are random and left out."""
    found: list[object] = []
    with transaction.atomic():
        act(house)
        caller = fresh_caller(house.ben.user)
        for method, rest, body in steps:
            address = house.api(rest) if is_api else house.address(rest)
            seen = reply(caller.ask(method, address, body, form=not is_api), address)
            found.append((seen.status, seen.headers, ID.sub(b"<id>", seen.content)))
        transaction.set_rollback(True)
    return found


def test_a_log_after_a_block_looks_like_any_other(house: House) -> None:
    """The block comes first here, and the log after it."""
    bodies = {"who": [str(house.ada.place.public_id)], "when": "yesterday"}
    seen = []
    for act in (ignore, block):
        with transaction.atomic():
            act(house)
            answer = fresh_caller(house.ben.user).ask("POST", house.address("log/"), bodies, form=True, htmx=True)
            first = reply(answer, house.address("log/")).content
            seen.append((answer.status_code, ID.sub(b"<id>", first), after_log(house)))
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert seen[0][0] == 200


def after_log(house: House) -> dict[str, bytes]:
    """Ben's pages, without random ids."""
    return {one: ID.sub(b"<id>", page.content) for one, page in seen_by(house, house.ben).items()}


@pytest.mark.parametrize("is_author", [True, False])
def test_file_tells_nobody_of_a_block(is_author: bool, house: House) -> None:
    """A seating list names Ada and Ben, in either order: Ben's pages, answers and figures are the same."""
    ben, ada = f"ben@{house.organization.slug}.example", f"ada@{house.organization.slug}.example"
    text = f"person,with,date\n{ben},{ada},2026-02-03\n" if is_author else f"person,with,date\n{ada},{ben},2026-02-03\n"
    seen = []
    for act in (ignore, block):
        with transaction.atomic():
            act(house)
            counts = bring_in_times(house, text)
            seen.append((counts, after_log(house), steps_on_imported(house)))
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert b"brought in from a file" in seen[0][1][house.address("interactions/")]


def bring_in_times(house: House, text: str) -> dict[str, int]:
    """Brings in a file of time together."""
    with house.open():
        table, layout = read_file(program=house.program, kind="interactions", content=text.encode())
        return bring_in(
            program=house.program, kind="interactions", table=table, layout=layout, actor=None, now=NOON
        )  # fmt: skip


def steps_on_imported(house: House) -> list[object]:
    """What Ben hears when he tries to answer or take back the line from the file."""
    with house.open():
        line = Interaction.objects.get(source="imported", happened_on=date(2026, 2, 3))
    caller, found = fresh_caller(house.ben.user), list[object]()
    for method, rest in (("POST", "confirm/"), ("POST", "decline/"), ("DELETE", "")):
        address = house.api(f"interactions/{line.public_id}/{rest}")
        answer = reply(caller.ask(method, address, {}, form=False), address)
        found.append((answer.status, answer.content))
    return found


def test_blocked_persons_logs_reach_nobody(house: House) -> None:
    block(house)
    before = seen_by(house, house.ada)

    made = log(house, house.ben, house.ada, on=TODAY - timedelta(days=3))

    assert seen_by(house, house.ada) == before
    for rest in ("confirm/", "decline/"):
        address = house.api(f"interactions/{made.public_id}/{rest}")
        assert fresh_caller(house.ada.user).ask("POST", address, {}, form=False).status_code == 404


def test_no_word_of_a_note_reaches_anybody_else(house: House) -> None:
    made = log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))
    log(house, house.ada, house.mira, on=TODAY - timedelta(days=2), note=OTHERS_CANARY)

    for is_confirmed in (False, True):
        if is_confirmed:
            with house.open():
                row = claim_for(house.ada.place, made.public_id)
                assert row is not None
                confirm_interaction(partner_row=row, now=NOON)
        for person in (house.ada, house.mira, house.una, house.sam):
            seen = b"".join(page.content for page in seen_by(house, person).values())
            assert CANARY.encode() not in seen
            assert (OTHERS_CANARY.encode() in seen) == (person is house.ada)
    assert CANARY.encode() in seen_by(house, house.ben)[house.address("interactions/")].content
    assert not any(CANARY in str(message.body) for message in mail.outbox)


def test_note_of_the_other_side_stays_theirs(house: House) -> None:
    """Ben had logged the meeting, Ada logs it as well: her words are hers."""
    log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))
    with house.open():
        log_interaction(
            program=house.program, author=house.ada.place, partners=[house.ben.place], today=TODAY, now=NOON,
            happened_on=TODAY - timedelta(days=1), note=OTHERS_CANARY,
        )  # fmt: skip

    assert OTHERS_CANARY.encode() not in b"".join(page.content for page in seen_by(house, house.ben).values())
    assert CANARY.encode() not in b"".join(page.content for page in seen_by(house, house.ada).values())


def test_named_side_sees_every_claim_and_can_remove_it(house: House) -> None:
    made = log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))
    decline(house)  # what was planted before waits first
    with house.open():
        assert waiting_for(house.ada.place) == []
        row = claim_for(house.ada.place, made.public_id)
        assert row is not None
        assert row.state == PartnerState.DECLINED
    assert str(made.public_id).encode() not in seen_by(house, house.ada)[house.address()].content


def test_only_confirmed_time_moves_a_tie(house: House) -> None:
    with house.open():
        pair = Tie.objects.get(low=house.ada.place, high=house.ben.place)
        before = pair.mutual_count
    for act in (ignore, decline, block):
        with transaction.atomic():
            log(house, house.ben, house.ada, on=TODAY - timedelta(days=2))
            act(house)
            with house.open():
                pair.refresh_from_db()
                assert pair.mutual_count == before == 0
            transaction.set_rollback(True)


def test_facilitators_see_no_two_names_in_one_record(house: House) -> None:
    """Una runs the program and takes no part: who met whom is on no page of hers."""
    made = log(house, house.ben, house.ada, on=TODAY - timedelta(days=1))

    pages = seen_by(house, house.una)

    allowed = {house.address(one) for one in ("people/", "people/find/?q=Ada", "people/?q=Ada")} | {
        house.api("people/")
    }
    for address, page in pages.items():
        assert str(made.public_id).encode() not in page.content
        both = b"Ada Tester" in page.content and b"Ben Tester" in page.content
        assert address in allowed or not both, address
