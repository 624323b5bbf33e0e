"""What the demo's people say of each other and of themselves: cards, thanks, stories, a wall, help, what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from belonging.core.clock import month_begins_on, today
from belonging.demo.hub_days import LONGEST_WEEKEND, Cast, Diary
from belonging.demo.hub_groups import Gathering, Shelf
from belonging.demo.hub_sayings import (
    BENEFIT_DOOR,
    BENEFIT_JOINT,
    BENEFIT_LINK,
    BENEFITS_OWN,
    BENEFITS_TOGETHER,
    BEYOND,
    CARDS,
    GROUP_THANKS,
    HELP_WANTED,
    ROUND_ACT,
    ROUND_SEEN,
    ROUND_TOLD,
    SHARING,
    SHARING_NOTES,
    STORIES,
    THANKS,
    THANKS_TO_MAIN,
    WALL,
    WALL_LEFT,
    WALL_RIGHT,
    WALL_SIDES,
    Told,
)
from community.enums import BenefitKind, ProfileField, SharingStage, Sight, WallSide
from community.models import Sharing, Wall
from community.rules import MONTHS_IN_A_QUARTER
from community.selectors.benefits import asked_sides
from community.selectors.sharings import sharing_seats
from community.services.benefits import BenefitWords, add_network, answer_benefit, tell_benefit
from community.services.profiles import write_profile
from community.services.requests import answer_help, ask_for_help, ask_person, close_request
from community.services.sharings import come_in, move_on, open_sharing, write_note
from community.services.stories import StoryWords, approve_story, tell_story
from community.services.story_rounds import RoundWords, write_round
from community.services.thanks import answer_thanks, give_thanks
from community.services.walls import open_wall, sort_wall_note, write_wall_note
from programs.models import Participant

HAVE_A_CARD, SAYS_A_SENTENCE = 0.6, 0.4  # of everybody, and of those
LINES_OF_A_CARD = {ProfileField.HELP: (1, 3), ProfileField.INTEREST: (0, 2), ProfileField.SEEK: (0, 1)}
SHARING_PEOPLE, STAGE = 8, timedelta(days=2, minutes=5)


@dataclass(frozen=True)
class Meeting:
    """Two people were together on a day, and both said so."""

    day: date
    one: Participant
    other: Participant


class Cards:
    """What most people say of themselves; whoever looks at the demo has not made a card yet."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.helpers: dict[str, list[Participant]] = {}
        abouts = list(CARDS[ProfileField.ABOUT])
        for person in cast.some(round(len(cast.people) * HAVE_A_CARD)):
            words = {
                field: cast.chance.sample(CARDS[field], cast.chance.randint(least, most))
                for field, (least, most) in LINES_OF_A_CARD.items()
            }
            if abouts and cast.chance.random() < SAYS_A_SENTENCE:
                words[ProfileField.ABOUT] = [abouts.pop()]
            for line in words[ProfileField.HELP]:
                self.helpers.setdefault(line, []).append(person)
            said = {field: ("\n".join(lines), Sight.EVERYBODY) for field, lines in words.items() if lines}
            diary.put(
                diary.at(0.02 + 0.3 * cast.chance.random()), partial(write_profile, participant=person, words=said)
            )


def plan_thanks(cast: Cast, diary: Diary, meetings: Sequence[Meeting], choir: Gathering) -> None:
    """This will have people thank somebody they had met, soon afterwards; mostly both let others read it."""
    acts = diary.so_far(THANKS)
    for number, act in enumerate(acts):
        meeting = meetings[int((number + 0.9) / len(acts) * (len(meetings) - 1))]
        _thank(cast, diary, meeting, act, answers=True)
    with_main = [one for one in meetings if cast.main in (one.one, one.other)]
    for met in with_main[-1:]:  # whoever looks at the demo has not answered this one yet
        giver = met.one if met.other == cast.main else met.other
        _thank(cast, diary, Meeting(met.day, giver, cast.main), THANKS_TO_MAIN, answers=False)
    at = diary.at(0.9)
    diary.put(at, partial(_thank_group, cast, diary, choir))


def _thank(cast: Cast, diary: Diary, meeting: Meeting, act: str, *, answers: bool) -> None:
    is_for_all = not answers or cast.chance.random() < 0.8

    def thank(now: datetime) -> None:
        given = give_thanks(
            giver=meeting.one, to=meeting.other, act=act, happened_on=meeting.day, is_for_all=is_for_all,
            today=today(diary.program.time_zone, now), now=now,
        )  # fmt: skip
        if answers:
            diary.put(diary.after(now, most=3), partial(answer_thanks, thanks=given, actor=meeting.other, agrees=True))

    diary.put(diary.after(diary.clock(meeting.day, 20 * 60)), thank)


def _thank_group(cast: Cast, diary: Diary, choir: Gathering, now: datetime) -> None:
    on = today(diary.program.time_zone, now)
    giver = cast.chance.choice(choir.members)
    given = give_thanks(
        giver=giver, to=choir.founded, act=GROUP_THANKS, happened_on=on, is_for_all=True, today=on, now=now
    )
    diary.put(diary.after(now), partial(answer_thanks, thanks=given, actor=choir.founder, agrees=True))


def plan_stories(cast: Cast, diary: Diary) -> None:
    """This will have stories told and read by whoever runs the program; the last one waits for that."""
    stories = [*diary.so_far(STORIES[:-1]), STORIES[-1]]
    tellers = cast.some(len(stories))
    for number, (teller, told) in enumerate(zip(tellers, stories, strict=True)):
        is_last = number == len(stories) - 1
        at = diary.at(0.975 if is_last else 0.15 + 0.75 * number / len(stories))
        diary.put(at, partial(_tell, cast, diary, teller, told, waits=is_last))
    second_quarter = month_begins_on(diary.program.starts_on, MONTHS_IN_A_QUARTER + 1)
    diary.put(diary.on(second_quarter + timedelta(days=9)), partial(_round, cast, diary))


def _tell(cast: Cast, diary: Diary, teller: Participant, told: Told, now: datetime, *, waits: bool) -> None:
    placings = {"about": told.about, "began": told.began, "comfort": told.comfort}
    words = StoryWords(told.title, told.text, told.reach, told.is_named, told.ease, placings)
    story = tell_story(teller=teller, words=words, on=today(diary.program.time_zone, now), now=now)
    if not waits:
        actor = cast.leader.membership
        diary.put(diary.after(now, most=2), partial(approve_story, actor=actor, story=story, revision=story.revision))


def _round(cast: Cast, diary: Diary, now: datetime) -> None:
    on, leader = today(diary.program.time_zone, now), cast.leader.membership
    words = RoundWords(ROUND_SEEN, ROUND_ACT, leader, on + timedelta(days=14), is_done=True, told=ROUND_TOLD)
    write_round(actor=leader, program=diary.program, quarter=1, words=words, on=on, now=now)


def plan_wall(cast: Cast, diary: Diary) -> None:
    """This will put up a wall, on which people write and sort."""
    left, right = WALL_SIDES

    def put_up(now: datetime) -> None:
        wall = open_wall(
            actor=cast.leader.membership, program=diary.program, title=WALL, left=left, right=right, now=now
        )
        for side, notes in ((WallSide.LEFT, WALL_LEFT), (WallSide.RIGHT, WALL_RIGHT)):
            for text, heading in notes:
                diary.put(diary.after(now, most=2), partial(_pin, cast, diary, wall, side, text, heading))

    diary.put(diary.at(0.8), put_up)


def _pin(cast: Cast, diary: Diary, wall: Wall, side: WallSide, text: str, heading: str, now: datetime) -> None:
    note = write_wall_note(wall=wall, author=cast.one(), side=side, text=text, now=now)
    if heading:
        diary.put(diary.after(now), partial(sort_wall_note, note=note, participant=cast.one(), heading=heading))


class Sharings:
    """One question that people thought about alone, in twos, in fours and all together."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary
        diary.put(diary.at(0.45), self.open)

    def open(self, now: datetime) -> None:
        """This will open it, and seat eight people."""
        leader = self.cast.leader.membership
        sharing = open_sharing(actor=leader, program=self.diary.program, question=SHARING, is_live=False, now=now)
        for person in self.cast.some(SHARING_PEOPLE):
            come_in(sharing=sharing, participant=person, now=now + timedelta(minutes=30))
        self.diary.put(now + STAGE, partial(self.move, sharing))

    def move(self, sharing: Sharing, now: datetime) -> None:
        """This will begin the next stage, have each table write, and come back when its days have passed."""
        moved = move_on(actor=self.cast.leader.membership, sharing=sharing, seen=sharing.stage, now=now)
        if moved.stage == SharingStage.OVER:
            return
        tables = {seat.table_at(moved.stage): seat.participant for seat in sharing_seats(moved)}
        for person, text in zip(tables.values(), SHARING_NOTES[moved.stage], strict=False):
            write = partial(
                write_note, sharing=moved, participant=person, stage=moved.stage, text=text, may_be_kept=True
            )
            self.diary.put(now + timedelta(minutes=self.cast.chance.randint(10, 180)), write)
        self.diary.put(now + STAGE, partial(self.move, moved))


def plan_help(cast: Cast, diary: Diary, cards: Cards) -> None:
    """This will have people ask for a hand those whose card offers it; whoever looks at the demo is one who asks."""
    wanted = [one for one in HELP_WANTED if one[0] in cards.helpers]
    for number, (topic, text, end) in enumerate(wanted):
        person = cards.helpers[topic][0]
        asker = cast.one(besides=[person]) if number else cast.main
        diary.put(diary.at(0.7 + 0.07 * number), partial(_ask, diary, asker, person, (topic, text, end)))


def _ask(diary: Diary, asker: Participant, person: Participant, said: tuple[str, str, str], now: datetime) -> None:
    topic, text, end = said
    wanted = ask_for_help(asker=asker, topic=topic, text=text, now=now)
    ask = ask_person(wanted=wanted, person=person, now=now + timedelta(minutes=3))
    if end:
        diary.put(diary.after(now), partial(answer_help, ask=ask, agrees=True))
    if end == "done":
        diary.put(diary.after(now + LONGEST_WEEKEND), partial(close_request, wanted=wanted))


class CameOfIt:
    """What people say is there because they know each other, and the networks beyond this one."""

    def __init__(self, cast: Cast, diary: Diary, meetings: Sequence[Meeting], shelf: Shelf) -> None:
        self.cast, self.diary, self.shelf = cast, diary, shelf
        for number, text in enumerate(diary.so_far(BENEFITS_OWN)):
            self._tells(0.3 + 0.2 * number, cast.one(), partial(BenefitWords, BenefitKind.OWN, text))
        count = len(meetings) - 1
        for number, text in enumerate(diary.so_far(BENEFITS_TOGETHER)):
            met = meetings[int(count * (0.4 + 0.2 * number))]
            words = partial(BenefitWords, BenefitKind.MICRO, text, together=[met.other])
            self._tells(0.45 + 0.2 * number, met.one, words)
        diary.put(diary.at(0.25), self._name_networks)
        diary.put(diary.at(0.975), self._of_the_shelf)

    def _tells(self, share: float, teller: Participant, words: Callable[..., BenefitWords]) -> None:
        self.diary.put(self.diary.at(share), partial(self.tell, teller, words))

    def tell(self, teller: Participant, words: Callable[..., BenefitWords], now: datetime) -> None:
        """This will have somebody tell what came of it, for everybody, and those in it say that it was so."""
        on = today(self.diary.program.time_zone, now)
        said = words(happened_on=on, is_for_all=True)
        tell_benefit(teller=teller, words=said, today=on, now=now)
        for person in (*said.together, *([said.door] if said.door else [])):
            self.diary.put(self.diary.after(now), partial(self._so_it_was, person))

    def _so_it_was(self, person: Participant, now: datetime) -> None:
        for side in asked_sides(person):
            answer_benefit(side=side, agrees=True, now=now)

    def _name_networks(self, now: datetime) -> None:
        door, teller, *knows = self.cast.some(4)
        found = [
            add_network(actor=person, program=self.diary.program, name=name, about=about, now=now)
            for person, (name, about) in zip(knows, BEYOND, strict=True)
        ]
        self._tells(0.6, teller, partial(BenefitWords, BenefitKind.LINK, BENEFIT_LINK, network=found[-1]))
        self._tells(0.85, teller, partial(BenefitWords, BenefitKind.OWN, BENEFIT_DOOR, door=door))

    def _of_the_shelf(self, now: datetime) -> None:
        words = partial(BenefitWords, BenefitKind.JOINT, BENEFIT_JOINT, project=self.shelf.group)
        self.tell(self.shelf.founder, words, now)
