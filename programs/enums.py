"""States and kinds of a program."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgramState(TextChoices):
    """Targets and definitions are frozen once it is running; an archived one is only read."""

    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")
    ARCHIVED = "archived", _("Archived")


class ParticipantState(TextChoices):
    """A person's place in a program."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    COMPLETED = "completed", _("Completed")


class Purpose(TextChoices):
    """What is done with a person's data only while they say yes."""

    DRAWN_BY_NAME = "drawn_by_name", _("My name in the picture of the network")
    STORY_READ = "story_read", _("A story of mine that others read")
    SEEN_BY_JURY = "seen_by_jury", _("What a jury sees of me")
    PAIRED = "paired", _("My answers, to find me a partner")


ASKED_ON_ITS_OWN = (Purpose.DRAWN_BY_NAME,)  # the others are said where the story, the award and the answers are


class EntrancePolicy(TextChoices):
    """Who may come into a program."""

    OPEN = "open", _("Open: whoever agrees has a place")
    APPROVAL = "approval", _("By approval: somebody who runs the program reads first")
    INVITATION = "invitation", _("By invitation only")


class RegistrationState(TextChoices):
    """A registration: a link was sent, then asked or in line, then in; declined and taken back are kept for a month."""

    UNCONFIRMED = "unconfirmed", _("Link sent")
    INVITED = "invited", _("Invited")
    ASKED = "asked", _("To be read")
    WAITING = "waiting", _("In line")
    ACCEPTED = "accepted", _("In")
    DECLINED = "declined", _("Not this time")
    WITHDRAWN = "withdrawn", _("Taken back")


class RegistrationNews(TextChoices):
    """What somebody who registers is still to be told by mail."""

    LINK = "link", _("Here is their page")
    PLACE = "place", _("They have a place")
    DECLINED = "declined", _("No place this time")


class MailKind(TextChoices):
    """Automatic mail that a limit counts."""

    LETTER = "letter", _("Messages to a role")
    PROMISES = "promises", _("Reminders of promises")


class SetupKey(TextChoices):
    """What the product cannot see by itself before a program starts, so that somebody ticks it."""

    NAME = "name", _("Names and look")
    SIGN_IN = "sign_in", _("Signing in")
    GROUPS = "groups", _("Groups")
    SURVEYS = "surveys", _("Surveys")
    MAIL = "mail", _("Mail")


class LeaveReason(TextChoices):
    """Why somebody leaves, if they like to say so."""

    UNSAID = "unsaid", _("I would rather not say")
    TIME = "time", _("Not enough time")
    MOVED = "moved", _("I have moved on: another job, another place")
    FIT = "fit", _("It is not what I am looking for")
    SOMETHING = "something", _("Something here did not feel good")


class AgreementKind(TextChoices):
    """What the people of a program agree on before it starts."""

    PURPOSE = "purpose", _("Purpose")
    ROLES = "roles", _("Roles")
    NORMS = "norms", _("How we treat each other")
    EXPECTATIONS = "expectations", _("Expectations")
    MOTIVATION = "motivation", _("What is in it")
    DECISIONS = "decisions", _("How we decide")
    SPONSOR = "sponsor", _("The sponsor’s commitment")
    DOMAIN = "domain", _("What we care about")
    COMMUNITY = "community", _("Who we are")
    PRACTICE = "practice", _("What we do together")
    PRIVACY = "privacy", _("What happens to your data")


CHARTER = (AgreementKind.DOMAIN, AgreementKind.COMMUNITY, AgreementKind.PRACTICE)


class LearningKind(TextChoices):
    """The 70-20-10 of the learning mix; the labels are the page words."""

    EXPERIENTIAL = "experiential", _("Doing")
    PEER = "peer", _("Talking")
    FORMAL = "formal", _("Learning")


class TieRule(TextChoices):
    """Which ties count."""

    MUTUAL = "mutual", _("confirmed by both")
    CLAIMED = "claimed", _("logged by at least one")


class TieWindow(TextChoices):
    """Since when ties count."""

    PROGRAM = "program", _("since the program began")
    LAST_90_DAYS = "last_90_days", _("in the last 90 days")


class ConsentMode(TextChoices):
    """What a facilitator's picture of the network may show; named in the consent text and frozen at start."""

    SEGMENTS = "segments", _("segments round a table")
    DOTS = "dots", _("dots without names")
    NAMED = "named", _("names of those who said yes")


class ImportKind(TextChoices):
    """What a file brings in."""

    PEOPLE = "people", _("People")
    INTERACTIONS = "interactions", _("Time together")


class MeasureKey(TextChoices):
    """The targets a program sets itself."""

    BELONGING = "belonging", _("Belonging")
    DEGREE = "degree", _("Degree")
    CLUSTERING = "clustering", _("Clustering")
    PATH_LENGTH = "path_length", _("Path length")
    ACTIVITY = "activity", _("Monthly activity")
    NEW_TIES = "new_ties", _("New meaningful ties")
    DROPOUT = "dropout", _("Dropout")


IN_THE_NETWORK = (ParticipantState.ACTIVE, ParticipantState.PAUSED, ParticipantState.COMPLETED)

PARTICIPANT_STEPS: dict[str, frozenset[str]] = {
    ParticipantState.INVITED: frozenset({ParticipantState.ACTIVE, ParticipantState.WITHDRAWN}),
    ParticipantState.ACTIVE: frozenset(
        {ParticipantState.PAUSED, ParticipantState.WITHDRAWN, ParticipantState.COMPLETED}
    ),
    ParticipantState.PAUSED: frozenset(
        {ParticipantState.ACTIVE, ParticipantState.WITHDRAWN, ParticipantState.COMPLETED}
    ),
    ParticipantState.WITHDRAWN: frozenset({ParticipantState.ACTIVE}),
    ParticipantState.COMPLETED: frozenset(),
}

REGISTRATION_STEPS: dict[str, frozenset[str]] = {
    RegistrationState.UNCONFIRMED: frozenset(
        {RegistrationState.ASKED, RegistrationState.WAITING, RegistrationState.INVITED}
    ),
    RegistrationState.INVITED: frozenset(
        {RegistrationState.ASKED, RegistrationState.WAITING, RegistrationState.WITHDRAWN}
    ),
    RegistrationState.ASKED: frozenset(
        {RegistrationState.WAITING, RegistrationState.DECLINED, RegistrationState.WITHDRAWN}
    ),
    RegistrationState.WAITING: frozenset(
        {RegistrationState.ACCEPTED, RegistrationState.DECLINED, RegistrationState.WITHDRAWN}
    ),
    RegistrationState.ACCEPTED: frozenset({RegistrationState.WITHDRAWN}),
    RegistrationState.DECLINED: frozenset({RegistrationState.WAITING, RegistrationState.INVITED}),
    RegistrationState.WITHDRAWN: frozenset(
        {RegistrationState.ASKED, RegistrationState.WAITING, RegistrationState.INVITED}
    ),
}

PROGRAM_STEPS: dict[str, frozenset[str]] = {
    ProgramState.DRAFT: frozenset({ProgramState.RUNNING}),
    ProgramState.RUNNING: frozenset({ProgramState.PAUSED, ProgramState.FINISHED}),
    ProgramState.PAUSED: frozenset({ProgramState.RUNNING, ProgramState.FINISHED}),
    ProgramState.FINISHED: frozenset({ProgramState.ARCHIVED}),
    ProgramState.ARCHIVED: frozenset({ProgramState.FINISHED}),
}
OVER = (ProgramState.FINISHED, ProgramState.ARCHIVED)


class Audience(TextChoices):
    """Whom a step or a message is for: a role in the journey, not a person."""

    PARTICIPANT = "participant", _("Everybody who takes part")
    FACILITATOR = "facilitator", _("Facilitators")
    BUDDY = "buddy", _("Welcome buddies")
    PARTNER = "partner", _("Mentoring partners")


class LinkKind(TextChoices):
    """How two steps hang together."""

    BUILDS_ON = "builds_on", _("builds on")
    UNLOCK_AFTER = "unlock_after", _("opens after")


class PersonStepState(TextChoices):
    """A person's step: waiting → open → done or skipped; a skipped one may be opened again."""

    WAITING = "waiting", _("Coming")
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Left out")


class PromiseSource(TextChoices):
    """Where a small promise comes from."""

    PLAN = "plan", _("From the program")
    OWN = "own", _("My own")
    ASSIGNED = "assigned", _("From a facilitator")


class WorksheetOutcome(TextChoices):
    """What a worksheet tells when it is filled in."""

    NONE = "none", _("Nothing")
    MEAN = "mean", _("The mean of its ratings")
    FIRST_LOW = "first_low", _("The first low rating")


class ResourceForm(TextChoices):
    """What a resource is."""

    GUIDE = "guide", _("Guide")
    VIDEO = "video", _("Video")
    WORKSHEET = "worksheet", _("Worksheet")
    ARTICLE = "article", _("Article")
    PLAYBOOK = "playbook", _("Playbook")
    TEMPLATE = "template", _("Template")
    STORIES = "stories", _("Stories")
    CHEAT_SHEET = "cheat_sheet", _("Cheat sheet")
    CARDS = "cards", _("Cards")
    WIZARD = "wizard", _("Step by step")


class EventForm(TextChoices):
    """What kind of event it is."""

    ROUNDTABLE = "roundtable", _("Roundtable")
    WORKSHOP = "workshop", _("Workshop")
    COFFEE = "coffee", _("Coffee")
    SOCIAL = "social", _("Get-together")
    LAUNCH = "launch", _("Launch")
    CLOSING = "closing", _("Closing")
    PEER_LED = "peer_led", _("Hosted by one of us")
    OPEN_SPACE = "open_space", _("Open space")
    MEETING = "meeting", _("Meeting face to face")
    GROUP_HOUR = "group_hour", _("Group office hour")


class BlockKind(TextChoices):
    """What a part of an event is for; connection is people meeting people, before any content."""

    CONNECT = "connect", _("Connecting")
    PRESENT = "present", _("Listening")
    BREAKOUT = "breakout", _("Small groups")
    TOPICS = "topics", _("Topics people choose")
    QUESTIONS = "questions", _("Questions people bring and choose")
    SHARE = "share", _("Sharing with all")
    FREE = "free", _("Free time")


class ReplyState(TextChoices):
    """A person's word on an event; waiting means the seats are taken and they are in line."""

    GOING = "going", _("Coming")
    MAYBE = "maybe", _("Perhaps")
    WAITING = "waiting", _("In line")
    NOT_GOING = "not_going", _("Not coming")
    UNSAID = "unsaid", _("No answer yet")


class EventNews(TextChoices):
    """What somebody is still to be told by mail about an event; a later one takes the place of an earlier one."""

    INVITED = "invited", _("Somebody asks them to come")
    SEAT = "seat", _("A seat became free")
    CHANGED = "changed", _("The time or the place is another")
    CANCELLED = "cancelled", _("It does not take place")
    AFTER = "after", _("How was it")


class Repeats(TextChoices):
    """How an event repeats."""

    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every second week")
    MONTHLY_DAY = "monthly_day", _("Every month on the same day")
    MONTHLY_WEEKDAY = "monthly_weekday", _("Every month on the same weekday, like the second Tuesday")
    MONTHLY_LAST = "monthly_last", _("Every month on the last such weekday")


class Attendance(TextChoices):
    """Who came."""

    PRESENT = "present", _("Was there")
    ABSENT = "absent", _("Was not there")


PERSON_STEP_STEPS: dict[str, frozenset[str]] = {
    PersonStepState.WAITING: frozenset({PersonStepState.OPEN, PersonStepState.SKIPPED}),
    PersonStepState.OPEN: frozenset({PersonStepState.DONE, PersonStepState.SKIPPED}),
    PersonStepState.DONE: frozenset({PersonStepState.OPEN}),
    PersonStepState.SKIPPED: frozenset({PersonStepState.OPEN}),
}
