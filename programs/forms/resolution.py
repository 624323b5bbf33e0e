"""The words of the peer-resolution steps; where they lead is in programs.worksheets."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.worksheets import ENDINGS, HUMAN, MEDIATED, NEW_PAIR, RESOLUTION, TALK

ASKED: dict[str, tuple[Promise, dict[str, Promise]]] = {
    "start": (
        _("What has come between you?"),
        {
            "rub": _("Something small that keeps rubbing"),
            "let_down": _("Something agreed did not happen"),
            "distance": _("We find little to talk about"),
            "unsafe": _("I do not feel safe or respected"),
        },
    ),
    "told": (
        _("Have you told them what you saw and how it landed with you?"),
        {
            "not_yet": _("Not yet"),
            "long_ago": _("Only in passing, or long ago"),
            "no_change": _("Yes, and little has changed"),
        },
    ),
    "ready": (
        _("Could you say it calmly within the next week?"),
        {
            "alone": _("Yes, the two of us"),
            "with_help": _("Yes, with somebody beside us"),
            "rather_not": _("I would rather not"),
        },
    ),
    "tried": (
        _("Have you tried another way of meeting: a walk, a shorter time, another subject?"),
        {"not_yet": _("Not yet"), "no_help": _("Yes, and it did not help")},
    ),
    "willing": (
        _("Would you both like to go on as a pair?"),
        {"both": _("I think so"), "not_sure": _("I do, and I am not sure about them"), "no": _("No")},
    ),
}
ENDED: dict[str, tuple[Promise, Promise]] = {
    TALK: (
        _("A talk, the two of you"),
        _(
            "Ask for twenty minutes. Say when it was, what you saw or heard, and how it landed with you. Then ask how "
            "it was for them, and agree on one thing that each of you will try until next time."
        ),
    ),
    MEDIATED: (
        _("A talk with somebody beside you"),
        _(
            "A facilitator sits with you both, keeps the time and takes no side. Tell them that you would like this; "
            "they ask the other person and find a day. Each of you speaks for five minutes before the other answers."
        ),
    ),
    NEW_PAIR: (
        _("A new pair"),
        _(
            "Pairs may end without anybody being at fault. Tell a facilitator that you would like to change. One kind "
            "sentence to the other person is enough: thank them for one thing, and say that you are moving on."
        ),
    ),
    HUMAN: (
        _("Talk to a human"),
        _(
            "You need not sort this out by yourself, and you need not know what you want yet. Write to one of the "
            "people below, or speak to them. If you are in danger, call your local emergency number first."
        ),
    ),
}

# What a word to the facilitators begins with, ready to be changed.
OPENERS: dict[str, Promise] = {
    MEDIATED: _("We are a pair that has hit a snag. I would like a talk with one of you beside us."),
    NEW_PAIR: _("I would like to end our pair kindly, and to be paired anew."),
}


@dataclass(frozen=True)
class Turn:
    """One page of the way: a question with its answers, or an ending."""

    key: str
    title: Promise
    text: Promise | str = ""
    answers: tuple[tuple[str, Promise], ...] = ()  # where each leads, and its words

    @property
    def opener(self) -> str:
        """The first words of a letter to the facilitators."""
        return str(OPENERS.get(self.key, ""))

    @property
    def is_ending(self) -> bool:
        """True when nothing more is asked."""
        return self.key in ENDINGS


def turn_at(key: str) -> Turn | None:
    """The page of a key, or nothing."""
    if key in ENDED:
        return Turn(key, *ENDED[key])
    if key not in RESOLUTION:
        return None
    question, words = ASKED[key]
    return Turn(key, question, answers=tuple((next_key, words[answer]) for answer, next_key in RESOLUTION[key].items()))
