"""Geometry worked out by hand."""

import math
import re

import pytest

from belonging.core import charts

SIZES = {"Care": 23, "Learning": 17, "Operations": 17, "Fundraising": 13, "Digital": 10}
TIES = [[0, 14, 15, 16, 2], [14, 0, 5, 8, 0], [15, 5, 0, 7, 0], [16, 8, 7, 0, 0], [2, 0, 0, 0, 0]]


def numbers(path: str) -> list[float]:
    return [float(value) for value in re.findall(r"-?\d+(?:\.\d+)?", path)]


@pytest.mark.parametrize(("turn", "expected"), [(0, (10, 5)), (0.25, (15, 10)), (0.5, (10, 15)), (0.75, (5, 10))])
def test_point_starts_at_the_top_and_goes_clockwise(turn: float, expected: tuple[float, float]) -> None:
    assert charts.point(10, 10, 5, turn) == expected


def test_scale_goes_both_ways() -> None:
    assert charts.scale(0, 4, 100, 0)(1) == 75


def test_line_is_straight_and_rounds_to_one_decimal() -> None:
    assert charts.line([(0, 0), (10, 5.26), (20.04, -3)]) == "M0 0L10 5.3L20 -3"


@pytest.mark.parametrize(("end", "wide"), [(0.25, "0"), (0.75, "1")])
def test_arc_takes_the_long_way_only_beyond_half_a_turn(end: float, wide: str) -> None:
    assert f"A50 50 0 {wide} 1 " in charts.arc(100, 100, 50, 0, end)


@pytest.mark.parametrize(("value", "fill"), [(-1, 4), (0, 4), (5, 80), (10, 160), (99, 160)])
def test_bullet_stays_inside_its_track(value: float, fill: float) -> None:
    assert charts.bullet(value, 7.5, 0, 10) == charts.Bullet(width=160, fill=fill, tick=120)


def test_year_ring_has_done_now_and_next() -> None:
    seats = charts.year_ring(7)

    assert [seat.state for seat in seats] == ["done"] * 6 + ["now"] + ["next"] * 5
    assert [seat.month for seat in seats] == list(range(1, 13))


@pytest.mark.parametrize("kind", [*charts.MARKS, charts.OTHERS_MARK])
def test_mark_path_stands_where_it_should(kind: str) -> None:
    corners = numbers(charts.mark_path(kind, 100, 100, 6).split("a")[0])

    assert all(88 <= value <= 112 for value in corners)


@pytest.mark.parametrize(
    ("place", "colour", "mark"), [(0, 1, "circle"), (5, 6, "pentagon"), (6, 0, "cross"), (None, 0, "cross")]
)
def test_colour_and_mark_go_together(place: int | None, colour: int, mark: str) -> None:
    assert (charts.colour_of(place), charts.mark_of(place)) == (colour, mark)


@pytest.mark.parametrize(
    ("ties", "possible", "is_within", "words", "step"),
    [
        (0, 100, False, "0", 0),
        (1, 200, False, "<1", 0),
        (3, 100, False, "3", 1),
        (5, 100, False, "5", 2),
        (6, 100, False, "6", 3),
        (35, 100, True, "35", 4),
        (0, 0, True, "–", 1),
    ],
)
def test_heat_cell(ties: int, possible: int, is_within: bool, words: str, step: int) -> None:
    assert charts.heat_cell(ties, possible, is_within=is_within) == charts.Cell(words, step)


def test_segment_places_keep_the_order_given() -> None:
    assert charts.segment_places({"B": 6, "A": 9}) == {"B": 0, "A": 1}


def test_segment_places_when_one_has_four_people_folds_the_next_smallest_with_it() -> None:
    assert charts.segment_places({"A": 20, "B": 4, "C": 7}) == {"A": 0, "B": None, "C": None}


def test_segment_places_when_two_small_ones_make_five_folds_only_them() -> None:
    assert charts.segment_places({"A": 20, "B": 4, "C": 7, "D": 1}) == {"A": 0, "B": None, "C": 1, "D": None}


def test_segment_places_when_there_are_eight_folds_the_two_smallest() -> None:
    places = charts.segment_places({name: 10 + index for index, name in enumerate("ABCDEFGH")})

    assert [name for name, place in places.items() if place is None] == ["A", "B"]
    assert [place for place in places.values() if place is not None] == [0, 1, 2, 3, 4, 5]


def test_segment_places_when_nobody_is_there() -> None:
    assert charts.segment_places({"A": 0}) == {"A": None}


def test_table_has_one_mark_for_each_person_and_one_ribbon_for_each_pair_with_ties() -> None:
    table = charts.table_of_segments(SIZES, TIES, "Others")

    assert {cluster.name: len(cluster.marks) for cluster in table.clusters} == SIZES
    assert sorted(ribbon.ties for ribbon in table.ribbons) == [2, 5, 7, 8, 14, 15, 16]
    assert table.others == ()


def test_table_hangs_a_segment_with_hardly_any_ties_by_a_thin_ribbon() -> None:
    table = charts.table_of_segments(SIZES, TIES, "Others")

    assert [ribbon.names for ribbon in table.ribbons if ribbon.is_thin] == [("Digital", "Care")]


def test_table_seats_strong_ties_side_by_side() -> None:
    ties = [[0, 9, 0, 0], [9, 0, 0, 0], [0, 0, 0, 9], [0, 0, 9, 0]]
    table = charts.table_of_segments({"A": 10, "C": 10, "B": 10, "D": 10}, ties, "Others")
    spots = {cluster.name: (cluster.x, cluster.y) for cluster in table.clusters}

    beside = math.dist((500, 95), (835, 300))
    assert math.dist(spots["A"], spots["C"]) == pytest.approx(beside)
    assert math.dist(spots["B"], spots["D"]) == pytest.approx(beside)


def test_table_folds_small_segments_into_others_with_their_ties() -> None:
    ties = [[0, 3, 4], [3, 0, 5], [4, 5, 0]]
    table = charts.table_of_segments({"A": 20, "B": 3, "C": 4}, ties, "Others")

    assert [(cluster.name, cluster.people, cluster.colour) for cluster in table.clusters] == [
        ("A", 20, 1),
        ("Others", 7, 0),
    ]
    assert [(ribbon.names, ribbon.ties) for ribbon in table.ribbons] == [(("Others", "A"), 7)]
    assert table.others == ("B", "C")


@pytest.mark.parametrize("count", range(2, 8))
def test_table_clusters_never_touch(count: int) -> None:
    sizes = {f"Segment {index}": 200 for index in range(count)}
    ties = [[0 if i == j else 50 for j in range(count)] for i in range(count)]
    clusters = charts.table_of_segments(sizes, ties, "Others").clusters

    gaps = [
        math.dist((a.x, a.y), (b.x, b.y)) - a.radius - b.radius for i, a in enumerate(clusters) for b in clusters[:i]
    ]
    assert min(gaps) > 0


def test_table_of_many_people_draws_one_mark_for_several() -> None:
    table = charts.table_of_segments({"A": 900, "B": 601}, [[0, 1], [1, 0]], "Others")

    assert table.people_per_mark == 6
    assert [len(cluster.marks) for cluster in table.clusters] == [150, 101]


def test_table_when_nobody_is_there_is_empty() -> None:
    table = charts.table_of_segments({}, [], "Others")

    assert (table.clusters, table.ribbons, table.people_per_mark) == ((), (), 1)


def test_table_is_drawn_the_same_twice() -> None:
    assert charts.table_of_segments(SIZES, TIES, "Others") == charts.table_of_segments(SIZES, TIES, "Others")
