"""
Rounds of mentoring: a whole round from profiles to pairs, beside networkx on the same candidates.

People want and offer a few of forty things, some much more popular than others; one in ten pairs is shut out by a rule.
`python -m bench pairing` runs it. Loss is measured against the exact matching of all pairs where that is computed, and
everywhere against what no way of pairing everybody can exceed (`belonging.core.prices`, over all pairs).
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

ON = date(2026, 7, 9)
SIZES = (200, 500, 1000, 5000)
GOALS = {200: "≤ 2 s, exact", 1000: "≤ 5 s, ≥ 99 % of exact", 5000: "≤ 60 s, ≥ 99 %"}
EXACT_AT_MOST = 1000  # people: beyond it, all pairs at once take minutes
NETWORKX_AT = 500


def main() -> None:
    """Prints seconds and total fit for each size, the exact optimum where it is computed, and networkx at 500."""
    from mentoring.matching.fitting import Fits
    from mentoring.matching.people import Known, in_order
    from mentoring.matching.proposing import candidates, propose

    for size in SIZES:
        people, rules = made(size), usual_rules()
        took, found = best(lambda: propose(people, rules, Known(), ON), rounds=3 if size <= 1000 else 1)  # noqa: B023 -- called at once
        fits = Fits(sorted(people, key=lambda one: in_order(one.id)), rules, Known(), ON)
        pool = candidates(fits)
        most = at_most(fits, pool)
        told = f"{size:>5} people: {took:6.2f} s, total fit {found.total_fit:.2f}, {len(found.unmatched)} left"
        told += f", at least {100 * found.total_fit / most:.2f} % of what any pairs reach"
        if size <= EXACT_AT_MOST:
            seconds, exact = exact_optimum(size, pool)
            told += f"; exact {exact:.2f} in {seconds:.1f} s, so {100 * found.total_fit / exact:.2f} %"
            if size == NETWORKX_AT:
                told += f"; {beside_networkx(size, pool)}"
        print(f"{told} (goal: {GOALS.get(size, '–')})", flush=True)


def usual_rules() -> Any:
    """Another team, and the usual order of preferences."""
    from mentoring.matching.rules import read_rules

    return read_rules({"must": [{"different": "team"}], "trios": False})


def made(size: int) -> list[Any]:
    """People with a seed."""
    from mentoring.matching.people import Someone

    rng = np.random.default_rng(size)
    topics = [f"topic {chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(40)]
    worth = 1 / np.arange(1, 41)
    zones = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
    days = ("mon", "tue", "wed", "thu", "fri")

    def some(count: int) -> tuple[str, ...]:
        return tuple(topics[place] for place in rng.choice(40, count, replace=False, p=worth / worth.sum()))

    return [
        Someone(
            f"p{number:05}", offers=some(3), wants=some(3), interests=some(2), facts={"team": f"t{rng.integers(10)}"},
            time_zone=zones[rng.integers(4)],
            hours=tuple(f"{day}-evening" for day in rng.choice(days, 2, replace=False)),
        )
        for number in range(size)
    ]  # fmt: skip


def best(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The median of several goes, and what came of it."""
    times, found = [], None
    for _round in range(rounds):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return statistics.median(times), found


def at_most(fits: Any, pool: Any) -> float:
    """What no pairs of all these people exceed: prices of the candidates, raised to where they hold for every pair."""
    from belonging.core.prices import prices

    price = prices(len(fits), pool.left, pool.right, pool.fit)
    short = [
        np.where(fits.allowed(rows), fits.fit(rows) - price[rows, None] - price, -np.inf).max(axis=1)
        for rows in fits.blocks()
    ]
    return float((price + np.maximum(np.concatenate(short), 0) / 2).sum())


def exact_optimum(size: int, pool: Any) -> tuple[float, float]:
    """All candidates at once."""
    from belonging.core.assignment import assign

    def work() -> Any:
        return assign(size, pool.left, pool.right, pool.fit, trios=False, exact_up_to=size)

    took, done = best(work, rounds=1)
    return took, float(done.fit)


def beside_networkx(size: int, pool: Any) -> str:
    """The same candidates through networkx."""
    import networkx as nx

    from belonging.core.assignment import assign

    graph = nx.Graph()
    rows = zip(pool.left.tolist(), pool.right.tolist(), pool.fit.tolist(), strict=True)
    graph.add_weighted_edges_from((a, b, round(fit * 1_000_000)) for a, b, fit in rows)
    theirs, _pairs = best(lambda: nx.max_weight_matching(graph, maxcardinality=True), rounds=1)
    ours, _done = best(lambda: assign(size, pool.left, pool.right, pool.fit, trios=False, exact_up_to=size), rounds=3)
    return f"networkx {theirs:.1f} s on the same pairs, {theirs / ours:.0f} times as long as {ours:.2f} s (goal: ≥ 20)"
