"""The scorecard of the demo, against the same figures worked out anew from raw rows with pandas and networkx."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import networkx as nx
import pandas as pd
import pytest

from belonging.core.clock import month_begins_on, today
from belonging.demo.planting import Wish, plant
from belonging.tenancy.scope import open_scope
from dashboards.selectors.dashboard import Reading, dashboard_view, reading_of
from network.enums import PartnerState
from network.models import InteractionPartner, MapEntry, MapUpdate
from programs.enums import IN_THE_NETWORK, Attendance, ConsentMode
from programs.models import Participant, PersonStep, Program, Promise, Reply
from surveys.enums import ON_THE_PATH, WaveState
from surveys.models import Asked, Item, Wave
from surveys.models.ballots import Response, SealedBallot
from surveys.selectors.belonging import belonging_path

AT = datetime(2026, 7, 30, 12, tzinfo=UTC)
LOOKED_AT, LAST = (1, 4, 7), 12  # months of one organization
SURVEYS = ["baseline", "pulse", "pulse", "pulse", "annual"]
PEOPLE = 24  # of fewer than twenty a share is told as "17 of 19"
DIGITS = {"degree": 1, "clustering": 2, "path_length": 2, "activity": 0, "new_ties": 0, "dropout": 0}


def met(program: Program) -> pd.DataFrame:
    """Who met whom on which day, each pair with its smaller row id first."""
    rows = InteractionPartner.objects.filter(program=program, state=PartnerState.MUTUAL)
    found = pd.DataFrame(
        rows.values_list("interaction__author", "participant", "interaction__happened_on"), columns=["a", "b", "day"]
    )
    found["low"], found["high"] = found[["a", "b"]].min(axis=1), found[["a", "b"]].max(axis=1)
    return found


def network(program: Program, people: set[int]) -> dict[str, float]:
    """Degree, clustering and path length of everybody in the program."""
    graph = nx.Graph()
    graph.add_nodes_from(people)
    graph.add_edges_from(met(program)[["low", "high"]].to_numpy())
    said = MapEntry.objects.filter(map__program=program, state=PartnerState.MUTUAL, gone_on=None)
    graph.add_edges_from(said.values_list("map__participant", "person"))
    graph = graph.subgraph(people)
    ways = [length for _, found in nx.all_pairs_shortest_path_length(graph) for length in found.values() if length]
    return {
        "degree": sum(dict(graph.degree()).values()) / len(people),
        "clustering": nx.average_clustering(graph),
        "path_length": sum(ways) / len(ways),
    }


def new_ties(program: Program, people: set[int]) -> float:
    """The share who met five people, not on their starting map, on two days within sixty."""
    known = MapEntry.objects.filter(map__program=program, is_baseline=True, person__isnull=False)
    before = set(known.values_list("map__participant", "person"))
    before |= {(b, a) for a, b in known.filter(state=PartnerState.MUTUAL).values_list("map__participant", "person")}
    days = met(program).drop_duplicates(["low", "high", "day"]).sort_values(["low", "high", "day"])
    gap = pd.to_datetime(days["day"]).groupby([days["low"], days["high"]]).diff().dt.days
    often = days[gap <= 60].drop_duplicates(["low", "high"])
    both = [*zip(often["low"], often["high"], strict=True), *zip(often["high"], often["low"], strict=True)]
    counted = pd.Series([a for a, b in both if (a, b) not in before and {a, b} <= people], dtype=int).value_counts()
    return 100 * int((counted >= 5).sum()) / len(people)


def activity(program: Program, month: int) -> float:
    """The share who did something in a program month, of everybody who was there on one of its days."""
    first, after = (month_begins_on(program.starts_on, number) for number in (month, month + 1))
    places = pd.DataFrame(Participant.objects.filter(program=program, joined_on__lt=after).values("pk", "withdrawn_on"))
    there = places[places["withdrawn_on"].isna() | (places["withdrawn_on"] > first)]["pk"]
    begins, ends = (datetime.combine(day, time(), ZoneInfo(program.time_zone)) for day in (first, after))
    together = InteractionPartner.objects.filter(
        program=program, interaction__happened_on__gte=first, interaction__happened_on__lt=after
    )
    acts = [
        together.filter(interaction__taken_back_at=None).values_list("interaction__author", flat=True),
        together.filter(state=PartnerState.MUTUAL).values_list("participant", flat=True),
        MapUpdate.objects.filter(map__program=program, month=month).values_list("map__participant", flat=True),
        PersonStep.objects.filter(done_at__gte=begins, done_at__lt=ends).values_list("participant", flat=True),
        Promise.objects.filter(done_at__gte=begins, done_at__lt=ends).values_list("participant", flat=True),
        Reply.objects.filter(
            attendance=Attendance.PRESENT, event__starts_at__gte=begins, event__starts_at__lt=ends
        ).values_list("participant", flat=True),
    ]
    return 100 * float(there.isin([person for rows in acts for person in rows]).mean())


def dropout(program: Program) -> float:
    rows = Participant.objects.filter(program=program, joined_on__isnull=False)
    table = pd.DataFrame(rows.values("withdrawn_on"))
    return 100 * float(table["withdrawn_on"].notna().mean())


def belonging(program: Program) -> float | None:
    """The mean of people's means over the core statements of the newest survey, as they answered it."""
    wave = (
        Wave.objects.filter(program=program, kind__in=ON_THE_PATH, state=WaveState.CLOSED).order_by("opens_on").last()
    )
    if wave is None:
        return None
    core = list(Item.objects.filter(instrument=wave.instrument, is_core=True))
    answers = pd.DataFrame([row.answers for row in Response.objects.filter(wave=wave)])
    turned = [6 - answers[item.key] if item.is_reverse else answers[item.key] for item in core]
    return float(pd.concat(turned, axis=1).mean(axis=1).mean())


def printed(shown: Reading) -> dict[str, float]:
    """What the tiles say, as numbers."""
    tiles = (*shown.tiles, *shown.people_tiles)
    return {tile.key: float(tile.value.rstrip("%")) for tile in tiles}


def assert_surveys_were_answered(program: Program) -> None:
    """The demo's surveys went through the real services: what was opened is over, and no envelope is left."""
    assert [one.kind for one in belonging_path(program).scores] == SURVEYS
    assert not SealedBallot.objects.exists()
    assert not Asked.objects.exists()


def compare(program: Program, month: int, at: datetime) -> None:
    """The scorecard of a moment says what the rows of that moment say."""
    view = dashboard_view(program, at)
    assert view.snapshot is not None
    assert view.beside is not None
    shown = reading_of(program, view.snapshot, view.beside, at, segments=None)
    there = Participant.objects.filter(program=program, state__in=IN_THE_NETWORK)
    people = set(there.filter(joined_on__lte=today(program.time_zone, at)).values_list("pk", flat=True))
    worked_out = network(program, people)
    worked_out |= {"new_ties": new_ties(program, people), "dropout": dropout(program)}
    worked_out["activity"] = activity(program, max(1, month - 1))
    score = belonging(program)

    assert shown.counted.month == month
    assert printed(shown) == pytest.approx({key: round(worked_out[key], DIGITS[key]) for key in DIGITS})
    assert shown.belonging.value == ("–" if score is None else f"{score:.1f}")


@pytest.mark.django_db
def test_scorecard_says_what_raw_rows_say(tmp_path: Path, settings: Any) -> None:  # peers 6.1
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]
    wish = Wish("scores", "Scores", LAST, PEOPLE, 1, ConsentMode.SEGMENTS, AT)
    nights = {month_begins_on(wish.starts_on, month + 1) - timedelta(days=1): month for month in LOOKED_AT}
    compared: list[int] = []

    def look(told: str) -> None:
        """On the last night of some months, once it was counted."""
        for night, month in nights.items():
            if told.startswith(f"{night}: ") and told.endswith(" ties"):
                compare(Program.objects.get(), month, datetime.combine(night, time(12), UTC))
                compared.append(month)

    program = plant(wish=wish, password="a long walk by the water", tell=look).program

    with open_scope(program.organization_id):
        compare(program, LAST, AT)
        assert compared == [*LOOKED_AT]
        assert_surveys_were_answered(program)
