"""From something noticed to a move, to its measures, by time travel; and what a week's brief may hold."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from belonging.core import clock
from dashboards.enums import Act, MoveState, Outcome, SignalKind
from dashboards.models import Brief, Look, Move, Signal
from dashboards.rules import ACTS_FOR, MINUTES, PLACES
from dashboards.selectors.noticing import noticing
from dashboards.services.briefs import set_brief_wish, write_briefs
from dashboards.services.looks import look_at
from dashboards.services.moves import MoveRefused, NotMeasuredYet, close_move, finish_move, open_move
from network.enums import Occasion
from network.services.rounds import plan_introductions
from network.services.snapshots import take_snapshot
from programs.enums import LearningKind, PersonStepState, RegistrationState
from programs.models import Module, Occurrence, Participant, PersonStep, Program, Step
from programs.services.threads import open_thread
from surveys.enums import WaveKind, WaveState
from surveys.models import Result, Wave
from surveys.services.built_in import keep_built_in
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.dashboards.test_views import count, grow, tie
from tests.guards.survey_rows import planted_figures
from tests.mentoring.people import opted_in
from tests.programs.arriving import asks

pytestmark = pytest.mark.django_db(transaction=False)
DAY = timedelta(days=1)


def look(house: House, days: int) -> None:
    """A day's count and look, so many days from now."""
    now = NOON + days * DAY
    program = Program.objects.get(pk=house.program.pk)
    take_snapshot(program=program, on=now.date(), now=now, occasion=Occasion.NIGHT)
    look_at(program=program, now=now)


def the_signal(kind: str) -> Signal:
    return Signal.objects.get(kind=kind, gone_on=None)


def test_a_move_is_opened_done_measured_twice_and_closed(
    northlight: House, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:  # peers C5, 6.3, 6.4
    places = grow(northlight)
    client = sign_in(northlight.ada)
    with northlight.open():
        look(northlight, 0)
        apart = the_signal(SignalKind.ALL_APART)
        assert (apart.figure, apart.subject) == (1, "Care\nDigital")
    page = client.get(northlight.address("moves/")).content.decode()
    assert "Care, Digital: 1 tie to the others." in page
    assert "We set a table for people who have not met" in page

    form = {"act": "event", "owner": str(northlight.ada.membership.public_id), "due_on": "2026-07-20"}
    client.post(northlight.address(f"moves/open/{apart.public_id}/"), form)
    with northlight.open():
        move = Move.objects.get()
    assert northlight.address("events/new/") in client.get(northlight.address("moves/")).content.decode()
    client.post(northlight.address(f"moves/{move.public_id}/done/"))

    with northlight.open():
        move.refresh_from_db()
        assert (move.state, move.done_on, move.before) == (MoveState.DONE, clock.today("UTC", clock.now()), 1)
        Move.objects.update(done_on=TODAY)
        tie(northlight, [(places[1], places[21]), (places[2], places[22])])
        look(northlight, 29)
        assert Move.objects.get().outcome_30 == Outcome.UNMEASURED
        look(northlight, 30)
        assert (Move.objects.get().after_30, Move.objects.get().outcome_30) == (3, Outcome.BETTER)
        with pytest.raises(NotMeasuredYet):
            close_move(move=move, actor=northlight.ada.membership, on=TODAY, now=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Move.objects.update(state=MoveState.CLOSED)
        everybody = [(one, other) for one in places[3:20] for other in places[23:40]]
        tie(northlight, everybody)
        look(northlight, 60)
        assert (Move.objects.get().after_60, Move.objects.get().outcome_60) == (None, Outcome.GONE)

    client.post(northlight.address(f"moves/{move.public_id}/close/"))

    with northlight.open():
        assert Move.objects.get().state == MoveState.CLOSED
        assert set(Signal.objects.filter(kind=SignalKind.ALL_APART).values_list("gone_on", flat=True)) == {
            TODAY + 60 * DAY
        }
    text = re.sub(r"<[^>]+>|\s+", " ", client.get(northlight.address("moves/")).content.decode())
    assert "What tends to work here" in text
    assert re.search(r"Plan something to do together +1 of 1 +1 of 1", text)


# peers 3.25
def test_finding_becomes_introductions_across_what_stood_apart(northlight: House, sign_in: SignIn) -> None:
    places = grow(northlight)
    client = sign_in(northlight.ada)
    with northlight.open():
        look(northlight, 0)
        apart = the_signal(SignalKind.ALL_APART)
    form = {"act": "round", "owner": str(northlight.ada.membership.public_id), "due_on": "2026-07-20"}
    client.post(northlight.address(f"moves/open/{apart.public_id}/"), form)
    moves = client.get(northlight.address("moves/")).content.decode()

    with northlight.open():
        planned = plan_introductions(program=northlight.program, apart="", actor=northlight.ada.membership, now=NOON)
        groups = [
            {side.participant.segment for side in one.sides.select_related("participant")}
            for one in planned.introductions.all()
        ]

    assert northlight.address("introductions/offers/") in moves
    assert planned.bridge_share > 0.5
    assert len(groups) >= len(places) // 3
    assert sum(len(one) > 1 for one in groups) > 0.8 * len(groups)


def test_what_cannot_be_taken_on_is_refused(northlight: House) -> None:  # peers C5
    grow(northlight)
    ada = northlight.ada.membership
    with northlight.open():
        look(northlight, 0)
        apart, how = the_signal(SignalKind.ALL_APART), {"owner": ada, "actor": ada, "on": TODAY, "now": NOON}
        with pytest.raises(MoveRefused, match="not one of the acts"):
            open_move(signal=apart, act=Act.WELCOME, due_on=TODAY, **how)
        with pytest.raises(MoveRefused, match="from today on"):
            open_move(signal=apart, act=Act.EVENT, due_on=TODAY - DAY, **how)
        move = open_move(signal=apart, act=Act.EVENT, due_on=TODAY, **how)
        with pytest.raises(MoveRefused, match="taken this on"):
            open_move(signal=apart, act=Act.ROUND, due_on=TODAY, **how)
        with pytest.raises(MoveRefused, match="to do already"):
            close_move(move=move, actor=ada, on=TODAY, now=NOON)
        finish_move(move=move, actor=ada, on=TODAY, now=NOON)
        with pytest.raises(MoveRefused, match="done already"):
            finish_move(move=move, actor=ada, on=TODAY, now=NOON)


def test_a_program_is_looked_at_once_a_local_day(northlight: House) -> None:
    grow(northlight)
    with northlight.open():
        count_before = [look_at(program=northlight.program, now=NOON + hours * DAY / 24) for hours in (0, 1, 24)]

    assert count_before == [True, False, True]


def published(house: House, value: float, on: date) -> None:
    """A closed wave whose one statement has this mean."""
    instrument = keep_built_in(now=NOON)["belonging-pulse"]
    wave = Wave.objects.create(
        program=house.program, instrument=instrument, kind=WaveKind.PULSE, state=WaveState.CLOSED, opens_on=on,
        closes_on=on + 9 * DAY, asked_count=40, answered_count=30, opened_at=NOON, closed_at=NOON,
    )  # fmt: skip
    figures = planted_figures()
    figures["items"] = [{"key": "voice", "value": value, "bound": ""}]
    Result.objects.create(wave=wave, figures=figures, published_at=NOON)


def opened_step(house: House, places: list[Participant]) -> None:
    """A step whose day is over, done by one of ten."""
    module = Module.objects.create(
        program=house.program, key="first", number=1, name="First", first_month=1, last_month=12
    )
    step = Step.objects.create(
        program=house.program, module=module, key="hello", title="Say hello", kind=LearningKind.PEER, when={}
    )
    turn = Occurrence.objects.create(
        program=house.program, step=step, opens_on=TODAY - 20 * DAY, due_on=TODAY - 5 * DAY, month=6
    )
    for number, place in enumerate(places[:10]):
        PersonStep.objects.create(
            participant=place, occurrence=turn, step=step, opens_on=turn.opens_on, due_on=turn.due_on,
            state=PersonStepState.DONE if number == 0 else PersonStepState.OPEN,
        )  # fmt: skip


def test_every_app_has_its_signals_and_answers_move_none_but_their_own(
    northlight: House,
) -> None:  # peers C5, security S12
    places = grow(northlight)
    count(northlight)
    with northlight.open():
        opened_step(northlight, places)
        Participant.objects.filter(pk=places[0].pk).update(joined_on=TODAY - 20 * DAY)
        worlds = []
        for value in (2.1, 4.6):
            with transaction.atomic():
                published(northlight, value, TODAY - 30 * DAY)
                worlds.append(noticing(northlight.program, TODAY))
                transaction.set_rollback(True)

    low, high = worlds
    assert {row.kind for row in low.rows} >= {
        SignalKind.ALL_APART, SignalKind.QUIET, SignalKind.LOW_ITEM, SignalKind.STEP, SignalKind.NO_DOING,
        SignalKind.UNWELCOMED,
    }  # fmt: skip
    assert [row.figure for row in low.rows if row.kind == SignalKind.STEP] == [0.1]
    assert [row for row in low.rows if row.kind != SignalKind.LOW_ITEM] == list(high.rows)


def test_every_kind_has_its_acts_and_every_act_its_minutes_and_page() -> None:  # peers C5
    assert set(ACTS_FOR) == set(SignalKind)
    assert set(MINUTES) == set(PLACES) == set(Act)


def test_the_brief_keeps_its_limits_over_a_year(
    northlight: House, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:  # peers C17
    chance, kinds = Random(7), list(SignalKind)
    ada, sent, filled, longest = northlight.ada.membership, 0, 0, 0
    with northlight.open():
        for week in range(52):
            monday = TODAY - timedelta(days=TODAY.weekday()) + week * 7 * DAY
            Signal.objects.all().delete()
            minutes = chance.choice([20, 40, 60, 240])
            set_brief_wish(membership=ada, minutes=minutes, is_mailed=True, now=NOON)
            for kind in chance.sample(kinds, chance.choice([0, 0, 1, 4, 12])):
                Signal.objects.create(
                    program=northlight.program, kind=kind, subject=f"week {week}", figure=2, basis="day",
                    weight=chance.randint(1, 3), noticed_on=monday,
                )  # fmt: skip
            is_there = Signal.objects.exists()
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                (brief,) = write_briefs(program=northlight.program, on=monday, now=NOON)
                assert write_briefs(program=northlight.program, on=monday + DAY, now=NOON) == []
            assert len(brief.lines) <= 5
            assert sum(line["minutes"] for line in brief.lines) <= minutes
            assert (brief.sent_at is not None) == bool(brief.lines)
            sent, longest = sent + bool(brief.lines), max(longest, len(brief.lines))
            filled += is_there
        assert Brief.objects.count() == 52

    print(f"briefs: 52 weeks, {sent} sent, {52 - sent} empty ones kept back, at most {longest} moves in one")
    assert len(mail.outbox) == sent
    assert 0 < sent <= filled < 52
    assert all("A message to begin from" in one.body for one in mail.outbox)


def test_minutes_are_kept_and_other_people_do_not_read_the_page(northlight: House, sign_in: SignIn) -> None:
    address = northlight.address("moves/")

    client: Client = sign_in(northlight.ada)
    client.post(northlight.address("moves/week/"), {"minutes": "90"})

    assert '<option value="90" selected>' in client.get(address).content.decode()
    assert sign_in(northlight.ben).get(address).status_code == 403


def test_programs_and_months_stand_side_by_side_and_together(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:  # peers 6.8, 6.10
    grow(northlight)
    with northlight.open():
        look(northlight, 0)
        look(northlight, 40)
        other = Look.objects.create(program=northlight.sibling, local_date=TODAY, looked_at=NOON)
        other.parts = {"degree": [1.0, 43], "dropout": [2, 43]}
        other.save()
        mine = Look.objects.filter(program=northlight.program).latest("local_date").parts
    client = sign_in(northlight.ada)

    programs = table_of(client.get("/o/northlight/programs/side-by-side/"))
    months = table_of(client.get(northlight.address("dashboard/months/")))

    degree = mine["degree"][0]
    assert programs["Degree"] == [f"{degree:.1f}", "1.0", f"{(degree + 1) / 2:.1f}"]
    assert programs["Dropout"] == ["0%", "5%", "2%"]
    assert programs["Path length"][2] == "–"
    assert len(months["Degree"]) == 2
    assert sign_in(northlight.ben).get("/o/northlight/programs/side-by-side/").status_code == 403
    assert sign_in(southgate.ada).get("/o/northlight/programs/side-by-side/").status_code == 404


def test_what_else_waits_is_counted_for_whom_it_waits(northlight: House, sign_in: SignIn) -> None:  # peers 6.12
    client = sign_in(northlight.ada)
    assert waiting(client, northlight) == [0, 0, 0, 0]

    with northlight.open():
        open_thread(participant=northlight.ben.place, step=None, text="Where do I begin?", on=TODAY, now=NOON)
        asks(northlight.program, "Noor", RegistrationState.ASKED)
        opted_in(northlight.ben)

    assert waiting(client, northlight) == [1, 1, 1, 1]


def waiting(client: Client, house: House) -> list[int]:
    """Somebody's own tasks, private words without an answer, people without a partner, people to be let in."""
    page = client.get(house.address("moves/")).content.decode()
    names = ("Your tasks", "Private words without an answer", "People without a partner", "People to be let in")
    return [int(found) for name in names for found in re.findall(rf"{name}: (\d+)", page)]


def table_of(response: HttpResponse) -> dict[str, list[str]]:
    """The rows of a page's first table by their heading."""
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', response.content.decode(), re.DOTALL)
    return {name: re.findall(r'<td class="num">([^<]*)</td>', cells) for name, cells in rows}
