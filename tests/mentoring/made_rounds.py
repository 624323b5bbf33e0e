"""Rounds made up by Hypothesis, small enough to be paired anew by networkx."""

from itertools import combinations

import networkx as nx
from hypothesis import strategies as st

from mentoring.matching.people import Both, Known, Someone, both
from mentoring.matching.rules import Kind, Liking, Must, Preference, Rules

TOPICS = ("bread", "trust", "cycling", "night buses", "asking for help", "first aid", "chess", "a first talk")
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "UTC", "")
HOURS = ("mon-evening", "tue-morning", "thu 9-12", "sat", "9-17", "sun 22-2")
lines = st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple)


@st.composite
def people(draw: st.DrawFn, most: int = 16, comfort: tuple[int, ...] = (1, 2, 3)) -> list[Someone]:
    """Up to so many people."""
    return [
        Someone(
            id=f"p{number:02}", offers=draw(lines), wants=draw(lines), interests=draw(lines),
            languages=draw(st.lists(st.sampled_from(["en", "de", "fr"]), max_size=2, unique=True).map(tuple)),
            facts={"team": draw(st.sampled_from(["a", "b", "c", ""])), "site": draw(st.sampled_from(["x", "y"]))},
            time_zone=draw(st.sampled_from(ZONES)),
            hours=draw(st.lists(st.sampled_from(HOURS), max_size=3, unique=True).map(tuple)),
            comfort=draw(st.sampled_from(comfort)), capacity=draw(st.sampled_from([1, 1, 1, 2])),
        )
        for number in range(draw(st.integers(1, most)))
    ]  # fmt: skip


musts = st.lists(
    st.sampled_from(
        [
            Must(Kind.SAME, of="site"), Must(Kind.DIFFERENT, of="team"), Must(Kind.OVERLAP, least=60),
            Must(Kind.LANGUAGE), Must(Kind.HELPS, least=1), Must(Kind.STEPS, least=2), Must(Kind.NEVER_PAIRED),
        ]
    ),
    max_size=2, unique=True,
).map(tuple)  # fmt: skip
preferences = st.permutations([Preference(kind) for kind in Liking if kind not in {Liking.SAME, Liking.DIFFERENT}])


@st.composite
def rounds(draw: st.DrawFn, most: int = 16) -> tuple[list[Someone], Rules, Known]:
    """People, what has to hold, and what lies between them."""
    them = draw(people(most))
    everybody = [both(a.id, b.id) for a, b in combinations(them, 2)]
    some = st.sets(st.sampled_from(everybody), max_size=6) if everybody else st.just(set())
    steps = {pair: draw(st.sampled_from([1, 2])) for pair in sorted(draw(some))}
    skipped = draw(st.sets(st.sampled_from([one.id for one in them])))
    known = Known(steps=steps, partners=draw(some), apart=draw(some), skipped=skipped)
    rules = Rules(draw(musts), tuple(draw(preferences)), draw(st.booleans()), draw(st.integers(0, 9)))
    return them, rules, known


def best_by_networkx(ids: list[str], fits: dict[Both, float]) -> float:
    """The greatest total fit of as many pairs as can be."""
    graph = nx.Graph()
    graph.add_nodes_from(ids)
    for (a, b), fit in fits.items():
        graph.add_edge(a, b, weight=round(fit * 1_000_000))
    chosen = nx.max_weight_matching(graph, maxcardinality=True)
    return sum(graph.edges[pair]["weight"] for pair in chosen) / 1_000_000
