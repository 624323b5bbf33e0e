"""What the dashboard says of networks with a known shape, counted by the real night."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.selectors.dashboard import Reading, dashboard_view, reading_of
from dashboards.selectors.detail import network_detail_view
from dashboards.selectors.network import snapshot_mixing
from network.enums import Occasion
from network.models import Measure, Snapshot
from network.selectors.snapshots import monthly_counts
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode, ParticipantState
from programs.models import Participant, Program
from tests.dashboards.networks import clique, counted, hub_and_cliques, program_of, tied
from tests.network.small_program import DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db


def reading(small: SmallProgram, segments: frozenset[str] | None = None) -> Reading:
    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        view = dashboard_view(program, NOON)
        assert view.snapshot is not None, view.title
        assert view.beside is not None
        return reading_of(program, view.snapshot, view.beside, NOON, segments)


def detail(small: SmallProgram, segments: frozenset[str] | None = None) -> Any:
    with small.scope():
        return network_detail_view(Program.objects.get(pk=small.program.pk), segments)


def states(shown: Reading) -> list[str]:
    return [tile.state for tile in shown.tiles]


def titles(shown: Reading) -> list[str]:
    return [one.title for one in shown.sayings]


TWO = ["Care"] * 12 + ["Digital"] * 12
CLIQUES = clique(0, 12) + clique(12, 12)


def test_two_cliques_joined_by_one_tie_are_met_but_look_and_named() -> None:  # peers C1, D20
    small = program_of(TWO, [*CLIQUES, (0, 12)])
    counted(small)

    shown = reading(small)

    assert states(shown) == ["look", "look", "look"]
    assert {tile.state_words for tile in shown.tiles} == {"Met, but look"}
    assert titles(shown)[0] == "Care and Digital stand apart."
    assert shown.sayings[0].text == "1 tie joins them."
    assert shown.headline == "All three targets are met, but Care and Digital stand apart."
    assert {tile.reason for tile in shown.tiles} == {"Care and Digital stand apart."}


def test_two_cliques_without_a_tie_are_met_but_look() -> None:
    small = program_of(TWO, CLIQUES)
    counted(small)

    shown = reading(small)

    assert states(shown) == ["look", "look", "look"]
    assert titles(shown) == ["The network is in 2 separate pieces.", "Care and Digital stand apart."]
    assert "48 of every 100 pairs" in shown.sayings[0].text
    assert shown.reach == 48


def test_two_cliques_nobody_labelled_are_found_as_circles() -> None:
    small = program_of([""] * 24, [*CLIQUES, (0, 12)])
    counted(small)

    shown = reading(small)

    assert states(shown) == ["look", "look", "look"]
    assert "The network falls into 2 circles that hardly meet." in titles(shown)
    assert [row.people for row in shown.picture.rows] == [24]


def test_cliques_held_by_one_of_the_staff_are_met_but_look() -> None:  # peers C1
    segments = [f"Circle {number // 10}" for number in range(110)] + ["Team"]
    small = program_of(segments, hub_and_cliques(), staff=[110])
    counted(small)

    shown = reading(small)

    assert states(shown) == ["look", "look", "look"]
    assert titles(shown)[0] == "One person who helps to run the program holds the network together."
    assert shown.sayings[0].text.startswith("Without them it falls into 11 pieces, with 8 of every 100 pairs")
    assert shown.headline.endswith("but one person who helps to run the program holds it together.")


def test_cliques_held_by_somebody_who_is_not_staff_are_met_but_look() -> None:
    small = program_of([""] * 111, hub_and_cliques())
    counted(small)

    shown = reading(small)

    assert states(shown) == ["look", "look", "look"]
    assert "One person holds the network together." in titles(shown)


def test_a_whole_network_is_met_without_a_doubt() -> None:
    small = program_of(["Care", "Digital"] * 12, clique(0, 24))
    counted(small)

    shown = reading(small)

    assert states(shown) == ["met", "met", "met"]
    assert shown.sayings == ()
    assert shown.headline == "All three targets are met."


def test_a_group_apart_is_named_with_its_ties_to_the_rest() -> None:
    segments = ["Care"] * 12 + ["Digital"] * 10 + ["Learning"] * 12
    woven = [(a, b) for a, b in clique(0, 34) if not (12 <= a < 22 or 12 <= b < 22)]
    small = program_of(segments, [*woven, *clique(12, 10), (0, 12), (1, 13)])
    counted(small)

    shown = reading(small)

    assert titles(shown)[0] == "Digital stands apart."
    assert shown.sayings[0].text == "Its 10 people share 2 ties with the other 24."
    others = reading(small, frozenset({"Care"}))  # peers 6.9: as much in doubt, and the group is not named
    assert states(others) == states(shown) == ["look", "look", "look"]
    assert {tile.reason for tile in others.tiles} == {
        "Something needs a look in groups that somebody else looks after."
    }
    assert "Digital" not in others.headline + others.lead + "".join(titles(others))
    assert others.headline == shown.headline.replace(
        "Digital stands apart", "something needs a look in groups that somebody else looks after"
    )


def test_small_segments_are_nowhere_by_name() -> None:
    small = program_of(["Care"] * 12 + ["Digital"] * 10 + ["Night team"] * 3, clique(0, 25))
    counted(small)

    shown = reading(small)

    assert "Night team" not in repr(shown.picture) + repr(shown.sayings)
    assert [(row.name, row.people) for row in shown.picture.rows] == [("Care", 12), ("Others", 13)]


def test_under_ten_people_there_are_no_figures() -> None:
    small = program_of(["Care"] * 9, clique(0, 9))
    counted(small)

    with small.scope():
        view = dashboard_view(Program.objects.get(pk=small.program.pk), NOON)

    assert view.snapshot is None
    assert view.title == "Too few people to count"
    assert detail(small).picture is None


def test_before_the_first_night_it_says_when_the_count_comes() -> None:
    small = program_of(["Care"] * 12, [])

    with small.scope():
        view = dashboard_view(Program.objects.get(pk=small.program.pk), NOON)

    assert view.waiting == "The first count comes tonight at 02:00. You can also count now."


def test_a_network_without_ties_needs_no_division_by_zero() -> None:
    small = program_of(["Care"] * 12, [])
    counted(small)

    shown = reading(small)

    assert [tile.value for tile in shown.tiles] == ["0.0", "0.00", "–"]
    assert shown.lead == "Nobody has a counted tie yet."


def test_months_show_their_last_count_and_movement_is_against_the_month_before() -> None:
    small = program_of(["Care"] * 12, clique(0, 6))
    counted(small, DAY - timedelta(days=1))
    tied(small, [(0, 6)])
    counted(small, DAY)
    tied(small, clique(6, 6))
    counted(small, DAY + timedelta(days=30))

    shown = reading(small)

    with small.scope():
        months = monthly_counts(Program.objects.get(pk=small.program.pk))
    assert [(count.month, count.on) for count in months] == [(1, DAY), (2, DAY + timedelta(days=30))]
    assert shown.tiles[0].movement == "+2.5 since 10 March"
    assert [spot.value for spot in shown.trends[-3].trend.spots] == [2.7, 5.2]


def test_a_carried_count_says_so_and_keeps_its_figures() -> None:
    small = program_of(TWO, [*CLIQUES, (0, 12)])
    first = counted(small)
    second = counted(small, DAY + timedelta(days=1))

    shown = reading(small)

    assert second.carried_from_id == first.pk
    assert shown.counted.snapshot == second
    assert states(shown) == ["look", "look", "look"]


@pytest.mark.parametrize(
    ("size", "mode"), [(6, "segments"), (20, "segments"), (20, "dots"), (40, "dots"), (20, "named")]
)
def test_pages_cost_the_same_number_of_queries_whatever_the_size(size: int, mode: str) -> None:
    edges = [*clique(0, size), *clique(size, size), (0, size)]
    small = program_of(["Care"] * size + ["Digital"] * size, edges, consent_mode=mode)
    counted(small)

    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        with CaptureQueriesContext(connection) as dashboard:
            view = dashboard_view(program, NOON)
            assert view.snapshot is not None
            assert view.beside is not None
            reading_of(program, view.snapshot, view.beside, NOON, segments=None)
        Participant.objects.update(named_on=DAY)
        with CaptureQueriesContext(connection) as drawing:
            network_detail_view(program, segments=None)

    assert len(dashboard) == 7
    assert len(drawing) == {"segments": 3, "dots": 6, "named": 5}[mode]


def test_dots_carry_no_names_and_come_with_thirty_people() -> None:
    few = program_of(["Care"] * 20, clique(0, 20), consent_mode=ConsentMode.DOTS)
    many = program_of(["Care"] * 15 + ["Digital"] * 15, clique(0, 30), consent_mode=ConsentMode.DOTS)
    counted(few)
    counted(many)

    shown, hidden = detail(many), detail(few)

    assert hidden.dots is None
    assert "30 people or more" in hidden.promise
    assert (len(shown.dots.nodes), len(shown.dots.lines)) == (30, 435)
    assert "Person" not in repr(shown.dots)
    assert [(row.name, row.people, row.ties) for row in shown.dot_rows] == [
        ("Care", 15, (105, 225)),
        ("Digital", 15, (225, 105)),
    ]


def test_only_pairs_who_both_said_yes_are_drawn_by_name() -> None:
    small = program_of(TWO, [*CLIQUES, (0, 12)], consent_mode=ConsentMode.NAMED)
    for number in (0, 12, 13):
        small.change(number, named_on=DAY)
    counted(small)

    faces = detail(small).faces

    assert [(face.name, face.knows) for face in faces.faces] == [
        ("Person 0", ("Person 12",)),
        ("Person 12", ("Person 0", "Person 13")),
        ("Person 13", ("Person 12",)),
    ]
    assert len(faces.lines) == 2
    theirs = detail(small, frozenset({"Care"}))  # peers 6.9
    assert [(face.name, face.knows) for face in theirs.faces.faces] == [("Person 0", ())]
    assert [part.name for part in theirs.networks.parts] == ["Care"]


def test_the_drawing_shows_what_was_counted_and_not_who_has_met_or_left_since() -> None:
    small = program_of(["Care"] * 15 + ["Digital"] * 15, clique(0, 29), consent_mode=ConsentMode.DOTS)
    counted(small)
    before = detail(small).dots
    tied(small, [(0, 29)])
    small.change(3, state=ParticipantState.WITHDRAWN)

    assert detail(small).dots == before


def test_a_name_vanishes_at_once_and_a_new_one_shows_at_once() -> None:
    small = program_of(TWO, [*CLIQUES, (0, 12)], consent_mode=ConsentMode.NAMED)
    for number in (0, 1, 12):
        small.change(number, named_on=DAY)
    counted(small)
    small.change(0, named_on=None)
    small.change(1, state=ParticipantState.WITHDRAWN)
    small.change(13, named_on=DAY)

    assert [(face.name, face.knows) for face in detail(small).faces.faces] == [
        ("Person 12", ("Person 13",)),
        ("Person 13", ("Person 12",)),
    ]


@pytest.mark.parametrize(("yes", "drawn"), [(7, 7), (8, 0), (11, 0), (12, 12)])
def test_faces_never_single_out_the_few_who_said_no(yes: int, drawn: int) -> None:
    small = program_of(TWO, [*CLIQUES, (0, 12)], consent_mode=ConsentMode.NAMED)
    for number in [*range(yes), 12]:
        small.change(number, named_on=DAY)
    counted(small)

    names = {face.name for face in detail(small).faces.faces}

    assert names - {"Person 12"} == {f"Person {number}" for number in range(drawn)}
    assert "Person 12" in names


@pytest.mark.parametrize("mode", [ConsentMode.DOTS, ConsentMode.NAMED])
def test_people_without_a_segment_are_among_the_others(mode: ConsentMode) -> None:
    small = program_of(["Care"] * 15 + ["Digital"] * 15 + [""], clique(0, 31), consent_mode=mode)
    for number in (0, 30):
        small.change(number, named_on=DAY)
    counted(small)

    shown = detail(small)

    drawn = shown.faces.faces if mode == ConsentMode.NAMED else shown.dots.nodes
    assert len(drawn) == (2 if mode == ConsentMode.NAMED else 31)
    assert shown.picture.unplaced == 0
    # One person alone among the others would be told by the difference, so a segment joins them.
    assert [row.people for row in shown.picture.rows] == [15, 16]
    assert sum(sum(ties) for ties in snapshot_mixing(shown.snapshot, segments=None).ties) > 0
    assert snapshot_mixing(shown.snapshot, segments=None).ends == 2 * shown.snapshot.ties


def test_older_counts_without_a_few_people_show_one_group() -> None:
    """They left people without a segment out of the table: all ties less the table's would be those of one person."""
    small = program_of(["Care"] * 15 + ["Digital"] * 15 + [""], clique(0, 31))
    counted(small)
    with small.scope():
        old = {"segments": ["Care", "Digital"], "sizes": [15, 15], "ties": [[105, 225], [225, 105]]}
        Snapshot.objects.update(mixing=old)

    mixing = snapshot_mixing(detail(small).snapshot, segments=None)

    assert ([group.people for group in mixing.groups], mixing.ties) == ([31], ((465,),))


# peers C1: a figure from a sample says how far it may be off, wherever it stands
def test_sampled_path_says_how_far_it_may_be_off() -> None:
    small = program_of(TWO, CLIQUES)
    counted(small)
    exact = reading(small)
    with small.scope():
        Snapshot.objects.update(path_error=0.01)
    sampled = reading(small)

    words = "19 times of 20 the mean is within 0.020 of this."
    assert [[words in tile.how for tile in one.tiles] for one in (exact, sampled)] == [
        [False] * 3,
        [False, False, True],
    ]
    assert [sum(words in row.hint for row in one.companions) for one in (exact, sampled)] == [0, 1]


# peers 3.8, security S11: no tie can be watched through two drawings of one day
def test_dots_are_drawn_anew_by_nights_alone() -> None:
    small = program_of(["Care"] * 30, clique(0, 29), consent_mode=ConsentMode.DOTS)
    first = counted_when_asked(small, hours=-2)
    drawn = detail(small).dots
    small.meet(29, 0)
    asked = counted_when_asked(small, hours=-1)

    assert (asked.ties, asked.pairs) == (first.ties + 1, None)
    assert detail(small).dots == drawn
    assert detail(small).snapshot == asked
    night = counted(small, DAY + timedelta(days=1))
    assert len(detail(small).dots.lines) == len(drawn.lines) + 1
    again = counted_when_asked(small, hours=30)
    assert (again.carried_from_id, len(detail(small).dots.lines)) == (night.pk, len(drawn.lines) + 1)


def counted_when_asked(small: SmallProgram, hours: int) -> Snapshot:
    """The snapshot that a facilitator asks for, some hours after noon."""
    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        now = NOON + timedelta(hours=hours)
        return take_snapshot(program=program, on=now.date(), now=now, occasion=Occasion.ASKED, job=uuid4())


def test_where_nobody_has_a_segment_everybody_is_drawn() -> None:
    small = program_of([""] * 30, clique(0, 30), consent_mode=ConsentMode.DOTS)
    counted(small)

    assert len(detail(small).dots.nodes) == 30


def test_a_program_that_began_to_draw_after_its_last_count_waits_for_the_next() -> None:
    small = program_of(TWO, CLIQUES)
    counted(small)
    with small.scope():
        Participant.objects.update(named_on=DAY)
        Program.objects.update(consent_mode=ConsentMode.NAMED)

    shown = detail(small)

    assert shown.faces is None
    assert "The next night gives everybody a place." in shown.promise


@pytest.mark.parametrize(("staff", "ties", "reach"), [(1, "too few", "100 of 100"), (5, "171", "100 of 100")])
def test_with_few_staff_no_figure_tells_on_them(staff: int, ties: str, reach: str) -> None:
    small = program_of(["Care"] * (19 + staff), clique(0, 19 + staff), staff=range(staff))
    counted(small)

    rows = {row.name: row.without_staff for row in reading(small).companions}

    assert (rows["Ties"], rows["Pairs that can reach each other"]) == (ties, reach)
    assert (rows["Degree"] == "too few") == (staff < 5)
    assert (rows["Pieces"], rows["Path length"]) == ("1", "1.00")


def test_nothing_is_computed_from_ties_on_the_dashboard() -> None:
    small = program_of(TWO, [*CLIQUES, (0, 12)])
    counted(small)
    with small.scope():
        Snapshot.objects.update(degree_mean=7.5)
        Measure.objects.update(degree=1)

    assert reading(small).tiles[0].value == "7.5"
