"""The close is killed in the middle, and fifty people press Send at once: nothing is lost, nothing is there twice."""

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from surveys.enums import WaveState
from surveys.keys import has_key
from surveys.models import Asked, Result, Wave
from surveys.models.ballots import Response, SealedBallot
from surveys.services.closing import close_wave
from surveys.services.event_waves import ask_about_event
from tests.cast import NOON, make_house
from tests.killer import die, ended_by
from tests.network.test_races import together
from tests.surveys.community import Community, after, make_community, mixed, same, send
from tests.surveys.test_event_waves import held

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
PEOPLE = 12
SAMPLE = 4


@pytest.fixture
def lived() -> Community:
    """A community in committed rows."""
    house = make_house("northlight")
    with house.open():
        return make_community(house, PEOPLE)


def sealed(community: Community) -> Wave:
    with community.house.open():
        wave = community.opened()
        community.answer(wave, PEOPLE)
        return wave


def moments(community: Community, wave: Wave) -> int:
    """How many moments a close has, before and after each statement; it is taken back afterwards."""
    count = 0

    def counting(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        nonlocal count
        count += 2
        return execute(sql, params, many, context)  # type: ignore[operator]

    with transaction.atomic():
        with community.house.open(), connection.execute_wrapper(counting):  # type: ignore[arg-type]
            close_wave(wave=wave, now=after(wave))
        transaction.set_rollback(True)
    return count


def killed(community: Community, wave: Wave, at: int) -> int:
    """Closes in another process that is killed at a moment, the last one being before the commit; how it ended."""

    def close() -> None:
        with community.house.open():
            close_wave(wave=Wave.objects.get(pk=wave.pk), now=after(wave))
            die()  # everything done, nothing committed

    return ended_by(close, at)


def survive(community: Community, points: int) -> None:
    wave = sealed(community)
    total, good = moments(community, wave), 0
    places = [*sorted({max(1, round(total * (number + 0.5) / points)) for number in range(points - 1)}), -1]
    for at in places:
        assert killed(community, wave, at) == signal.SIGKILL
        with community.house.open():
            good += (
                Wave.objects.get(pk=wave.pk).state == WaveState.OPEN
                and SealedBallot.objects.count() == PEOPLE
                and Asked.objects.filter(wave=wave).count() == wave.asked_count
                and not Response.objects.exists()
                and not Result.objects.exists()
                and has_key(wave.key_name)
            )
    with community.house.open():
        closed = close_wave(wave=wave, now=after(wave))
        assert (closed.state, closed.answered_count) == (WaveState.CLOSED, PEOPLE)
        assert Response.objects.count() == PEOPLE
        assert {row.answers["part-of-it"] for row in Response.objects.all()} == {
            mixed(number)["part-of-it"] for number in range(PEOPLE)
        }
        assert SealedBallot.objects.count() == 0
        assert has_key(wave.key_name)  # it goes only after a backup was restored and checked
    print(f"S15: killed at {len(places)} of {total} moments, {good} times as before, then all {PEOPLE} answers once")
    assert good == len(places)


def test_close_survives_being_killed(lived: Community) -> None:  # security S15
    survive(lived, SAMPLE)


@pytest.mark.fault
@pytest.mark.parametrize("turn", range(5))
def test_close_survives_being_killed_at_twenty_points(lived: Community, turn: int) -> None:  # security S15
    survive(lived, 20)


def test_fifty_presses_at_once_make_one_envelope(lived: Community) -> None:  # peers 2.23; security S13
    with lived.house.open():
        wave = lived.opened()
    member = lived.members[0]

    def press(number: int) -> None:
        with lived.house.open():
            send(wave, member, same(1 + number % 5)(number))
        connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(press, range(50)))
    with lived.house.open():
        rows = SealedBallot.objects.count()
        print(f"S13: 50 presses at once, {rows} envelope")
        assert rows == 1
        send(wave, member, same(2)(1))
        for number, other in enumerate(lived.members[1:6]):
            send(wave, other, same(4)(number))
        close_wave(wave=wave, now=after(wave))
        values = sorted(row.answers["voice"] for row in Response.objects.all())
        assert values == [2, 4, 4, 4, 4, 4]  # the last one counts


def test_event_is_asked_about_once_however_many_press(lived: Community) -> None:
    with lived.house.open():
        event = held(lived, 8)

    def press() -> int:
        with lived.house.open():
            return ask_about_event(actor=lived.house.ada.membership, event=event, now=NOON).pk

    assert len(set(together(*[press] * 4))) == 1
    with lived.house.open():
        assert Wave.objects.filter(event=event).count() == 1


def test_nobody_slips_in_while_it_closes(lived: Community) -> None:
    wave = sealed(lived)

    def late(number: int) -> str:
        try:
            with lived.house.open():
                send(wave, lived.members[number], same(5)(number))
        except Exception as problem:  # refused in words, by the closed wave
            return type(problem).__name__
        finally:
            connections.close_all()
        return "sent"

    def close() -> str:
        with lived.house.open():
            close_wave(wave=wave, now=after(wave))
        connections.close_all()
        return "closed"

    with ThreadPoolExecutor(8) as pool:
        ends = [pool.submit(close), *(pool.submit(late, number) for number in range(PEOPLE))]
        said = {end.result() for end in ends}

    assert said <= {"closed", "sent", "BallotRefused"}
    with lived.house.open():
        assert SealedBallot.objects.count() == 0
        assert Response.objects.count() == PEOPLE
