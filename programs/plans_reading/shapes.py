"""What a plan is made of. Each annotation says how the field is read from a file."""

from dataclasses import dataclass
from typing import Annotated

from programs.calendar import MOST_MONTHS, After, When
from programs.mix import Mix
from programs.plans_reading import readers as read

MOST_QUESTIONS = 3  # of the short form of a small promise
LONGEST_QUESTION = 200

Key = Annotated[str, read.key()]
OptionalKey = Annotated[str, read.key()]  # blank where there is none
Keys = Annotated[tuple[str, ...], read.many(read.key())]
Name = Annotated[str, read.words(120)]
About = Annotated[str, read.words(1_000)]
Text = Annotated[str, read.words(20_000)]
Minutes = Annotated[int, read.whole(1, 24 * 60)]
Moment = Annotated[When, read.when()]
Months = Annotated[tuple[int, ...], read.many(read.whole(1, MOST_MONTHS))]
LearningKind = Annotated[str, read.one_of("experiential", "peer", "formal")]
Audience = Annotated[str, read.one_of("participant", "facilitator", "buddy", "partner")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """The planned learning mix in per cent, and how many points off are worth a warning."""

    experiential: Annotated[int, read.whole(0, 100)] = 70
    peer: Annotated[int, read.whole(0, 100)] = 20
    formal: Annotated[int, read.whole(0, 100)] = 10
    tolerance: Annotated[int, read.whole(0, 100)] = 10

    @property
    def mix(self) -> Mix:
        """The aims as a mix to compare with."""
        return Mix(self.experiential, self.peer, self.formal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What a program of this plan sets out to reach."""

    belonging: Annotated[float, read.number(1, 5)] = 4.5
    degree: Annotated[float, read.number(0, 1_000)] = 10.0
    clustering: Annotated[float, read.number(0, 1)] = 0.5
    path_length: Annotated[float, read.number(1, 100)] = 3.0
    activity: Annotated[float, read.number(0, 1)] = 0.9
    new_ties: Annotated[float, read.number(0, 1)] = 0.75
    dropout: Annotated[float, read.number(0, 1)] = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the program."""

    key: Key
    name: Name
    about: About = ""
    begins: Moment
    ends: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A theme and the program months it takes."""

    key: Key
    number: Annotated[int, read.whole(1, MOST_MONTHS)]
    name: Name
    about: About = ""
    months: Months


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something a person becomes better at, and what it builds on."""

    key: Key
    name: Name
    about: About = ""
    builds_on: Keys = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of a longer resource: an episode, an article, a depth of question cards."""

    title: Name
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something to read, watch or fill in."""

    key: Key
    title: Name
    category: Key
    form: Annotated[
        str,
        read.one_of(
            "guide",
            "video",
            "worksheet",
            "article",
            "playbook",
            "template",
            "stories",
            "cheat_sheet",
            "cards",
            "wizard",
        ),
    ]
    minutes: Minutes
    module: OptionalKey = ""
    skills: Keys = ()
    text: Text = ""
    chapters: Annotated[tuple[Chapter, ...], read.many(read.record(Chapter))] = ()
    worksheet: OptionalKey = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing a worksheet asks. A scale runs from 1 (`low`) to 5 (`high`)."""

    key: Key
    kind: Annotated[str, read.one_of("scale", "text", "choice", "people", "date")]
    text: Annotated[str, read.words(500)]
    hint: Annotated[str, read.words(500)] = ""
    low: Name = ""
    high: Name = ""
    options: Annotated[tuple[str, ...], read.many(read.words(200))] = ()
    resources_when_low: Keys = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """Something to fill in, private to the person; `outcome` says what comes out of its scales."""

    key: Key
    title: Name
    about: About = ""
    questions: Annotated[tuple[Question, ...], read.many(read.record(Question))]
    outcome: Annotated[str, read.one_of("none", "mean", "first_low")] = "none"
    module: OptionalKey = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do, at a time, of one learning kind."""

    key: Key
    title: Name
    text: Text
    module: Key
    kind: LearningKind
    minutes: Minutes
    audience: Audience = "participant"
    when: Moment
    due: Annotated[After | None, read.after()] = None
    skills: Keys = ()
    builds_on: Keys = ()
    unlock_after: Keys = ()
    revisits: OptionalKey = ""
    resources: Keys = ()
    worksheet: OptionalKey = ""
    is_optional: Annotated[bool, read.flag()] = False
    asks: Annotated[str, read.words(500)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A small dated commitment; `asks` is a short form to fill in with it, private to the person."""

    key: Key
    text: Annotated[str, read.words(300)]
    hint: Annotated[str, read.words(500)] = ""
    module: Key
    kind: LearningKind
    when: Moment
    due: Annotated[After | None, read.after()] = None
    asks: Annotated[tuple[str, ...], read.many(read.words(LONGEST_QUESTION), MOST_QUESTIONS)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """Something people come to."""

    key: Key
    title: Name
    text: Text
    kind: LearningKind
    form: Annotated[
        str,
        read.one_of(
            "roundtable",
            "workshop",
            "coffee",
            "social",
            "launch",
            "closing",
            "peer_led",
            "open_space",
            "meeting",
            "group_hour",
        ),
    ]
    minutes: Minutes
    capacity: Annotated[int | None, read.whole(1, 100_000)] = None
    when: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something people agree to before the program starts."""

    key: Key
    title: Name
    text: Text
    kind: Annotated[
        str,
        read.one_of(
            "purpose", "roles", "norms", "expectations", "motivation", "decisions", "sponsor", "domain", "community",
            "practice", "privacy",
        ),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A letter to everybody in a role."""

    key: Key
    audience: Audience
    subject: Annotated[str, read.words(150)]
    text: Text
    when: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSurvey:
    """The dates of a survey."""

    key: Key
    kind: Annotated[str, read.one_of("baseline", "pulse", "annual")]
    when: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A ready-made piece to put into a plan."""

    key: Key
    name: Name
    about: About = ""
    steps: Annotated[tuple[Step, ...], read.many(read.record(Step))] = ()
    commitments: Annotated[tuple[Promise, ...], read.many(read.record(Promise))] = ()
    events: Annotated[tuple[PlannedEvent, ...], read.many(read.record(PlannedEvent))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole program before it has a start day and people."""

    format: Annotated[int, read.whole(1, 1)]
    key: Key
    version: Annotated[int, read.whole(1, 1_000_000)]
    name: Name
    about: About = ""
    months: Annotated[int, read.whole(1, MOST_MONTHS)] = 12
    mix: Annotated[Aims, read.record(Aims)] = Aims()
    targets: Annotated[Targets, read.record(Targets)] = Targets()
    phases: Annotated[tuple[Phase, ...], read.many(read.record(Phase))] = ()
    modules: Annotated[tuple[Module, ...], read.many(read.record(Module))] = ()
    skills: Annotated[tuple[Skill, ...], read.many(read.record(Skill))] = ()
    resources: Annotated[tuple[Resource, ...], read.many(read.record(Resource))] = ()
    worksheets: Annotated[tuple[Worksheet, ...], read.many(read.record(Worksheet))] = ()
    steps: Annotated[tuple[Step, ...], read.many(read.record(Step))] = ()
    commitments: Annotated[tuple[Promise, ...], read.many(read.record(Promise))] = ()
    events: Annotated[tuple[PlannedEvent, ...], read.many(read.record(PlannedEvent))] = ()
    agreements: Annotated[tuple[Agreement, ...], read.many(read.record(Agreement))] = ()
    messages: Annotated[tuple[Message, ...], read.many(read.record(Message))] = ()
    surveys: Annotated[tuple[PlannedSurvey, ...], read.many(read.record(PlannedSurvey))] = ()
    blocks: Annotated[tuple[Block, ...], read.many(read.record(Block))] = ()
