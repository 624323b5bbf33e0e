"""Several yeses at one moment: a place is given once, a check-in counts once, a round is sent once. Real threads."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from belonging.core.errors import BelongingError
from mentoring.enums import Mode, PairState
from mentoring.models import Ask, CheckIn, Pair, Round, Seat, Track
from mentoring.services.asks import answer_ask, ask_person
from mentoring.services.looking_after import look_after_pairs
from mentoring.services.meetings import log_check_in
from mentoring.services.pairs import answer_pair
from mentoring.services.rounds import prepare_round
from network.models import Interaction
from tests.cast import NOON, TODAY, House, Person, make_house
from tests.mentoring.people import crowd, opted_in, paired
from tests.network.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("northlight")


def tried(house: House, act: Callable[[], object]) -> bool:
    """Whether it was let through."""
    with house.open():
        try:
            act()
        except BelongingError:
            return False
        return True


def proposal(house: House, *people: Person) -> Pair:
    pair = Pair.objects.create(program=house.program, state=PairState.PROPOSED, answer_until=NOON + timedelta(days=3))
    for one in people:
        Seat.objects.create(pair=pair, participant=one.place)
    return pair


# peers 4.6: double acceptance
def test_last_yes_of_two_pairs_at_once_gives_one_place(house: House) -> None:
    with house.open():
        opted_in(house.ben)
        others = crowd(house, "Noor", "Omar", "Pia")
        pairs = [proposal(house, house.ben, other) for other in others]
        for pair, other in zip(pairs, others, strict=True):
            answer_pair(pair=pair, participant=other.place, says_yes=True, on=TODAY, now=NOON)

    def yes(pair: Pair) -> bool:
        return tried(
            house, lambda: answer_pair(pair=pair, participant=house.ben.place, says_yes=True, on=TODAY, now=NOON)
        )

    answers = together(*[lambda pair=pair: yes(pair) for pair in pairs * 2])

    with house.open():
        assert Pair.objects.filter(state=PairState.RUNNING).count() == 1
        assert sorted(answers) == [False] * 4 + [True] * 2  # the same yes twice is one yes


def test_yes_and_the_night_at_once_leave_one_end(house: House) -> None:
    with house.open():
        opted_in(house.ben)
        opted_in(house.mira)
        pair = proposal(house, house.ben, house.mira)
        answer_pair(pair=pair, participant=house.mira.place, says_yes=True, on=TODAY, now=NOON)

    def night() -> None:
        with house.open():
            look_after_pairs(now=NOON + timedelta(days=4))

    def yes() -> bool:
        return tried(
            house, lambda: answer_pair(pair=pair, participant=house.ben.place, says_yes=True, on=TODAY, now=NOON)
        )

    together(*[night, yes] * 4)

    with house.open():
        pair.refresh_from_db()
        assert pair.state in {PairState.RUNNING, PairState.FALLEN}
        assert (pair.started_on is not None) == (pair.state == PairState.RUNNING)


def test_two_who_note_the_same_day_note_it_once(house: House) -> None:
    with house.open():
        pair = paired(house, house.ben, house.mira)

    def note(person: Person) -> bool:
        return tried(
            house,
            lambda: log_check_in(pair=pair, author=person.place, happened_on=TODAY, line="", today=TODAY, now=NOON),
        )

    answers = together(*[lambda person=person: note(person) for person in (house.ben, house.mira) * 3])

    with house.open():
        assert sorted(answers) == [False] * 5 + [True]
        assert (CheckIn.objects.count(), Interaction.objects.count()) == (1, 1)


def test_two_facilitators_make_one_draft(house: House) -> None:
    def prepare() -> bool:
        actor = house.ada.membership
        return tried(house, lambda: prepare_round(actor=actor, program=house.program, on=TODAY, now=NOON))

    answers = together(*[prepare] * 4)

    with house.open():
        assert (sorted(answers), Round.objects.count()) == ([False, False, False, True], 1)


def test_two_quiet_choices_at_once_are_one_pair(house: House) -> None:
    with house.open():
        Track.objects.create(program=house.program, mode=Mode.TWO_SIDED)
        opted_in(house.ben)
        opted_in(house.mira)

    def choose(one: Person, other: Person) -> bool:
        return tried(house, lambda: ask_person(author=one.place, recipient=other.place, words="", on=TODAY, now=NOON))

    together(lambda: choose(house.ben, house.mira), lambda: choose(house.mira, house.ben))

    with house.open():
        assert Pair.objects.get().state == PairState.RUNNING


def test_three_who_are_asked_say_yes_at_once(house: House) -> None:
    with house.open():
        Track.objects.create(program=house.program, mode=Mode.ONE_SIDED)
        for person in (house.ada, house.ben, house.mira):
            opted_in(person)
        for author in (house.ada, house.mira):
            ask_person(author=author.place, recipient=house.ben.place, words="", on=TODAY, now=NOON)
        asks = list(Ask.objects.order_by("id"))

    answers = together(
        *[lambda ask=ask: tried(house, lambda: answer_ask(ask=ask, says_yes=True, on=TODAY, now=NOON)) for ask in asks]
    )

    with house.open():
        assert (sorted(answers), Pair.objects.filter(state=PairState.RUNNING).count()) == ([False, True], 1)
