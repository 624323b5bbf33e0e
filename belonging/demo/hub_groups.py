"""Groups of the demo: people come in, write, answer and nod; Monday's questions, a project, first looks around."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from belonging.demo.hub_days import LONGEST_WEEKEND, Cast, Diary
from belonging.demo.hub_words import (
    ALLOTMENT,
    CIRCLES,
    COMMON_ROOM,
    FIRST_TIME_LEADING,
    FIRST_TOURS,
    LUNCH_WALKS,
    PROJECT,
    PROJECT_GOAL,
    PROJECT_THREAD,
    PROJECT_TOPICS,
    PROMPTS,
    PROMPTS_TO_COME,
    STEPS,
    Circle,
    Thread,
)
from community.enums import Entry, Move, NodKind, StepAct, TourEase
from community.models import Group, Post, Prompt, Seed
from community.services.groups import answer_asking, ask_into_group, found_group, join_group, seat_newcomer
from community.services.posts import nod, write_post
from community.services.projects import ProjectWords, add_step, change_step, seek_people, start_project
from community.services.prompts import PromptWords, answer_seed, ask_due_prompts, follow_up, plan_prompts
from community.services.tours import TourWords, begin_tour, say_what_was_found
from programs.models import Participant

FEWEST_MEMBERS = 6
FIRST_FOUNDED, NEXT_FOUNDED = 0.02, 0.07  # shares of the months
SPEAKS_FROM, SPEAKS_UNTIL = 0.1, 0.985
EARLIER_EACH = 0.012  # so that not all groups write on the last day
NODS = 0.5  # of what is written
FIRST_QUESTION = timedelta(days=10)  # after the start
HOUR_OF_QUESTIONS = 9 * 60 + 5
PROJECT_DAYS, PROJECT_SHARE, PROJECT_GOES_ON = 70, 0.35, timedelta(days=45)


class Gathering:
    """One group from its founding on."""

    def __init__(self, cast: Cast, diary: Diary, number: int) -> None:
        self.cast, self.diary, self.number = cast, diary, number
        self.circle: Circle = CIRCLES[number]
        self.founder = self._founder()
        count = max(FEWEST_MEMBERS, len(cast.people) * self.circle.share // 100)
        self.members = cast.some(count, besides=[self.founder])
        if self.circle in {COMMON_ROOM, ALLOTMENT}:
            self.members.append(cast.main)
        self.begins = FIRST_FOUNDED + NEXT_FOUNDED * number
        diary.put(diary.at(self.begins), self.found)

    def _founder(self) -> Participant:
        named = {COMMON_ROOM: self.cast.leader, LUNCH_WALKS: self.cast.main}
        return named.get(self.circle) or self.cast.one()

    def found(self, now: datetime) -> None:
        """This will found the group and put what happens in it into the diary."""
        circle, diary = self.circle, self.diary
        group = self.founded = found_group(
            founder=self.founder, name=circle.name, about=circle.about, entry=circle.entry, topics=circle.topics,
            takes_newcomers=circle is COMMON_ROOM, now=now,
        )  # fmt: skip
        for person in self.members:
            diary.put(diary.after(now), partial(self._comes_in, group, person))
        threads = diary.so_far(circle.threads)
        until = SPEAKS_UNTIL - EARLIER_EACH * self.number
        begin = min(self.begins + SPEAKS_FROM, until)
        for place, thread in enumerate(threads, 1):
            share = begin + (until - begin) * (place - 1) / max(1, len(threads) - 1)
            at = max(diary.at(share), diary.after(now + LONGEST_WEEKEND))
            everybody = [self.founder, *self.members]
            speaks = self.founder if place == 1 else None  # the first words are those of who founded it
            diary.put(at, partial(write, self.cast, diary, group, everybody, thread, first=speaks))

    def _comes_in(self, group: Group, person: Participant, now: datetime) -> None:
        if group.entry == Entry.INVITATION:
            ask_into_group(manager=self.founder, group=group, person=person, now=now)
        seat = join_group(group=group, participant=person, now=now)
        if group.entry == Entry.REQUEST:
            answer_asking(manager=self.founder, seat=seat, lets_in=True, now=now + timedelta(minutes=20))


def write(
    cast: Cast,
    diary: Diary,
    group: Group,
    everybody: Sequence[Participant],
    thread: Thread,
    now: datetime,
    *,
    first: Participant | None = None,
) -> None:
    """This will have somebody begin a thread and others answer it, each later than the one before."""
    calls = "{main}" in "".join(thread.answers)
    voices = [one for one in everybody if one != first and not (calls and one == cast.main)]
    asker, *others = [*([first] if first else []), *cast.chance.sample(voices, len(thread.answers) + (first is None))]
    post = write_post(author=asker, group=group, text=thread.text, topic=thread.topic, now=now)
    nods(cast, diary, post, [one for one in everybody if one != asker], now)
    at = now
    for person, text in zip(others, thread.answers, strict=True):
        at = diary.after(at)
        said = text.format(asker=asker.first_name, main=cast.main.name)
        diary.put(at, partial(answer, cast, diary, post, everybody, person, said))


def answer(
    cast: Cast,
    diary: Diary,
    post: Post,
    everybody: Sequence[Participant],
    person: Participant,
    text: str,
    now: datetime,
) -> Post:
    """This will have somebody answer a post."""
    said = write_post(author=person, group=post.group, text=text, answers=post, now=now)
    nods(cast, diary, said, [one for one in everybody if one != person][:4], now)
    return said


def nods(cast: Cast, diary: Diary, post: Post, people: Sequence[Participant], now: datetime) -> None:
    """This will have one, two or nobody say without words that a post was good to read."""
    if cast.chance.random() > NODS:
        return
    for person in cast.chance.sample(people, min(len(people), cast.chance.randint(1, 2))):
        kind = cast.chance.choice(list(NodKind))
        diary.put(diary.after(now), partial(nod, post=post, participant=person, kind=kind))


def plan_groups(cast: Cast, diary: Diary) -> dict[Circle, Gathering]:
    """This will plan all groups; at the end `main` is asked into one, and somebody asks into theirs."""
    by_circle = {circle: Gathering(cast, diary, number) for number, circle in enumerate(CIRCLES)}
    walks, leading, room = (by_circle[one] for one in (LUNCH_WALKS, FIRST_TIME_LEADING, COMMON_ROOM))
    asking = cast.one(besides=walks.members)

    def ask(now: datetime) -> None:
        join_group(group=walks.founded, participant=asking, now=now)

    def invite(now: datetime) -> None:
        ask_into_group(manager=leading.founder, group=leading.founded, person=cast.main, now=now)

    diary.put(diary.ends_at - timedelta(hours=20), ask)
    diary.put(diary.ends_at - timedelta(hours=30), invite)
    Mondays(cast, diary, room)
    Looks(cast, diary, room)
    return by_circle


class Mondays:
    """The question of each Monday in the common room, with those who answer first; and those still to come."""

    def __init__(self, cast: Cast, diary: Diary, room: Gathering) -> None:
        self.cast, self.diary, self.room = cast, diary, room
        self.seeds = cast.chance.sample([one for one in room.members if one != cast.main], 2)
        first = diary.program.starts_on + FIRST_QUESTION
        mondays = [first + timedelta(days=(7 - first.weekday()) % 7 + 7 * week) for week in range(60)]
        self.days = [day for day in mondays if day <= diary.ends_on][-len(PROMPTS) :]
        if self.days:
            diary.put(diary.on(self.days[0] - timedelta(days=3)), self.plan)
        diary.put(diary.ends_at - timedelta(hours=26), self.plan_next)
        for number, day in enumerate(self.days):
            diary.put(diary.clock(day, HOUR_OF_QUESTIONS), partial(self.ask, number))

    def plan(self, now: datetime) -> None:
        """This will plan a question for each Monday so far, and have two people agree to answer first."""
        questions = [question for question, _answers in PROMPTS][: len(self.days)]
        words = PromptWords(questions, self.days[0], self.seeds)
        self.planned = plan_prompts(asker=self.cast.leader, group=self.room.founded, words=words, now=now)
        for seed in (
            Seed.objects.filter(prompt__in=self.planned).select_related("participant__membership").order_by("id")
        ):
            answer_seed(seed=seed, agrees=True, now=now + timedelta(hours=2))

    def plan_next(self, now: datetime) -> None:
        """This will plan the next Mondays, and ask whoever looks at the demo to answer the first of them first."""
        following = self.diary.ends_on + timedelta(days=7 - self.diary.ends_on.weekday())
        for week, question in enumerate(PROMPTS_TO_COME):
            seeds = self.seeds if week else [self.cast.main]
            words = PromptWords([question], following + timedelta(days=7 * week), seeds)
            plan_prompts(asker=self.cast.leader, group=self.room.founded, words=words, now=now)

    def ask(self, number: int, now: datetime) -> None:
        """This will ask what is due, as the worker does, and put the answers into the diary."""
        ask_due_prompts(now=now)
        post = Prompt.objects.select_related("post__group").get(pk=self.planned[number].pk).post
        if post is None:
            return
        others = [one for one in self.room.members if one not in self.seeds]
        at = now
        for person, text in zip([*self.seeds, self.cast.chance.choice(others)], PROMPTS[number][1], strict=True):
            at = self.diary.after(at)
            self.diary.put(at, partial(self.answer, post, person, text))

    def answer(self, post: Post, person: Participant, text: str, now: datetime) -> None:
        """This will have somebody answer, and often whoever runs the program do something with it."""
        said = answer(self.cast, self.diary, post, self.room.members, person, text, now=now)
        move = self.cast.chance.choice([*Move, None])
        if move is not None:
            leader = self.cast.leader.membership
            self.diary.put(self.diary.after(now), partial(follow_up, actor=leader, answer=said, move=move, made=True))


class Looks:
    """Those who came late sit in the common room, and two of them look around side by side and say what they found."""

    def __init__(self, cast: Cast, diary: Diary, room: Gathering) -> None:
        self.cast, self.diary, self.room = cast, diary, room
        came = [(diary.on(one.joined_on + timedelta(days=4)), one) for one in cast.late if one.joined_on]
        for at, person in came:
            diary.put(at, partial(seat_newcomer, participant=person))
        pair = came[: len(FIRST_TOURS)]
        if len(pair) == len(FIRST_TOURS):
            begins = diary.after(max(at for at, _person in pair))
            diary.put(begins, partial(self.begin, [one for _at, one in pair]))

    def begin(self, people: Sequence[Participant], now: datetime) -> None:
        """This will put two people of different ease beside each other."""
        for person, ease, (helps, better, surprise) in zip(people, TourEase, FIRST_TOURS, strict=True):
            tour = begin_tour(participant=person, ease=ease, now=now)
            words = TourWords(helps, better, surprise)
            says = partial(say_what_was_found, tour=tour, group=self.room.founded, words=words)
            self.diary.put(self.diary.after(now + timedelta(days=2)), says)


class Shelf:
    """A project with next steps that looks for people."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary
        self.founder, *self.members = cast.some(5)
        ago = timedelta(days=min(PROJECT_DAYS, int(diary.days * PROJECT_SHARE)))
        diary.put(diary.on(diary.ends_on - ago), self.start)

    def start(self, now: datetime) -> None:
        """This will start it, and put into the diary what its people do."""
        words = ProjectWords(
            PROJECT, PROJECT_GOAL, self.diary.ends_on + PROJECT_GOES_ON, topics=self.diary.so_far(PROJECT_TOPICS)
        )
        self.group = group = start_project(founder=self.founder, words=words, now=now)
        for person in self.members:
            self.diary.put(self.diary.after(now), partial(join_group, group=group, participant=person))
        self.diary.put(self.diary.after(now + LONGEST_WEEKEND), partial(self._work, group))

    def _work(self, group: Group, now: datetime) -> None:
        everybody = [self.founder, *self.members]
        write(self.cast, self.diary, group, everybody, PROJECT_THREAD, now=now, first=self.founder)
        seek_people(manager=self.founder, group=group, seeks=True, now=now)
        for number, (person, text) in enumerate(zip(self.members, STEPS, strict=True)):
            step = add_step(person=person, group=group, text=text, now=now)
            change_step(person=person, step=step, change=StepAct.TAKE, now=now)
            if number < len(STEPS) - 1:
                done = partial(change_step, person=person, step=step, change=StepAct.DONE)
                self.diary.put(self.diary.after(now, most=3), done)
