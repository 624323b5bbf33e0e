"""A round of introductions in the demo, offered the day before yesterday: some have answered, some are still asked."""

from datetime import datetime, timedelta

from belonging.tenancy.models import Membership
from network.models import Introduction, IntroductionSide
from network.selectors.introductions import side_for
from network.services.introductions import answer_introduction
from network.services.rounds import plan_introductions, start_round
from programs.models import Participant, Program

OFFERED = timedelta(days=2)
ANSWERED = timedelta(days=1)


def introduce(*, program: Program, facilitator: Membership, left_open: Participant, at: datetime) -> int:
    """This will plan and offer a round and answer two thirds of it, and count its introductions."""
    planned = plan_introductions(program=program, apart="", actor=facilitator, now=at - OFFERED)
    if not planned.introductions.exists():
        return 0
    found = start_round(planned=planned, counts={}, actor=facilitator, now=at - OFFERED)
    rows = list(found.introductions.order_by("id"))
    for number, row in enumerate(rows):
        _answer(row, number % 3, left_open, at - ANSWERED)
    # Nobody of a demo gets mail. One statement for many rows; there are no save hooks to skip.
    IntroductionSide.objects.filter(introduction__in=rows).update(news="")
    return len(rows)


def _answer(row: Introduction, way: int, left_open: Participant, now: datetime) -> None:
    """Of three: everybody says yes, one does, nobody has answered; whoever looks at the demo is still asked."""
    people = [side.participant for side in row.sides.select_related("participant").order_by("id")]
    if left_open in people:
        people = [person for person in people if person != left_open]
        way = 0
    for person in people[: (len(people), 1, 0)[way]]:
        side = side_for(person, row.public_id)
        if side is not None:
            answer_introduction(side=side, agrees=True, now=now)
