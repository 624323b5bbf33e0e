"""Roles and states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a membership may do; finer rights are predicates in rules.py."""

    ADMIN = "admin", _("Admin")
    FACILITATOR = "facilitator", _("Facilitator")
    PARTICIPANT = "participant", _("Participant")


class Duty(TextChoices):
    """A part of running programs. A facilitator has all of them but those an admin keeps from them."""

    PLAN = "plan", _("Plan: months, steps, events, library, what is agreed on")
    PEOPLE = "people", _("People: who comes in, paths, messages, who is stuck, whom to reach out to")
    NETWORK = "network", _("Network: files brought in, introductions, small groups")
    SURVEYS = "surveys", _("Surveys: opening and moving them, assessments, what is done about answers")
    COMMUNITY = "community", _("Community: closed groups, prompts, walls, stories, what waits for a look")
    MENTORING = "mentoring", _("Mentoring: the track and its rounds")
    FIGURES = "figures", _("Figures: dashboard, moves, goals, evidence")


class MembershipState(TextChoices):
    """An ended membership opens nothing and is kept for the record; an erased one is nobody any more."""

    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")
    ERASED = "erased", _("Erased")


class SecondStep(TextChoices):
    """When those who run programs need a second step to come in."""

    AT_ONCE = "at_once", _("From now on")
    SOON = "soon", _("In two weeks, so that everybody can set one up")
    NEVER = "never", _("Everybody decides for themselves")


class OwnWord(TextChoices):
    """
    What an organization may have its own words for: the keys of `belonging.core.wording.terms`.

    Said without these words themselves: on their page the product's and the organization's stand side by side.
    """

    FACILITATOR = "facilitator", _("Whoever leads a program and looks after its people")
    PARTICIPANT = "participant", _("Whoever walks through a program")
    MENTORING = "mentoring", _("Two or three people who help each other along: what they do")
    MENTOR = "mentor", _("Two or three people who help each other along: who they are")
    FOUND = "found", _("People who have many ties among them, as a count found them")
    PRACTICE = "practice", _("All who run programs here, when they learn from each other")


class JobKind(TextChoices):
    """Work that a request asked for."""

    SEND_INVITATION = "send_invitation", _("Send an invitation")
    TAKE_SNAPSHOT = "take_snapshot", _("Recompute the network")
    IMPORT_INTERACTIONS = "import_interactions", _("Bring in time together")
    IMPORT_PEOPLE = "import_people", _("Bring in people")
    PLAN_ROUND = "plan_round", _("Plan introductions")
    MAKE_PACK = "make_pack", _("Write down the evidence")
    COPY_PERSON = "copy_person", _("Copy everything about you")


class PostKind(TextChoices):
    """What a mail is about."""

    INVITATION = "invitation", _("Invitations")
    REGISTRATION = "registration", _("Coming in")
    TEST = "test", _("Test mails")
    LETTER = "letter", _("Messages to a role")
    PROMISES = "promises", _("Reminders of small promises")
    WORDS = "words", _("Tasks and private words")
    EVENT = "event", _("Events")
    OFFICE_HOUR = "office_hour", _("Office hours")
    SURVEY = "survey", _("Surveys")
    INTRODUCTION = "introduction", _("Introductions")
    PAIR = "pair", _("Mentoring pairs")
    WELCOME = "welcome", _("Welcome buddies")
    AWARD = "award", _("Kind words")
    SUMMARY = "summary", _("Summaries")
    BRIEF = "brief", _("The week’s moves")


class JobState(TextChoices):
    """waiting → running → done or failed; a lease that ran out makes it waiting again."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")
