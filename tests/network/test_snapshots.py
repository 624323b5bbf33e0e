"""What a snapshot counts, when it is carried forward, and that it is taken once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from belonging.tenancy.enums import JobState, Role
from belonging.tenancy.jobs import perform
from belonging.tenancy.models import AuditEntry, Job
from belonging.tenancy.scope import ScopeMissing
from network.enums import Occasion, PartnerState
from network.models import Measure, Snapshot, Tie
from network.selectors.snapshots import figures_without_staff, pairs_of
from network.selectors.ties import counted_ties, network_people
from network.services.snapshots import ask_snapshot, take_snapshot
from programs.enums import ConsentMode, ParticipantState, TieRule, TieWindow
from programs.models import Program
from tests.network.small_program import DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db


def taken(small: SmallProgram, on: date = DAY, occasion: Occasion = Occasion.NIGHT, **named: Any) -> Snapshot:
    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        return take_snapshot(program=program, on=on, now=NOON, occasion=occasion, **named)


def pairs(small: SmallProgram, on: date = DAY) -> set[tuple[int, int]]:
    places = {person.pk: number for number, person in enumerate(small.people)}
    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        ends = counted_ties(program, on, network_people(program, on))
    return {(places[low], places[high]) for low, high in zip(ends.low.tolist(), ends.high.tolist(), strict=True)}


def measures(snapshot: Snapshot) -> list[Measure]:
    return list(Measure.objects.filter(snapshot=snapshot).order_by("participant_id"))


def test_figures_of_a_triangle_with_a_tail_and_an_isolate() -> None:  # peers 3.14
    small = SmallProgram(5)
    for one, other in [(0, 1), (1, 2), (2, 0), (2, 3)]:
        small.meet(one, other)

    snapshot = taken(small)

    assert (snapshot.people, snapshot.ties, snapshot.isolates, snapshot.components) == (5, 4, 1, 2)
    assert snapshot.degree_mean == pytest.approx(8 / 5)
    assert snapshot.clustering_mean == pytest.approx((1 + 1 + 1 / 3) / 5)
    assert snapshot.path_length_mean == pytest.approx((4 * 1 + 2 * 2) / 6)
    assert snapshot.reachable_share == pytest.approx(12 / 20)
    assert snapshot.degree_counts == [1, 1, 2, 1]
    with small.scope():
        rows = measures(snapshot)
        assert [row.participant_id for row in rows] == [person.pk for person in small.people]
        assert [row.degree for row in rows] == [2, 2, 3, 1, 0]
        assert [row.core_number for row in rows] == [2, 2, 2, 1, 0]
        assert {(row.segment, row.x, row.y) for row in rows} == {("Digital", None, None)}
        assert AuditEntry.objects.get(verb="snapshot.taken").detail == {"people": 5, "ties": 4}


# peers 3.15, peers 3.17
def test_larger_segments_by_themselves_and_the_few_who_reach_most() -> None:
    small = SmallProgram(21)
    for number in range(11):  # eleven in Care: a star; ten in Digital, of whom four know nobody
        small.change(number, segment="Care")
    for other in range(1, 11):
        small.meet(0, other)
    for other in (12, 13, 14):
        small.meet(11, other)
    small.meet(0, 11)
    small.meet(15, 16)

    snapshot = taken(small)

    (care, digital) = snapshot.within_segments
    assert (care["segment"], care["people"], care["ties"]) == ("Care", 11, 10)
    assert care["path_length_mean"] == pytest.approx((20 * 1 + 90 * 2) / 110)
    assert (digital["segment"], digital["people"], digital["ties"]) == ("Digital", 10, 4)
    # The hub and its eleven, then three more, then two: after that one at a time, whom nobody knows.
    assert snapshot.reach_of_few == {"3": 17, "5": 19}
    assert taken(small, on=DAY + timedelta(days=1)).reach_of_few == snapshot.reach_of_few  # carried


def test_segments_and_staff() -> None:
    small = SmallProgram(4)
    small.change(0, segment="Care")
    small.change(0, role=Role.FACILITATOR)
    small.change(3, segment="")
    for other in (1, 2, 3):
        small.meet(0, other)

    snapshot = taken(small)

    # Who has no segment is in the table: all ties less the table's would be theirs alone.
    assert snapshot.mixing["segments"] == ["Care", "Digital", ""]
    assert snapshot.mixing["sizes"] == [1, 2, 1]
    assert snapshot.mixing["ties"] == [[0, 2, 1], [2, 0, 0], [1, 0, 0]]
    assert snapshot.staff_count == 1
    assert (snapshot.without_staff["people"], snapshot.without_staff["ties"]) == (3, 0)
    assert snapshot.without_staff["path_length_mean"] is None


def test_nobody_there() -> None:
    snapshot = taken(SmallProgram(0))

    assert (snapshot.people, snapshot.ties, snapshot.path_length_mean) == (0, 0, None)


def test_a_program_that_draws_people_keeps_them_in_their_places() -> None:
    small = SmallProgram(6, consent_mode=ConsentMode.DOTS)
    for one, other in [(0, 1), (1, 2), (3, 4)]:
        small.meet(one, other)
    first = taken(small)
    small.meet(2, 3)

    second = taken(small, on=DAY + timedelta(days=1))

    with small.scope():
        before, after = measures(first), measures(second)
        moved = [abs(old.x - new.x) for old, new in zip(before, after, strict=True)]
    assert max(moved) <= 0.05 * 1000
    assert len({(row.x, row.y) for row in after}) == 6


@pytest.mark.parametrize(
    ("rule", "window", "counted"),
    [
        (TieRule.MUTUAL, TieWindow.PROGRAM, {(0, 1), (0, 2), (3, 4)}),
        (TieRule.MUTUAL, TieWindow.LAST_90_DAYS, {(0, 1)}),
        (TieRule.CLAIMED, TieWindow.PROGRAM, {(0, 1), (0, 2), (0, 3), (0, 4), (3, 4)}),
        (TieRule.CLAIMED, TieWindow.LAST_90_DAYS, {(0, 1), (0, 3)}),
    ],
)
def test_which_ties_count(rule: TieRule, window: TieWindow, counted: set[tuple[int, int]]) -> None:  # peers 3.24, C6
    small = SmallProgram(5, tie_rule=rule, tie_window=window)
    long_ago = DAY - timedelta(days=90)
    small.meet(0, 1, on=long_ago + timedelta(days=1))
    small.meet(0, 2, on=long_ago)
    small.meet(0, 3, state=PartnerState.CLAIMED)
    small.meet(0, 4, on=long_ago, state=PartnerState.CLAIMED)
    small.meet(1, 2, state=PartnerState.DECLINED)
    small.meet(1, 3, state=PartnerState.EXPIRED)
    small.meet(1, 4, state=PartnerState.CLAIMED, is_hidden=True)
    with small.scope():
        people = {"low": small.people[3], "high": small.people[4]}
        Tie.objects.create(program=small.program, is_baseline=True, **people)

    assert pairs(small) == counted


def test_people_who_left_or_have_not_come_are_not_in_the_network() -> None:
    small = SmallProgram(6)
    small.meet(0, 1, 2, 3, 4, 5)
    small.change(1, state=ParticipantState.WITHDRAWN)
    small.change(2, state=ParticipantState.INVITED)
    small.change(3, state=ParticipantState.PAUSED)
    small.change(4, state=ParticipantState.COMPLETED)
    small.change(5, joined_on=DAY + timedelta(days=1))

    assert pairs(small) == {(0, 3), (0, 4)}
    assert taken(small).people == 3


def test_ties_are_read_from_the_index_alone() -> None:
    small = SmallProgram(3)
    small.meet(0, 1, 2)

    with CaptureQueriesContext(connection) as seen:
        pairs(small)
    explain = "EXPLAIN (COSTS off) " + next(
        row["sql"].partition("COPY (")[2].partition(") TO STDOUT")[0] for row in seen if "COPY" in row["sql"]
    )
    with small.scope(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(explain)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Only Scan using tie_once" in plan
    assert "Sort" not in plan


def test_nothing_changed_is_carried_forward() -> None:
    small = SmallProgram(4)
    small.meet(0, 1, 2)
    first = taken(small)
    small.meet(0, 1)  # again: the tie was there already

    second = taken(small, on=DAY + timedelta(days=1))
    third = taken(small, on=DAY + timedelta(days=2))

    assert (first.carried_from_id, second.carried_from_id, third.carried_from_id) == (None, first.pk, first.pk)
    assert third.edges_digest == first.edges_digest
    assert (third.degree_mean, third.mixing, third.degree_counts) == (
        first.degree_mean, first.mixing, first.degree_counts,
    )  # fmt: skip
    with small.scope():
        assert Measure.objects.exclude(snapshot=first).count() == 0


@pytest.mark.parametrize(
    "fields", [{"segment": "Care"}, {"role": Role.ADMIN}, {"state": ParticipantState.WITHDRAWN}], ids=str
)
def test_a_change_of_people_counts_anew(fields: dict[str, Any]) -> None:
    small = SmallProgram(4)
    small.meet(0, 1, 2)
    first = taken(small)
    small.change(3, **fields)

    second = taken(small, on=DAY + timedelta(days=1))

    assert second.carried_from_id is None
    assert second.edges_digest != first.edges_digest


def test_who_is_made_a_facilitator_counts_as_staff_from_the_next_count_on() -> None:
    small = SmallProgram(4)
    small.meet(0, 1, 2)
    before = taken(small)
    small.change(1, role=Role.FACILITATOR)

    after = taken(small, on=DAY + timedelta(days=1))

    assert (before.staff_count, after.staff_count) == (0, 1)
    assert after.without_staff["people"] == 3


@pytest.mark.parametrize("mode", list(ConsentMode))
def test_pairs_are_kept_with_the_newest_measured_count_where_people_may_be_drawn(mode: ConsentMode) -> None:
    small = SmallProgram(4, consent_mode=mode)
    small.meet(0, 1, 2)
    first = taken(small)
    carried = taken(small, on=DAY + timedelta(days=1))
    kept_at_first = kept_pairs(small, carried)
    small.meet(0, 3)

    second = taken(small, on=DAY + timedelta(days=2))

    may_draw = mode != ConsentMode.SEGMENTS
    assert kept_at_first == ({(0, 1), (0, 2)} if may_draw else None)
    assert kept_pairs(small, second) == ({(0, 1), (0, 2), (0, 3)} if may_draw else None)
    assert (kept_pairs(small, first), kept_pairs(small, carried)) == (None, None)


def kept_pairs(small: SmallProgram, snapshot: Snapshot) -> set[tuple[int, int]] | None:
    places = {person.pk: number for number, person in enumerate(small.people)}
    with small.scope():
        kept = pairs_of(snapshot)
    return None if kept is None else {(places[low], places[high]) for low, high in kept}


def test_a_series_taken_up_again_counts_anew_and_keeps_its_pairs() -> None:
    small = SmallProgram(3, consent_mode=ConsentMode.DOTS)
    small.meet(0, 1)
    for day, rule in enumerate((TieRule.MUTUAL, TieRule.CLAIMED, TieRule.MUTUAL)):
        with small.scope():
            Program.objects.update(tie_rule=rule)
        snapshot = taken(small, on=DAY + timedelta(days=day))

    assert snapshot.carried_from_id is None
    assert kept_pairs(small, snapshot) == {(0, 1)}


@pytest.mark.parametrize(
    ("people", "staff", "shown"),
    [(11, 0, None), (10, 1, None), (11, 1, "few"), (14, 4, "few"), (14, 5, None), (15, 5, "all")],
)
def test_figures_without_staff_need_a_crowd_on_both_sides(people: int, staff: int, shown: str | None) -> None:
    small = SmallProgram(people)
    for number in range(staff):
        small.change(number, role=Role.FACILITATOR)
    small.meet(people - 1, *range(people - 1))
    small.meet(0, 1)

    figures = figures_without_staff(taken(small))

    few = {"people": people - staff, "components": 1, "reachable_share": 1.0}
    assert (None if figures is None else "all" if "ties" in figures else "few") == shown
    assert figures is None or {name: figures[name] for name in few} == few
    assert shown != "few" or set(figures or ()) == {*few, "path_length_mean"}
    assert shown != "few" or (figures or {})["path_length_mean"] == round((figures or {})["path_length_mean"], 2)


def test_another_definition_is_another_series() -> None:  # peers C6, 3.9
    small = SmallProgram(3)
    small.meet(0, 1)
    taken(small)
    with small.scope():
        Program.objects.update(tie_rule=TieRule.CLAIMED)

    second = taken(small, on=DAY + timedelta(days=1))

    assert (second.definition, second.carried_from_id) == ("claimed/program", None)


def test_a_night_and_a_job_have_one_snapshot_each() -> None:
    small = SmallProgram(3)
    job = uuid4()

    nights = {taken(small).pk, taken(small).pk}
    asked = {taken(small, occasion=Occasion.ASKED, job=job).pk for _ in range(2)}
    other = taken(small, occasion=Occasion.ASKED, job=uuid4()).pk

    assert (len(nights), len(asked)) == (1, 1)
    assert other not in nights | asked


@pytest.mark.django_db(databases=["default", "beside"])
def test_asking_twice_is_one_job_until_it_is_done() -> None:
    small = SmallProgram(3)
    small.meet(0, 1)
    with small.scope():
        asker = small.people[0].membership
        first = ask_snapshot(program=small.program, asked_by=asker, now=NOON)
        again = ask_snapshot(program=small.program, asked_by=asker, now=NOON)

    perform(organization_id=small.organization.id, job_id=first.public_id, now=NOON)

    assert again.pk == first.pk
    with small.scope():
        done = Job.objects.get(pk=first.pk)
        snapshot = Snapshot.objects.get(job=first.public_id)
        assert (done.state, done.result) == (JobState.DONE, {"snapshot": str(snapshot.public_id)})
        assert (snapshot.occasion, snapshot.ties) == (Occasion.ASKED, 1)
        assert ask_snapshot(program=small.program, asked_by=asker, now=NOON).pk != first.pk


def test_progress_is_told_in_words() -> None:
    said: list[tuple[int, int, str]] = []

    taken(SmallProgram(2), tell=lambda done, total, message: said.append((done, total, message)))

    assert said == [(0, 3, "Reading ties"), (1, 3, "Measuring"), (2, 3, "Writing")]


def test_without_a_scope_nothing_is_read() -> None:
    small = SmallProgram(2)

    with pytest.raises(ScopeMissing):
        counted_ties(small.program, DAY, network_people(small.program, DAY))


def test_another_organization_sees_no_ties_and_writes_no_snapshot() -> None:
    small, southgate = SmallProgram(3), SmallProgram(3)
    small.meet(0, 1, 2)
    with small.scope():
        people = network_people(small.program, DAY)
        assert len(counted_ties(small.program, DAY, people)) == 2

    with southgate.scope():
        assert len(counted_ties(small.program, DAY, people)) == 0
        assert len(network_people(small.program, DAY)) == 0
    with pytest.raises(IntegrityError), southgate.scope():
        take_snapshot(program=small.program, on=DAY, now=NOON, occasion=Occasion.NIGHT)
        connection.check_constraints()  # what the commit does
