"""What the network promises those who are named in it, tried many times over; how often is printed."""

from datetime import timedelta
from random import Random

import pytest

from belonging.core.errors import BelongingError
from mentoring.matching.people import Known, Someone, both
from mentoring.matching.proposing import propose
from mentoring.matching.rules import Rules
from network.breakouts import small_groups
from network.enums import PartnerState
from network.introductions import plan_round
from network.models import Block, Interaction, InteractionPartner, MapEntry, Tie
from network.rules import NEW_PEOPLE_A_DAY
from network.selectors.interactions import waiting_for
from network.selectors.round_fields import round_field
from network.selectors.ties import counted_ties, network_people
from network.services.expiry import expire_claims
from network.services.interactions import (
    block_person,
    confirm_interaction,
    decline_interaction,
    log_interaction,
    undo_interaction,
)
from network.services.maps import add_to_map
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.effort import effort

DAY = timedelta(days=1)


def pairs_counted(house: House) -> set[tuple[int, int]]:
    """The pairs the next count takes for tied."""
    people = network_people(house.program, TODAY)
    ends = counted_ties(house.program, TODAY, people)
    return set(zip(ends.low.tolist(), ends.high.tolist(), strict=True))


def pairs_confirmed() -> set[tuple[int, int]]:
    """The pairs of whom both have said so."""
    rows = InteractionPartner.objects.filter(state=PartnerState.MUTUAL, interaction__taken_back_at=None)
    return {tuple(sorted(ends)) for ends in rows.values_list("interaction__author_id", "participant_id")}


def act(house: House, people: list[Person], draw: Random, step: int) -> str:
    """One thing somebody does, or time does, to a claim; what it was."""
    now = NOON + step * DAY / 24
    waiting = InteractionPartner.objects.select_related("interaction", "program", "participant__membership")
    row = draw.choice([*waiting.order_by("pk"), None])
    name = draw.choice(["claim", "confirm", "decline", "undo", "erase", "expire"])
    if name == "claim" or row is None:
        author, partner = draw.sample(people, 2)
        log_interaction(
            program=house.program, author=author.place, partners=[partner.place], now=now, today=TODAY,
            happened_on=TODAY - draw.randrange(30) * DAY,
        )  # fmt: skip
        return "claim"
    if name == "confirm":
        confirm_interaction(partner_row=row, now=now)
    elif name == "decline":
        decline_interaction(partner_row=row, now=now)
    elif name in {"undo", "erase"}:
        who = row.interaction.author if name == "undo" else row.participant
        undo_interaction(interaction=row.interaction, participant=who, now=now)
    else:
        expire_claims(now=now + 40 * DAY)
    return name


# security I1
def test_only_what_both_confirmed_moves_a_figure(inside: House) -> None:
    people, moved, refused = [inside.ada, inside.ben, inside.mira], {}, 0
    sequences = effort(500)
    for number in range(sequences):
        draw = Random(number)
        InteractionPartner.objects.all().delete()
        Interaction.objects.all().delete()
        Tie.objects.all().delete()
        before = pairs_counted(inside)
        for step in range(4):
            try:
                name = act(inside, people, draw, step)
            except BelongingError:
                refused += 1
                continue
            now = pairs_counted(inside)
            assert now == pairs_confirmed(), (number, step, name)
            if now != before:
                moved[name] = moved.get(name, 0) + 1
            before = now

    print(f"I1: {sequences} sequences, {refused} acts refused, figures moved by {dict(sorted(moved.items()))}")
    # A claim moves a figure only where the other has claimed the same meeting: then both have said so.
    assert moved.keys() <= {"confirm", "undo", "erase", "claim"}
    assert moved["confirm"] > 0


# security I3
def test_logging_cannot_be_used_to_pester(inside: House) -> None:
    crowd = [make_person(f"Guest{number}", "northlight", inside.program) for number in range(20)]
    tries, draw, through = effort(1_000), Random(3), 0
    target = inside.mira.place
    for number in range(tries):
        at = NOON + number * DAY * 30 / tries  # a month of trying
        for row in waiting_for(target)[:1] if number % 5 == 0 else []:
            decline_interaction(partner_row=row, now=at)
        try:
            log_interaction(
                program=inside.program, author=inside.ben.place, partners=[draw.choice([inside.mira, *crowd]).place],
                happened_on=TODAY - draw.randrange(60) * DAY, today=at.date(), now=at,
            )  # fmt: skip
        except BelongingError:
            continue
        through += 1
        seen = InteractionPartner.objects.filter(participant=target, interaction__author=inside.ben.place.pk)
        assert len(waiting_for(target)) <= 1, number
        if seen.filter(state=PartnerState.DECLINED).exists():  # a month is less than the cool-off
            assert not waiting_for(target), number  # silent from the first "not me" on
    for person in crowd:
        log_interaction(
            program=inside.program, author=person.place, partners=[target], happened_on=TODAY, today=TODAY, now=NOON,
        )  # fmt: skip
    authors = [row.interaction.author_id for row in waiting_for(target)]

    print(f"I3: {tries} attempts of one, {through} taken, at most one open for a pair; {len(authors)} authors on one")
    assert len(authors) == len(set(authors)) == len(crowd)
    assert through < tries
    fresh = {inside.ada.place, *(person.place for person in crowd)}
    with pytest.raises(BelongingError, match=f"more than {NEW_PEOPLE_A_DAY} new"):
        log_interaction(
            program=inside.program, author=target, partners=list(fresh)[: NEW_PEOPLE_A_DAY + 1], happened_on=TODAY,
            today=TODAY, now=NOON,
        )  # fmt: skip


# security I8
def test_blocks_hold_in_everything_that_puts_people_together(inside: House) -> None:
    people = [inside.ada, inside.ben, inside.mira]
    people += [make_person(f"Guest{number}", "northlight", inside.program) for number in range(9)]
    draw = Random(8)
    for _ in range(20):
        one, other = draw.sample(people, 2)
        block_person(blocker=one.place, blocked=other.place, now=NOON)
    kept_out = {tuple(sorted(ends)) for ends in Block.objects.values_list("blocker_id", "blocked_id")}
    found = round_field(inside.program, TODAY, NOON)
    place = {person: k for k, person in enumerate(found.ids.tolist())}
    apart = {tuple(sorted((place[a], place[b]))) for a, b in kept_out}
    known = Known(apart=frozenset(both(str(a), str(b)) for a, b in apart))
    pairings, wrong = effort(1_000), 0
    for number in range(pairings):
        groups = [one.people for one in plan_round(found.field, number % 11 / 10, seed=number).proposals]
        if number % 10 == 0:
            someone = [Someone(str(k), offers=(f"o{(k * number) % 5}",), wants=(f"o{k % 5}",)) for k in range(12)]
            made = propose(someone, Rules(seed=number), known, TODAY)
            groups += [tuple(int(who) for who in group.members) for group in made.groups]
            # A table of an event parts as many as fit; of four tables of three there is always a way here.
            groups += [tuple(group) for group in small_groups(12, 3, [], apart=list(apart), seed=number).groups]
        wrong += sum((a, b) in apart for group in groups for a in group for b in group)
    for a, b in kept_out:
        MapEntry.objects.all().delete()
        with pytest.raises(BelongingError):
            blocker = Block.objects.filter(blocker_id__in=(a, b), blocked_id__in=(a, b)).first()
            assert blocker
            add_to_map(participant=blocker.blocker, people=[blocker.blocked], strength=3, on=TODAY, now=NOON)

    print(f"I8: {pairings} pairings of {len(people)} people with {len(kept_out)} blocks, {wrong} blocked pairs")
    assert wrong == 0
