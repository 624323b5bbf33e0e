"""The tables of the twelve months, by noun. Django looks for them here, so this package names them all."""

from programs.models.agreements import Agreement, Consent, PurposeConsent
from programs.models.arrivals import Entrance, PersonalLink, Registration, WelcomeNote
from programs.models.events import Event, EventSeries, EventTopic, FeedToken, OfficeHour, Reply
from programs.models.letters import Delivery, JourneyRole, Letter, SentMail
from programs.models.paths import Answer, PersonStep, Promise, Task, Thread, ThreadMessage
from programs.models.plans import (
    Module,
    Occurrence,
    Phase,
    PlanDraft,
    PlanEdit,
    PlannedPromise,
    ProgramDay,
    Skill,
    SkillLink,
    Step,
    StepLink,
    StepResource,
    StepSkill,
    Template,
)
from programs.models.programs import ImportFile, Participant, Program, Remit, seed_targets
from programs.models.resources import Resource, ResourceVisit, Worksheet
from programs.models.setups import SetupTick

__all__ = [
    "Agreement",
    "Answer",
    "Consent",
    "Delivery",
    "Entrance",
    "Event",
    "EventSeries",
    "EventTopic",
    "FeedToken",
    "ImportFile",
    "JourneyRole",
    "Letter",
    "Module",
    "Occurrence",
    "OfficeHour",
    "Participant",
    "PersonStep",
    "PersonalLink",
    "Phase",
    "PlanDraft",
    "PlanEdit",
    "PlannedPromise",
    "Program",
    "ProgramDay",
    "Promise",
    "PurposeConsent",
    "Registration",
    "Remit",
    "Reply",
    "Resource",
    "ResourceVisit",
    "SentMail",
    "SetupTick",
    "Skill",
    "SkillLink",
    "Step",
    "StepLink",
    "StepResource",
    "StepSkill",
    "Task",
    "Template",
    "Thread",
    "ThreadMessage",
    "WelcomeNote",
    "Worksheet",
    "seed_targets",
]
