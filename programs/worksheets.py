"""
What worksheets come to: means, the first low rating, two answers side by side, and a group's change.

Answers are mappings from a question's key to what was written: a number (scale), words (text, choice), a day as text
(date), or a list of lines (people). What was left out is not there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

Values = Mapping[str, Any]

SCALE, TEXT, CHOICE, PEOPLE, DATE = "scale", "text", "choice", "people", "date"
LOWEST, HIGHEST = 1, 5  # of a scale that names its ends in words, or not at all
COUNTED_BY = 5  # people: no group figure below, and it moves only when as many more have answered
EDGE = 0.1  # of a scale: nothing nearer its ends is told apart, since "all said five" tells what each one said
FEEDBACK = frozenset({"situation", "behaviour", "impact"})


@dataclass(frozen=True)
class Question:
    """One question of a worksheet."""

    key: str
    kind: str
    text: str
    hint: str = ""
    low: int = LOWEST
    high: int = HIGHEST
    low_words: str = ""
    high_words: str = ""
    options: tuple[str, ...] = ()
    resources_when_low: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Where a rating stops being low: 3 of 1 to 5."""
        return (self.low + self.high) / 2


def questions_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The plan's list of questions. The ends of a scale may be numbers or words; with words it runs from 1 to 5."""
    return tuple(_question(row) for row in rows)


def _question(row: Mapping[str, Any]) -> Question:
    low, high = row.get("low"), row.get("high")
    return Question(
        key=str(row["key"]),
        kind=str(row["kind"]),
        text=str(row["text"]),
        hint=str(row.get("hint") or ""),
        low=low if isinstance(low, int) else LOWEST,
        high=high if isinstance(high, int) else HIGHEST,
        low_words=low if isinstance(low, str) else "",
        high_words=high if isinstance(high, str) else "",
        options=tuple(str(option) for option in row.get("options") or ()),
        resources_when_low=tuple(row.get("resources_when_low") or ()),
    )


def ratings(questions: Iterable[Question], values: Values) -> dict[str, int]:
    """
    The ratings that were given, by question, in the order of the questions.

    >>> ratings(questions_of([{"key": "a", "kind": "scale", "text": "A"}]), {"a": 4, "b": "words"})
    {'a': 4}
    """
    given = ((question.key, values.get(question.key)) for question in questions if question.kind == SCALE)
    return {key: value for key, value in given if isinstance(value, int)}


def mean(questions: Iterable[Question], values: Values) -> float | None:
    """
    The mean of the ratings that were given; nothing when none was.

    >>> mean(questions_of([{"key": k, "kind": "scale", "text": k} for k in "abc"]), {"a": 4, "b": 5})
    4.5
    """
    given = ratings(questions, values).values()
    return sum(given) / len(given) if given else None


def first_low(questions: Sequence[Question], values: Values) -> Question | None:
    """
    The first question rated at the middle of its scale or below: what stands in the way now.

    The order counts (one can want what one does not yet know how to do, hardly the other way round), so a lower
    rating further on is not the answer. Questions left out are passed over.

    >>> asked = questions_of([{"key": k, "kind": "scale", "text": k} for k in "abc"])
    >>> first_low(asked, {"a": 4, "b": 3, "c": 1}).key
    'b'
    """
    given = ratings(questions, values)
    return next((one for one in questions if one.key in given and given[one.key] <= one.middle), None)


def lowest(questions: Sequence[Question], values: Values) -> Question | None:
    """
    The question with the lowest rating, the first of several; nothing when all were rated alike, or fewer than two.

    >>> asked = questions_of([{"key": k, "kind": "scale", "text": k} for k in "abc"])
    >>> lowest(asked, {"a": 4, "b": 2, "c": 2}).key
    'b'
    """
    given = ratings(questions, values)
    if len(set(given.values())) < 2:
        return None
    least = min(given.values())
    return next(one for one in questions if given.get(one.key) == least)


def is_versioned(questions: Iterable[Question]) -> bool:
    """
    True for a canvas, a map or a ritual, which is carried on from its last version.

    Ratings and choices are made afresh, since yesterday's would pull today's; and the next talk needs new words.
    """
    asked = tuple(questions)
    return all(question.kind in {TEXT, PEOPLE, DATE} for question in asked) and not is_feedback(asked)


@dataclass(frozen=True)
class Compared:
    """One question answered twice. `change` is there for ratings given both times."""

    question: Question
    earlier: Any
    later: Any
    change: int | None

    @property
    def is_same(self) -> bool:
        """True when nothing moved."""
        return bool(self.earlier == self.later)


def compared(questions: Iterable[Question], earlier: Values, later: Values) -> tuple[Compared, ...]:
    """
    Two answers to the same questions, side by side.

    >>> compared(questions_of([{"key": "a", "kind": "scale", "text": "A"}]), {"a": 2}, {"a": 5})[0].change
    3
    """
    return tuple(_compared(question, _shown(question, earlier), _shown(question, later)) for question in questions)


def _compared(question: Question, earlier: Any, later: Any) -> Compared:
    is_rated_twice = question.kind == SCALE and isinstance(earlier, int) and isinstance(later, int)
    return Compared(question, earlier, later, later - earlier if is_rated_twice else None)


def _shown(question: Question, values: Values) -> Any:
    value = values.get(question.key)
    return date.fromisoformat(value) if question.kind == DATE and isinstance(value, str) else value


@dataclass(frozen=True)
class GroupLine:
    """What one question came to before and after, over `people_count` people."""

    question: Question
    people_count: int
    before: float
    after: float

    @property
    def change(self) -> float:
        """How far the group moved."""
        return round(self.after - self.before, 1)


@dataclass(frozen=True)
class GroupRound:
    """The second, third, … time people filled a worksheet in, against their first."""

    number: int
    lines: tuple[GroupLine, ...]


def group_rounds(questions: Sequence[Question], answers: Iterable[tuple[int, Values]]) -> tuple[GroupRound, ...]:
    """
    How a group moved, from a person's first answer to their second, third and so on; `answers` in order of saving.

    Each figure counts people five at a time, in the order they answered: it appears with the fifth and stands still
    until the tenth, so that nobody's own rating can be had by subtracting yesterday's mean from today's. A later answer
    starts a later round and never moves an earlier one.
    """
    first: dict[int, Values] = {}
    times: dict[int, int] = {}
    rounds: dict[int, list[tuple[Values, Values]]] = {}
    for person, values in answers:
        times[person] = times.get(person, 0) + 1
        before = first.setdefault(person, values)
        if times[person] > 1:
            rounds.setdefault(times[person], []).append((before, values))
    found = (GroupRound(number, _group_lines(questions, pairs)) for number, pairs in sorted(rounds.items()))
    return tuple(one for one in found if one.lines)


def _group_lines(questions: Sequence[Question], pairs: Iterable[tuple[Values, Values]]) -> tuple[GroupLine, ...]:
    rated = [(ratings(questions, before), ratings(questions, after)) for before, after in pairs]
    lines = []
    for question in questions:
        key = question.key
        both = [(before[key], after[key]) for before, after in rated if key in before and key in after]
        counted = both[: len(both) // COUNTED_BY * COUNTED_BY]
        if counted:
            before_mean, after_mean = (_blunt(question, [pair[side] for pair in counted]) for side in (0, 1))
            lines.append(GroupLine(question, len(counted), before_mean, after_mean))
    return tuple(lines)


def _blunt(question: Question, given: Sequence[int]) -> float:
    edge = EDGE * (question.high - question.low)
    return round(min(max(sum(given) / len(given), question.low + edge), question.high - edge), 1)


def is_feedback(questions: Iterable[Question]) -> bool:
    """True for a worksheet with the three fields of situation, behaviour and impact."""
    return {question.key for question in questions} >= FEEDBACK


# Words that say what a person is, where what they did would be heard. Our own list; a hint, never a refusal.
TRAITS = tuple(
    """
    aggressive annoying arrogant bossy careless childish clueless controlling cowardly cruel defensive dishonest
    disrespectful dominant egoistic fake foolish greedy harsh hopeless hostile ignorant immature impatient impolite
    incompetent inconsiderate insensitive irresponsible jealous lazy moody naive narcissistic pushy rude selfish sloppy
    stubborn stupid thoughtless toxic unfair unfriendly ungrateful unhelpful unkind unprofessional unreliable useless
    attitude character personality
    """.split()  # noqa: SIM905 -- a list of one word a line reads worse
)
ALWAYS = ("always", "never", "constantly", "every time", "all the time", "everybody", "everyone", "nobody", "no one")
MOTIVES = (
    *("on purpose", "deliberately", "intentionally", "wanted to", "meant to", "trying to", "just to", "don't care"),
    *("doesn't care", "didn't care", "do not care", "does not care", "did not care", "couldn't be bothered"),
)
TRAIT, TOO_WIDE, MOTIVE = "trait", "too_wide", "motive"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")  # what somebody said is what was heard
_KINDS = tuple(
    (kind, re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE))
    for kind, words in ((TRAIT, TRAITS), (TOO_WIDE, ALWAYS), (MOTIVE, MOTIVES))
)
# Words that judge only when they are said of somebody: "the room was cold" passes. Praise is a judgement too.
_SAID_OF_SOMEBODY = re.compile(
    r"\b(?:you|he|she|they)(?: are| were| is| was|'re|'s)(?: (?:so|very|really|too|just|quite|always|an?))*"
    r" (amazing|bad|brilliant|clever|cold|difficult|good|great|kind|mean|negative|nice|passive|perfect|weak)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Judgement:
    """A word that judges a person, or guesses at what moved them."""

    kind: str
    word: str


def judgements(text: str) -> tuple[Judgement, ...]:
    """
    The words of a text that judge a person rather than tell what was seen; at most one of each kind.

    Words inside quotation marks pass: that somebody said them is something one heard.

    >>> judgements("You were lazy and never called")
    (Judgement(kind='trait', word='lazy'), Judgement(kind='too_wide', word='never'))
    >>> judgements("You arrived at ten past nine")
    ()
    """
    bare = _QUOTED.sub(" ", text.replace("’", "'"))
    found = [(kind, pattern.search(bare)) for kind, pattern in _KINDS]
    if found[0][1] is None:
        found[0] = (TRAIT, _SAID_OF_SOMEBODY.search(bare))
    return tuple(Judgement(kind, match.group(1).lower()) for kind, match in found if match)


_CARD = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*\S)\s*$", re.MULTILINE)


def cards_of(text: str) -> tuple[str, ...]:
    """
    The cards written in a chapter: its list items, or, without a list, its paragraphs.

    >>> cards_of("Take one.\\n\\n- What made you laugh?\\n- Who taught you that?")
    ('What made you laugh?', 'Who taught you that?')
    """
    listed = _CARD.findall(text)
    return tuple(listed or (" ".join(part.split()) for part in text.split("\n\n") if part.strip()))


def shuffled(cards: Sequence[str], seed: int) -> tuple[str, ...]:
    """The cards in an order that the seed decides: the same seed, the same order."""
    return tuple(Random(seed).sample(cards, len(cards)))  # noqa: S311 -- a game, not a secret


TALK, MEDIATED, NEW_PAIR, HUMAN = "talk", "mediated", "new_pair", "human"
ENDINGS = frozenset({TALK, MEDIATED, NEW_PAIR, HUMAN})
START = "start"
# Where a pair stands that has hit a snag: a question → its answers → the next question or an ending.
RESOLUTION: dict[str, dict[str, str]] = {
    START: {"rub": "told", "let_down": "told", "distance": "tried", "unsafe": HUMAN},
    "told": {"not_yet": "ready", "no_change": "willing", "long_ago": "ready"},
    "ready": {"alone": TALK, "with_help": MEDIATED, "rather_not": "willing"},
    "tried": {"not_yet": TALK, "no_help": "willing"},
    "willing": {"both": MEDIATED, "not_sure": MEDIATED, "no": NEW_PAIR},
}
