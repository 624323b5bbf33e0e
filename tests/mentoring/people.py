"""People who opted in, as the product would make them."""

from datetime import date, datetime, timedelta
from typing import Any

from mentoring.enums import Comfort
from mentoring.models import MentorProfile, Pair
from mentoring.services.pairs import answer_pair
from mentoring.services.profiles import Answers, opt_in
from mentoring.services.rounds import join_people, prepare_round, publish_round
from tests.cast import NOON, TODAY, House, Person, make_person


def opted_in(person: Person, *, today: date = TODAY, now: datetime = NOON, **more: Any) -> MentorProfile:
    """This person's answers; needs an open scope."""
    usual: dict[str, Any] = {
        "offers": ["bread"], "wants": ["listening"], "interests": ["cycling"], "languages": ["English"],
        "time_zone": "Europe/London", "hours": ["mon-evening", "thu-evening"], "comfort": Comfort.SMALL_GROUP,
    }  # fmt: skip
    return opt_in(participant=person.place, answers=Answers(**usual | more), today=today, now=now)


def crowd(house: House, *names: str, **more: Any) -> list[Person]:
    """More people of the program who opted in; needs an open scope."""
    found = [make_person(name, house.organization.slug, house.program) for name in names]
    for one in found:
        opted_in(one, **more)
    return found


def paired(house: House, *people: Person, since: int = 21, now: datetime = NOON) -> Pair:
    """These people as a running pair that began so many days ago, by the product's own steps; needs an open scope."""
    then = now - timedelta(days=since)
    for one in people:
        if not MentorProfile.objects.filter(participant=one.place).exists():
            opted_in(one, today=then.date(), now=then)
    made = prepare_round(actor=house.ada.membership, program=house.program, on=then.date(), now=then)
    places = [one.place for one in people]
    join_people(actor=house.ada.membership, made=made, people=places, on=then.date(), now=then)
    publish_round(actor=house.ada.membership, made=made, on=then.date(), now=then)
    pair = Pair.objects.get(round=made, is_locked=True)
    for one in people:
        answer_pair(pair=pair, participant=one.place, says_yes=True, on=then.date(), now=then)
    pair.refresh_from_db()
    return pair
