"""The stage of a network, and belonging by position, on the dashboard."""

import re
from pathlib import Path

import pytest

from programs.models import Program
from surveys.enums import WaveKind, WaveState
from surveys.models import Item, Result, Wave
from surveys.selectors import positions
from surveys.services.built_in import keep_built_in
from tests.dashboards.networks import clique, counted, program_of
from tests.dashboards.test_selectors import reading
from tests.guards.survey_rows import planted_figures
from tests.network.small_program import DAY, NOON

pytestmark = pytest.mark.django_db


def several_hubs() -> list[tuple[int, int]]:
    """Three stars of ten whose middles know each other."""
    return [(hub * 10, hub * 10 + leaf) for hub in range(3) for leaf in range(1, 10)] + [(0, 10), (10, 20), (0, 20)]


@pytest.mark.parametrize(
    ("edges", "people", "stage", "words"),
    [
        ([(0, 1), (2, 3)], 12, "scattered", "pairs can reach each other"),
        ([(0, other) for other in range(1, 24)], 24, "hub", "One person stands on"),
        (several_hubs(), 30, "hubs", "3 people stand on 12 or more"),
        ([*clique(0, 20), (0, 20), (1, 21), (2, 22)], 23, "core", "20 people in the core, 3 at the edge"),
    ],
    ids=str,
)
def test_the_stage_of_a_network_is_named_with_advice(
    edges: list[tuple[int, int]], people: int, stage: str, words: str
) -> None:  # peers D40
    small = program_of(["Care"] * people, edges)
    counted(small)

    shown = reading(small).stage

    assert (shown.shape.stage.value, words in shown.seen_by, bool(shown.advice)) == (stage, True, True)


def test_the_share_of_ties_with_staff_is_told_where_it_names_nobody() -> None:  # peers D40
    many = program_of(["Care"] * 24, clique(0, 24), staff=range(6))
    few = program_of(["Care"] * 24, clique(0, 24), staff=[0])
    counted(many)
    counted(few)

    assert reading(many).stage.through_staff.startswith("45 of every 100 ties have somebody in them")
    assert reading(few).stage.through_staff == ""


def test_belonging_by_position_is_read_from_the_published_slice_alone() -> None:  # peers C14
    small = program_of(["Care"] * 12, clique(0, 12))
    counted(small)
    with small.scope():
        rows = plant_band(small.program)

    shown = reading(small).positions

    assert shown is not None
    assert [(one.value, one.count) for one in shown.means] == [(2.9, 6), (4.1, 8)]
    assert [one.label for one in shown.means] == rows.labels[:2]
    assert shown.has_hidden
    text = Path(positions.__file__).read_text()
    assert not re.findall(r"import .*(?:Response|ballots|Measure|Participant)|from network", text)


def plant_band(program: Program) -> Item:
    """A closed wave that published by band; answers its question."""
    instrument = keep_built_in(now=NOON)["belonging-pulse"]
    item: Item = Item.objects.select_related("instrument").get(instrument=instrument, key="band")
    wave = Wave.objects.create(
        program=program, instrument=instrument, kind=WaveKind.PULSE, state=WaveState.CLOSED, opens_on=DAY,
        closes_on=DAY, asked_count=20, answered_count=14, opened_at=NOON, closed_at=NOON,
    )  # fmt: skip
    groups = [
        {"label": "1", "value": 2.9, "bound": "", "count": 6},
        {"label": "2", "value": 4.1, "bound": "", "count": 8},
    ]
    figures = planted_figures() | {"slices": [{"name": "band", "groups": groups, "has_hidden": True}]}
    Result.objects.create(wave=wave, figures=figures, published_at=NOON)
    return item
