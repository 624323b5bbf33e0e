"""Five hundred made rounds: rules hold, nobody is dropped without a reason, the same seed gives the same pairs."""

from datetime import date
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.fitting import Fits
from mentoring.matching.hours import free_steps, shared_minutes
from mentoring.matching.people import Both, Known, Someone, both, shared
from mentoring.matching.proposing import Left, Proposal, propose, propose_by_fit
from mentoring.matching.rules import Kind, Must, Rules
from tests.effort import effort
from tests.mentoring.made_rounds import best_by_networkx, rounds

ON = date(2026, 7, 9)
Made = tuple[list[Someone], Rules, Known]
made_rounds = settings(max_examples=effort(500), deadline=None)


def holds(must: Must, a: Someone, b: Someone, known: Known) -> bool:
    """A rule by its words, read anew."""
    free = [free_steps(one.hours, one.time_zone, ON) for one in (a, b)]
    one, other = (a.facts.get(must.of, ""), b.facts.get(must.of, ""))
    return {
        Kind.SAME: one == other != "",
        Kind.DIFFERENT: one != other or one == "",
        Kind.OVERLAP: shared_minutes(*free) >= must.least,
        Kind.LANGUAGE: not a.languages or not b.languages or bool(set(a.languages) & set(b.languages)),
        Kind.HELPS: bool(shared(a.wants, b.offers) or shared(b.wants, a.offers)),
        Kind.STEPS: (known.steps or {}).get(both(a.id, b.id), 99) >= must.least,
        Kind.NEVER_PAIRED: both(a.id, b.id) not in known.partners,
    }[must.kind]


def allowed(people: list[Someone], rules: Rules, known: Known) -> dict[Both, float]:
    """Every pair that may be, with its fit."""
    order = sorted(people, key=lambda one: one.id)
    fit = Fits(order, rules, known, ON).fit(slice(0, len(order)))
    return {
        (a.id, b.id): float(fit[x, y])
        for (x, a), (y, b) in combinations(enumerate(order), 2)
        if (a.id, b.id) not in known.apart and all(holds(must, a, b, known) for must in rules.musts)
    }


def pairs_in(proposal: Proposal) -> list[Both]:
    """Every two who are in a group."""
    return [both(a, b) for group in proposal.groups for a, b in combinations(group.members, 2)]


# peers 4.2, 4.3, 4.5, 4.6, C15
@made_rounds
@given(rounds())
def test_rules_hold_and_nobody_is_dropped(made: Made) -> None:
    people, rules, known = made
    by_id = {one.id: one for one in people}
    may_be = allowed(people, rules, known)

    found = propose(people, rules, known, ON)

    together = pairs_in(found)
    assert set(together) <= set(may_be)
    assert len(together) == len(set(together))
    counts = {who: sum(who in group.members for group in found.groups) for who in by_id}
    assert all(count <= by_id[who].capacity for who, count in counts.items())
    assert {one.id for one in found.unmatched} == {who for who, count in counts.items() if not count}
    for group in found.groups:
        assert len(group.members) <= (3 if rules.trios else 2)
        assert len(group.members) == 2 or all(by_id[who].comfort == 3 for who in group.members)
    for one in found.unmatched:
        has_any = any(one.id in pair for pair in may_be)
        assert one.why == (Left.ALONE if len(people) == 1 else Left.TAKEN if has_any else Left.RULES)


# peers 4.2
@made_rounds
@given(rounds(most=12), st.randoms(use_true_random=False))
def test_same_seed_gives_the_same_whatever_the_order(made: Made, random: object) -> None:
    people, rules, known = made
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert propose(shuffled, rules, known, ON) == propose(people, rules, known, ON)


# peers 4.5
@made_rounds
@given(rounds())
def test_who_was_skipped_comes_first_now(made: Made) -> None:
    """As many of those who were left last time get somebody as any assignment could give somebody."""
    people, rules, known = made
    one_each = [Someone(**{**vars(one), "capacity": 1}) for one in people]
    rules = Rules(rules.musts, rules.preferences, trios=False, seed=rules.seed)
    may_be = allowed(one_each, rules, known)
    graph = nx.Graph()
    for a, b in may_be:
        graph.add_edge(a, b, weight=len({a, b} & set(known.skipped)))
    most = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))

    found = propose(one_each, rules, known, ON)

    assert len({who for group in found.groups for who in group.members} & set(known.skipped)) == most


# peers 4.5
@settings(max_examples=effort(60), deadline=None)
@given(st.integers(1, 9).map(lambda half: 2 * half + 1), st.integers(0, 99))
def test_skip_is_never_given_twice_running(count: int, seed: int) -> None:
    people = [Someone(f"p{number:02}", comfort=2) for number in range(count)]
    rng = np.random.default_rng(seed)
    fits = {(a.id, b.id): float(rng.random()) for a, b in combinations(people, 2)}
    skipped: set[str] = set()

    for _round in range(4):
        found = propose_by_fit(people, Rules(), Known(skipped=skipped), ON, fits)
        now = {one.id for one in found.unmatched}
        assert len(now) == 1
        assert not now & skipped
        skipped = now


# peers 4.2
@settings(max_examples=effort(60), deadline=None)
@given(st.integers(2, 60), st.floats(0.05, 1), st.integers(0, 999))
def test_total_fit_is_that_of_networkx(count: int, density: float, seed: int) -> None:
    people = [Someone(f"p{number:02}") for number in range(count)]
    rng = np.random.default_rng(seed)
    everybody = [(a.id, b.id) for a, b in combinations(people, 2)]
    fits = {pair: round(float(rng.random()), 6) for pair in everybody if rng.random() < density}

    found = propose_by_fit(people, Rules(trios=False), Known(), ON, fits)

    assert found.total_fit == pytest.approx(best_by_networkx([one.id for one in people], fits), abs=1e-9)


# peers 4.2
@settings(max_examples=effort(100), deadline=None)
@given(rounds(most=30))
def test_total_fit_of_profiles_is_that_of_networkx(made: Made) -> None:
    people, rules, known = made
    people = [Someone(**{**vars(one), "capacity": 1}) for one in people]
    rules, known = Rules(rules.musts, rules.preferences, trios=False), Known(known.steps, known.partners, known.apart)

    found = propose(people, rules, known, ON)

    assert round(found.total_fit, 4) == round(
        best_by_networkx([one.id for one in people], allowed(people, rules, known)), 4
    )
