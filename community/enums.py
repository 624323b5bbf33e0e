"""States, kinds and fixed questions of the community."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reach(TextChoices):
    """Who may read a story; the teller says so for each story and may change it any time."""

    FACILITATORS = "facilitators", _("the people who run this program")
    COMMUNITY = "community", _("everybody in this program")
    PUBLIC = "public", _("everybody, also outside")


REACH_ORDER = (Reach.FACILITATORS, Reach.COMMUNITY, Reach.PUBLIC)  # each reads what the one before may read


class StoryState(TextChoices):
    """What the editors said. Nobody but the teller and those who run the program reads a story that is not approved."""

    WAITING = "waiting", _("waits for a reading")
    APPROVED = "approved", _("may be read")
    RETURNED = "returned", _("came back with a word")


STORY_STEPS = {
    StoryState.WAITING: {StoryState.APPROVED, StoryState.RETURNED},
    StoryState.APPROVED: {StoryState.WAITING, StoryState.RETURNED},
    StoryState.RETURNED: {StoryState.WAITING, StoryState.APPROVED},
}


class Ease(TextChoices):
    """For whom a story may be good to read: how people are most at ease with others."""

    READING = "reading", _("reading and writing first")
    PAIR = "pair", _("one person at a time")
    TABLE = "table", _("a small table")
    CROWD = "crowd", _("a room full of people")


@dataclass(frozen=True)
class Triangle:
    """Three words; the teller says what the story was about by a point between them."""

    key: str
    question: str | Promise
    corners: tuple[str | Promise, str | Promise, str | Promise]  # top, left, right


@dataclass(frozen=True)
class Line:
    """Two words with a line between them."""

    key: str
    question: str | Promise
    low: str | Promise
    high: str | Promise


TRIANGLES = (
    Triangle("about", _("This story is about"), (_("being included"), _("trust"), _("getting to know somebody"))),
    Triangle("began", _("It began with"), (_("me"), _("somebody else"), _("chance"))),
)
LINES = (
    Line("comfort", _("For me this was"), _("quite uncomfortable"), _("easy")),
    Line("often", _("Something like this happens"), _("almost never"), _("often")),
)

# What is asked when nobody wrote a question of their own; the fifth quarter begins anew.
QUESTIONS = (
    _("Think of a moment in which somebody here made it easy for you to join in. What happened?"),
    _("Tell of a time when you asked for help, or somebody asked you. How did it go?"),
    _("When did you introduce two people, or were introduced yourself? What came of it?"),
    _("What do you do differently now because of somebody you met here?"),
)


class TextKind(TextChoices):
    """What is read for themes."""

    REMARK = "remark", _("written in a survey")
    STORY = "story", _("a story")


class Feeling(TextChoices):
    """How a text sounds to whoever read it."""

    GLAD = "glad", _("Glad or thankful")
    MIXED = "mixed", _("Some of both")
    HEAVY = "heavy", _("Sad, angry or worried")


# The themes a code book begins with, and the terms that suggest them.
FIRST_THEMES = (
    (_("Inclusion"), ("include", "welcome", "belong", "left out", "excluded", "join in", "outsider", "part of it")),
    (_("Trust"), ("trust", "rely on", "honest", "safe", "keep their word", "confide", "respect")),
    (_("Connection"), ("connect", "friend", "meet", "know each other", "lonely", "together", "contact")),
)


class AwardPhase(TextChoices):
    """Where an award stands, by its days and whether it is announced."""

    COMING = "coming", _("coming")
    NAMING = "naming", _("people may be named")
    JUDGING = "judging", _("the jury reads")
    ANNOUNCED = "announced", _("announced")


# What an award looks for, unless the program says otherwise.
CRITERIA = (
    _("brings people together who would not have met"),
    _("makes it easy for newcomers and for quiet people to join in"),
    _("keeps a promise, also a small one"),
)


class Entry(TextChoices):
    """How people come into a group, and with it who reads what is written there."""

    OPEN = "open", _("open to everybody here")
    REQUEST = "request", _("on asking")
    INVITATION = "invitation", _("by invitation")


class SeatState(TextChoices):
    """How somebody stands to a group."""

    IN = "in", _("you are in")
    ASKS = "asks", _("you asked to come in")
    INVITED = "invited", _("you are asked in")


class WelcomeNews(TextChoices):
    """What somebody is still to be told of a welcome by mail."""

    BUDDY = "buddy", _("the buddy: somebody new")
    HELLO = "hello", _("the newcomer: a hello")


class WelcomeStep(TextChoices):
    """What a buddy does with a newcomer in the first weeks, in the order in which it is easiest."""

    MET = "met", _("Ten minutes together, at a table or on a call")
    SHOWN = "shown", _("Shown around: the roadmap, groups, who sees what")
    INTRODUCED = "introduced", _("Introduced to somebody with the same interest")
    CAME_ALONG = "came_along", _("Gone to something together")
    ASKED = "asked", _("Asked after two weeks how it is going")


class ProfileField(TextChoices):
    """What a card says. The first three make it; the others are asked one at a time, later."""

    HELP = "help", _("can help with")
    INTEREST = "interest", _("curious about")
    SEEK = "seek", _("looking for")
    SKILL = "skill", _("knows how to")
    ABOUT = "about", _("in a sentence")

    @property
    def question(self) -> str:
        """How it is asked, in the reader's language."""
        return str(ASKED[self])


FIRST_FIELDS = (ProfileField.HELP, ProfileField.INTEREST, ProfileField.SEEK)
ASKED = {
    ProfileField.HELP: _("What do people come to you for?"),
    ProfileField.INTEREST: _("What are you curious about just now?"),
    ProfileField.SEEK: _("What, or whom, would you like to find here?"),
    ProfileField.SKILL: _("What have your hands or head learned to do well?"),
    ProfileField.ABOUT: _("One sentence a new neighbour should know about you?"),
}


class Sight(TextChoices):
    """Who sees a field of a card; the person alone says so, and those who run the program see no more than others."""

    EVERYBODY = "everybody", _("everybody in this program")
    GROUPS = "groups", _("people in my groups")
    MYSELF = "myself", _("only me")


class SummaryRhythm(TextChoices):
    """How often somebody hears by mail what was written in their groups."""

    AT_ONCE = "at_once", _("at once, bundled every quarter of an hour")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")
    NONE = "none", _("not at all")


class SharingStage(TextChoices):
    """Where people are who think about a question alone, in twos, in fours and all together; each in its turn."""

    COMING = "coming", _("people come in")
    ALONE = "alone", _("alone")
    PAIRS = "pairs", _("in twos")
    FOURS = "fours", _("in fours")
    ALL = "all", _("all together")
    OVER = "over", _("it is over")


SHARING_STEPS = dict(zip(list(SharingStage), list(SharingStage)[1:], strict=False))
USUAL_QUESTION = _("What has this network given you that you would not have had without it?")


class NodKind(TextChoices):
    """What can be said to a post without words; few, all kind, and counted nowhere."""

    HELPS = "helps", _("that helps")
    GLAD = "glad", _("glad to read it")
    TOO = "too", _("me too")


class SeedState(TextChoices):
    """What somebody said who was asked to answer first."""

    ASKED = "asked", _("asked")
    AGREED = "agreed", _("answers first")
    DECLINED = "declined", _("not this time")


class Move(TextChoices):
    """What those who run the program can do with an answer, so that it does not stand alone."""

    LINKED = "linked", _("linked with somebody who does the like")
    SHARED = "shared", _("shared something useful")
    ASKED = "asked", _("asked how it went")
    ENJOYED = "enjoyed", _("celebrated it")
    HELPED = "helped", _("found help")


class WallSide(TextChoices):
    """Which of a wall's two questions a note answers."""

    LEFT = "left", _("the first question")
    RIGHT = "right", _("the second question")


FIRST_QUESTION, SECOND_QUESTION = _("What emerged?"), _("What do I take home?")


class BenefitKind(TextChoices):
    """What came of knowing somebody, from near to far."""

    OWN = "own", _("something in my own work")
    MICRO = "micro", _("something small done together")
    JOINT = "joint", _("a larger thing done together")
    LINK = "link", _("a way into another network")


class BenefitPart(TextChoices):
    """What somebody had to do with it."""

    WITH = "with", _("was in it")
    DOOR = "door", _("opened a door")


class SideAnswer(TextChoices):
    """Whether somebody has said that it was so; who says no is not named any more."""

    ASKED = "asked", _("asked")
    YES = "yes", _("said so too")


class TourEase(TextChoices):
    """How pages like ours come to somebody; it decides only beside whom they go."""

    AT_EASE = "at_ease", _("come easily to me")
    COMPANY = "company", _("are easier in company")


class TourStop(TextChoices):
    """Where a first look around leads, in an order that makes sense."""

    ROADMAP = "roadmap", _("Your roadmap: what happens when")
    CARD = "card", _("Your card: what you say of yourself, and who sees it")
    PEOPLE = "people", _("Who can help with what")
    GROUPS = "groups", _("Groups: where people write")
    LOG = "log", _("Logging time together, which the other confirms")
    PRIVACY = "privacy", _("Who sees what")

    @property
    def page(self) -> str:
        """The address it leads to, by name."""
        return TOUR_PAGES[self]


TOUR_PAGES = {
    TourStop.ROADMAP: "programs:roadmap",
    TourStop.CARD: "community:profile-edit",
    TourStop.PEOPLE: "community:directory",
    TourStop.GROUPS: "community:group-list",
    TourStop.LOG: "network:interaction-log",
    TourStop.PRIVACY: "network:consent-edit",
}


class HelpAnswer(TextChoices):
    """What somebody said who was asked for help."""

    WAITING = "waiting", _("no word yet")
    YES = "yes", _("would help")
    NO = "no", _("not this time")


class StepAct(TextChoices):
    """What can be done with a next step of a project; each can be undone but the last."""

    TAKE = "take", _("I take it")
    LEAVE = "leave", _("Leave it to others")
    DONE = "done", _("Done")
    OPEN = "open", _("Not done yet")
    STRIKE = "strike", _("Take it off the list")
