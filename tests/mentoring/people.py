"""People who opted in, as the product would make them."""

from datetime import date, datetime
from typing import Any

from mentoring.enums import Comfort
from mentoring.models import MentorProfile
from mentoring.services.profiles import Answers, opt_in
from tests.cast import NOON, TODAY, Person


def opted_in(person: Person, *, today: date = TODAY, now: datetime = NOON, **more: Any) -> MentorProfile:
    """This person's answers; needs an open scope."""
    usual: dict[str, Any] = {
        "offers": ["bread"], "wants": ["listening"], "interests": ["cycling"], "languages": ["English"],
        "time_zone": "Europe/London", "hours": ["mon-evening", "thu-evening"], "comfort": Comfort.ONE_TO_ONE,
    }  # fmt: skip
    return opt_in(participant=person.place, answers=Answers(**usual | more), today=today, now=now)
