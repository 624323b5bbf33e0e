"""States, findings, feasibility and drawings, with answers worked out by hand."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.kpis import crowd, narrowing, segments
from dashboards.kpis import feasibility as feasibility_room
from dashboards.kpis.crowd import degree_bars
from dashboards.kpis.dots import Person, dot_picture
from dashboards.kpis.drawing import BOTTOM, TOP, columns, gauge, trend
from dashboards.kpis.feasibility import feasibility, shortest_path_length
from dashboards.kpis.findings import Facts, FindingKind, Reach, Severity, findings
from dashboards.kpis.segments import Mixing, folded_mixing
from dashboards.kpis.tiles import Course, Direction, Goal, State, course, kpi, network_goals

DEGREE = Goal("degree", 10, Direction.ABOVE, 12)
PATH = Goal("path_length", 3, Direction.BELOW, 5)
WHOLE = Reach(components=1, isolates=0, reachable_share=1.0)
ONE_GROUP = folded_mixing({"": 24}, [[133]])


def facts(mixing: Mixing = ONE_GROUP, reach: Reach = WHOLE, **named: object) -> Facts:
    usual = {"people": mixing.people, "ties": mixing.ends // 2, "largest_component": mixing.people}
    return Facts(**usual | {"reach": reach, "mixing": mixing} | named)  # type: ignore[arg-type]


def kinds(told: Facts) -> list[FindingKind]:
    return [finding.kind for finding in findings(told)]


@pytest.mark.parametrize(
    ("goal", "value", "before", "month", "found", "state"),
    [
        (DEGREE, 10.1, None, 12, [], State.MET),
        (DEGREE, 10.0, None, 1, [], State.WAY),  # the target is to be passed, not reached
        (DEGREE, 10.1, None, 12, [Severity.NOTE], State.MET),
        (DEGREE, 10.1, None, 12, [Severity.LOOK], State.LOOK),
        (DEGREE, 10.1, None, 12, [Severity.NOTE, Severity.CARE], State.LOOK),
        (DEGREE, 8.6, 7.7, 7, [Severity.CARE], State.WAY),  # not met: a doubt changes nothing
        (DEGREE, 8.0, 8.6, 7, [], State.CARE),  # back by 0.6 of 10, more than a twentieth
        (DEGREE, 8.2, 8.6, 7, [], State.WAY),
        (DEGREE, 2.4, 2.0, 7, [], State.CARE),  # month 7 of 12 asks for 5, half of it is 2.5
        (DEGREE, 2.6, 2.0, 7, [], State.WAY),
        (DEGREE, 0.0, None, 1, [], State.WAY),  # the first month asks for nothing yet
        (PATH, 2.9, None, 7, [], State.MET),
        (PATH, 3.0, None, 7, [], State.WAY),
        (PATH, 3.4, 3.2, 7, [], State.CARE),
        (PATH, None, None, 7, [], State.CARE),
    ],
)
def test_state(
    goal: Goal, value: float | None, before: float | None, month: int, found: list[Severity], state: State
) -> None:
    assert kpi(goal, value, before, (month, 12), found).state == state


def test_bar_of_a_value_beyond_its_track_stays_inside() -> None:
    one = kpi(DEGREE, 24.0, 20.0, (3, 12), [])

    assert one.bar is not None
    assert (one.bar.fill, one.bar.tick) == (160.0, pytest.approx(160 * 10 / 24, abs=0.01))
    assert one.change == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("values", "before", "expected"),
    [
        ((12.0, 0.6, 2.0), (11.0, 0.6, 2.0), Course.ON_TARGET),
        ((8.6, 0.4, 2.8), (7.7, 0.4, 2.8), Course.GROWING),
        ((8.6, 0.4, 2.8), (8.5, 0.4, 2.8), Course.STEADY),
        ((8.0, 0.4, 2.8), (8.6, 0.4, 2.8), Course.THINNING),
        ((8.0, 0.4, 2.8), (None, None, None), Course.FIRST),
    ],
)
def test_course(values: tuple[float, ...], before: tuple[float | None, ...], expected: Course) -> None:
    goals = network_goals({"degree": 10, "clustering": 0.5, "path_length": 3})
    kpis = tuple(kpi(goal, value, then, (6, 12), []) for goal, value, then in zip(goals, values, before, strict=True))

    assert course(kpis) == expected


def test_small_and_blank_segments_fold_and_no_tie_is_lost() -> None:
    sizes = {"Care": 8, "Digital": 7, "Night": 3, "": 4}
    ties = [[20, 3, 2, 1], [3, 15, 1, 0], [2, 1, 2, 1], [1, 0, 1, 3]]

    mixing = folded_mixing(sizes, ties)

    assert [(group.name, group.people) for group in mixing.groups] == [("Care", 8), ("Digital", 7), ("", 7)]
    assert mixing.ties == ((20, 3, 3), (3, 15, 1), (3, 1, 6))
    assert (mixing.across, mixing.ends) == (7, 2 * (20 + 15 + 6 + 7))


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=9),
    st.lists(st.integers(0, 40), min_size=45, max_size=45),
)
def test_folding_keeps_people_and_ties_and_shows_no_small_group(people: list[int], counts: list[int]) -> None:
    sizes = {f"Segment {number}": size for number, size in enumerate(people)}
    ties = [[0] * len(people) for _ in people]
    below = [(i, j) for i in range(len(people)) for j in range(i + 1)]
    for (i, j), count in zip(below, counts, strict=False):
        if people[i] and people[j]:
            ties[i][j] = ties[j][i] = count

    mixing = folded_mixing(sizes, ties)

    assert mixing.people == sum(people)
    assert mixing.ends // 2 == sum(ties[i][j] for i, j in below)
    assert all(group.people >= 5 for group in mixing.groups) or len(mixing.groups) == 1
    assert len(mixing.groups) <= 7


def test_two_cliques_joined_by_one_tie_stand_apart() -> None:
    (finding,) = findings(facts(folded_mixing({"Care": 12, "Digital": 12}, [[66, 1], [1, 66]])))

    assert (finding.kind, finding.severity) == (FindingKind.ALL_APART, Severity.CARE)
    assert (finding.groups, finding.count) == (("Care", "Digital"), 1)


def test_a_group_with_its_fair_share_of_ties_outside_does_not_stand_apart() -> None:
    mixing = folded_mixing({"Care": 12, "Digital": 12}, [[40, 40], [40, 40]])

    assert findings(facts(mixing)) == []


def test_ties_that_hardly_cross_are_a_note_and_next_to_none_are_a_look() -> None:
    sizes = {"A": 20, "B": 20, "C": 20}
    some = folded_mixing(sizes, [[90, 12, 12], [12, 90, 12], [12, 12, 90]])

    (finding,) = findings(facts(some))

    assert (finding.kind, finding.severity) == (FindingKind.INWARD, Severity.NOTE)
    assert finding.share == pytest.approx(36 / 306)
    assert finding.by_chance == pytest.approx(2 / 3)


def test_pieces_come_before_everything_and_reach_is_not_said_twice() -> None:
    reach = Reach(components=3, isolates=1, reachable_share=0.45)

    assert kinds(facts(reach=reach)) == [FindingKind.PIECES, FindingKind.ISOLATES]


def test_many_isolates_lower_the_reach() -> None:
    reach = Reach(components=9, isolates=8, reachable_share=0.43)

    assert kinds(facts(reach=reach)) == [FindingKind.ISOLATES, FindingKind.REACH]
    assert {finding.severity for finding in findings(facts(reach=reach))} == {Severity.LOOK}


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (Reach(11, 0, 0.08), [FindingKind.HELD_BY_STAFF]),
        (Reach(1, 0, 1.0), []),
        (Reach(2, 1, 0.92), []),  # one person knew only staff: no piece of two or more is lost
        (Reach(4, 3, 0.85), [FindingKind.HELD_BY_STAFF]),
    ],
)
def test_held_by_staff(after: Reach, found: list[FindingKind]) -> None:
    assert kinds(facts(staff_count=1, reach_without_staff=after)) == found


def test_circles_and_a_single_hub_are_told_where_no_segment_explains_them() -> None:
    assert kinds(facts(communities=2, communities_modularity=0.49)) == [FindingKind.CIRCLES]
    assert kinds(facts(communities=4, communities_modularity=0.4)) == []
    assert kinds(facts(betweenness_highest=0.9)) == [FindingKind.HELD_BY_ONE]


def test_a_network_without_ties_has_nothing_to_find() -> None:
    assert findings(facts(folded_mixing({"A": 12}, [[0]]), Reach(12, 12, 0.0))) == []


@pytest.mark.parametrize(
    ("people", "degree", "path", "needed"),
    [
        (11, False, True, None),
        (40, True, True, None),
        (120, True, True, None),
        (250, True, False, 16),
        (1000, True, False, 24),
    ],
)
def test_feasibility(people: int, degree: bool, path: bool, needed: int | None) -> None:
    can = feasibility(people, 10, 3)

    assert (can.is_degree_possible, can.is_path_length_possible, can.degree_needed) == (degree, path, needed)


def test_the_model_is_read_between_its_rows() -> None:
    assert shortest_path_length(49, 10) is None
    assert shortest_path_length(250, 10) == 3.53
    assert shortest_path_length(250, 14) == pytest.approx((3.11 + 2.75) / 2)
    assert 2.77 < (shortest_path_length(120, 10) or 0) < 3.0
    assert (shortest_path_length(2000, 10) or 0) > 4.54


def test_the_model_holds_against_a_simulation() -> None:
    networkx = pytest.importorskip("networkx")

    graph = networkx.connected_watts_strogatz_graph(100, 10, 0.08, seed=1)

    assert networkx.average_clustering(graph) > 0.5
    assert networkx.average_shortest_path_length(graph) == pytest.approx(shortest_path_length(100, 10), abs=0.1)


def test_degree_bars_hold_five_people_each() -> None:
    assert degree_bars([4]) == ()
    assert [(bar.label, bar.people) for bar in degree_bars([0, 12])] == [("0–1", 12)]
    assert [(bar.label, bar.people) for bar in degree_bars([6, 1, 1, 5, 0, 7, 2])] == [
        ("0", 6),
        ("1–3", 7),
        ("4–6", 9),
    ]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=80))
def test_degree_bars_count_everybody_once_and_nobody_in_a_small_bar(counts: list[int]) -> None:
    bars = degree_bars(counts)

    if sum(counts) < 5:
        assert bars == ()
        return
    assert sum(bar.people for bar in bars) == sum(counts)
    assert all(bar.people >= 5 for bar in bars)
    assert [bar.low for bar in bars] == [0, *(bar.high + 1 for bar in bars[:-1])]


def test_trend_places_values_on_its_own_scale() -> None:
    drawn = trend(DEGREE, [(1, 1.5), (2, 3.0), (4, 6.0)], month_now=4, month_count=12)

    top = 11.5
    assert [spot.y for spot in drawn.spots] == [
        pytest.approx(BOTTOM - value / top * (BOTTOM - TOP), abs=0.02) for value in (1.5, 3.0, 6.0)
    ]
    assert [(spot.is_written, spot.is_open) for spot in drawn.spots] == [(True, False), (False, False), (True, True)]
    assert [rung.value for rung in drawn.rungs] == [0, 5, 10]
    assert drawn.path.count("L") == 2


def test_one_month_is_a_dot_and_none_is_an_empty_chart() -> None:
    assert trend(DEGREE, [(1, 1.5)], 1, 12).path == ""
    assert trend(DEGREE, [], 1, 12).spots == ()


def test_gauge_of_nothing_is_an_empty_ring() -> None:
    assert gauge(0.0, 0.9).fill == ""
    assert gauge(1.0, 0.9).fill == gauge(1.0, 0.9).track


def test_columns_stand_on_the_ground() -> None:
    drawn = columns(degree_bars([6, 12]))

    assert {round(column.y + column.height, 2) for column in drawn} == {200.0}
    assert [column.bar.people for column in drawn] == [6, 12]


def test_dots_are_numbered_by_place_and_ties_to_strangers_are_left_out() -> None:
    people = [Person(71, 0, 2, 300, 10), Person(12, 1, 1, 100, 10), Person(35, None, 1, 200, 10)]

    drawn = dot_picture(people, [(12, 71), (35, 71), (12, 99)])

    assert [(node.number, node.colour) for node in drawn.nodes] == [(1, 2), (2, 0), (3, 1)]
    assert [(line.first, line.second, line.is_across) for line in drawn.lines] == [(1, 3, True), (2, 3, True)]


@pytest.mark.parametrize("room", [crowd, segments, narrowing, feasibility_room])
def test_examples_run(room: object) -> None:
    failed, tried = doctest.testmod(room)  # type: ignore[arg-type]

    assert failed == 0
    assert tried > 0
