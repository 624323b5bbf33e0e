"""
The words that an organization may put its own in place of, with every form in which the catalogs say them.

A guard reads the catalogs (tests/guards/test_wording.py): where a word stands, one of its forms must, or the text is
named here as meaning something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from belonging.core.wording.forms import GENDER, MANY, ONE, TWO, Form

_GROUPS = (
    "A facilitator with groups of their own sees the people of these groups and no others: their paths, private words, "
    "people to reach out to, pairs, who asks for a place, and figures by group. Rounds and evidence, which bring "
    "everybody together, are for those who look after all of it. Figures of the whole program everybody who runs it "
    "sees."
)
_ENDING = (
    "Pairs may end without anybody being at fault. Tell a facilitator that you would like to change. One kind sentence "
    "to the other person is enough: thank them for one thing, and say that you are moving on."
)
_FOUND = (
    "People with more ties among them than chance would put there, whatever group they belong to. Give a circle the "
    "name it has among you: it goes with these people from count to count, as long as most of them stay together."
)
_SMALLER = "And %(smaller)s circle of fewer than five people, which is not shown."
_FEW = "A few people connect many. Bring the hubs and their circles to one table."
_TIES = "The network falls into circles; %(ties)s of every 100 ties lead from one to another."
# What the circle of those who run programs says; every other circle was found in a network.
_OF_THE_HOUSE = frozenset({"Circle", "Circle of those who run programs", "From my practice, for the circle"})


@dataclass(frozen=True, eq=False)
class Term:
    """A word of the product."""

    key: str
    asks: dict[str, tuple[str, ...]]  # by language: what an admin says of their own
    forms: dict[str, tuple[Form, ...]]
    stems: dict[str, str]  # by language: what every form of it is known by
    only: frozenset[str] = field(default_factory=frozenset)  # the texts in which it is meant; none: in all
    elsewhere: frozenset[str] = field(default_factory=frozenset)  # the texts in which something else is meant

    def is_meant_in(self, message: str) -> bool:
        """Whether a text of the product means this, where it says so."""
        return message in self.only if self.only else message not in self.elsewhere


FACILITATOR = Term(
    "facilitator",
    {"en": (ONE, MANY), "de": (ONE, GENDER), "ar": (ONE, MANY)},
    {
        "en": (
            Form("one", "facilitator", "{one}", "Only you see what you write: no facilitator, no admin."),
            Form("many", "facilitators", "{many}", "When your facilitators start a round, somebody worth meeting "
                 "appears here."),
            Form("a", "a facilitator", "{a} {one}", "You all said yes. A facilitator looks at it before you begin."),
        ),
        "de": (
            Form("one", "Begleitung", "{one}", "Admins and facilitators need a second step to come in"),
            Form("nominative", "die Begleitung", "{nom} {one}", "When your facilitators start a round, somebody worth "
                 "meeting appears here."),
            Form("accusative", "auf die Begleitung", "auf {acc} {one}", "Waits for a facilitator"),
            Form("dative", "der Begleitung", "{dat} {one}", _ENDING),
            Form("from", "von der Begleitung", "{von} {one}", "From a facilitator"),
            Form("a", "eine Begleitung", "{ein} {one}", _GROUPS),
            Form("no", "keine Begleitung", "{kein} {one}", "Only you see what you write: no facilitator, no admin."),
        ),
        "ar": (
            Form("one", "ميسّر", "{one}", "You all said yes. A facilitator looks at it before you begin."),
            Form("one_accusative", "ميسّرًا", "{one_accusative}", "Waits for a facilitator"),
            Form("the_one", "الميسّر", "{the_one}", "What a facilitator does here"),
            Form("to_the_one", "للميسّر", "{to_the_one}", "People ask somebody, and a facilitator has the last word"),
            Form("the_many", "الميسّرون", "{the_many}", "When your facilitators start a round, somebody worth meeting "
                 "appears here."),
            Form("to_the_many", "للميسّرين", "{to_the_many}", "What facilitators may see of the network"),
        ),
    },
    {"en": "facilitator", "de": "begleitung", "ar": "ميسّر(?!ة)"},
)  # fmt: skip
PARTICIPANT = Term(
    "participant",
    {"en": (ONE, MANY), "de": (MANY,), "ar": (ONE, MANY)},
    {
        "en": (
            Form("one", "participant", "{one}", "Participant"),
            Form("many", "participants", "{many}", "a draft, not yet visible to participants"),
            Form("a", "a participant", "{a} {one}", "Preview as a participant"),
        ),
        "de": (
            Form("many", "Teilnehmende", "{many}", "The year, as a participant sees it"),
            Form("of_many", "der Teilnehmenden", "der {many}", "Preview as a participant"),
        ),
        "ar": (
            Form("one", "مشارك", "{one}", "Preview as a participant"),
            Form("the_many", "المشاركون", "{the_many}", "a draft, not yet visible to participants"),
        ),
    },
    {"en": "participant", "de": "teilnehmende", "ar": r"(?<!\w)(?:ال|لل|ب|ل)?مشارك(?:ون|ين)?(?!\w)"},
    # Arabic looks for "participants" where English looks for people.
    elsewhere=frozenset({
        "The project is there. Say what comes next, and look for people.", "looks for people", "We look for people",
    }),
)  # fmt: skip
MENTORING = Term(
    "mentoring",
    {"en": (ONE,), "de": (ONE, GENDER), "ar": (ONE,)},
    {
        "en": (Form("one", "mentoring", "{one}", "You got this because you take part in peer mentoring."),),
        "de": (
            Form("one", "Mentoring", "{one}", "Mentoring pairs that do not meet"),
            Form("nominative", "das Mentoring", "{nom} {one}", "Mentoring is not open now."),
            Form("at", "beim Mentoring", "{bei} {one}", "You got this because you take part in peer mentoring."),
            Form("in", "im Mentoring", "{in} {one}", "Mentoring partners"),
            Form("to", "zum Mentoring", "{zu} {one}", "Your mentoring answers"),
        ),
        "ar": (
            Form("one", "إرشاد", "{one}", "Mentoring pairs that do not meet"),
            Form("the_one", "الإرشاد", "{the_one}", "Mentoring is not open now."),
        ),
    },
    {"en": "mentoring", "de": "mentoring", "ar": r"إرشاد(?!ات)"},
    elsewhere=frozenset({"Hints"}),
)
MENTOR = Term(
    "mentor",
    {"en": (MANY,), "de": (MANY,), "ar": (TWO,)},
    {
        "en": (Form("many", "mentors", "{many}", "Peer mentors"),),
        "de": (Form("many", "Mentor:innen", "{many}", "Peer mentors"),),
        "ar": (Form("two", "مرشدان", "{two}", "Peer mentors"),),
    },
    {"en": r"mentor(?!ing)", "de": r"mentor(?!ing)", "ar": "مرشد"},
)
PRACTICE = Term(
    "practice",
    {"en": (ONE,), "de": (ONE, GENDER), "ar": (ONE,)},
    {
        "en": (Form("one", "circle", "{one}", "Circle of those who run programs"),),
        "de": (
            Form("one", "Kreis", "{one}", "Circle of those who run programs"),
            Form("accusative", "den Kreis", "{acc} {one}", "From my practice, for the circle"),
        ),
        "ar": (
            Form("one", "دائرة", "{one}", "Circle of those who run programs"),
            Form("the_one", "الدائرة", "{the_one}", "From my practice, for the circle"),
        ),
    },
    {"en": "circle", "de": r"\bkreis", "ar": "دائر|دوائر"},
    only=_OF_THE_HOUSE,
)
FOUND = Term(
    "found",
    {"en": (ONE, MANY), "de": (ONE, GENDER, MANY), "ar": (ONE, MANY)},
    {
        "en": (
            Form("one", "circle", "{one}", "Circle %(number)s"),
            Form("many", "circles", "{many}", "Circles that hardly meet"),
            Form("a", "a circle", "{a} {one}", _FOUND),
        ),
        "de": (
            Form("one", "Kreis", "{one}", "Circle %(number)s"),
            Form("dative", "einem Kreis", "{einem} {one}", _FOUND),
            Form("many", "Kreise", "{many}", "Circles that hardly meet"),
            Form("many_dative", "Kreisen", "{many_dative}", _FEW),
        ),
        "ar": (
            Form("one", "دائرة", "{one}", _TIES),
            Form("the_one", "الدائرة", "{the_one}", "Circle %(number)s"),
            Form("two", "دائرتان", "{two_of_it}", _SMALLER),
            Form("many", "دوائر", "{many}", "Circles that hardly meet"),
            Form("the_many", "الدوائر", "{the_many}", "Circles found"),
            Form("their_many", "دوائرها", "{many}ها", _FEW),
        ),
    },
    {"en": "circle", "de": r"\bkreis", "ar": "دائر|دوائر"},
    elsewhere=_OF_THE_HOUSE | {
        "What are you working on that nobody outside your circle knows about?",
        "A circle of twelve weeks",
        "This goes in a circle: %(circle)s.",
        "The larger a circle, the more texts hold the theme. The same figures stand in the table.",
    },
)  # fmt: skip
TERMS = {one.key: one for one in (FACILITATOR, PARTICIPANT, MENTORING, MENTOR, FOUND, PRACTICE)}


def stem(term: Term, language: str) -> re.Pattern[str]:
    """What every form of a word is known by, at whatever place of a sentence."""
    return re.compile(term.stems[language], re.IGNORECASE)
