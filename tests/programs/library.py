"""A small library and a few worksheets, for the tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from programs.enums import ResourceForm, WorksheetOutcome
from programs.models import Answer, Participant, Program, Resource, Worksheet
from programs.services.resources import keep_answer
from tests.cast import NOON, House

LISTENING = [
    {"key": "silence", "kind": "scale", "text": "I let a silence stand", "low": "never", "high": "each time"},
    {"key": "asking", "kind": "scale", "text": "I ask before I advise", "low": "never", "high": "each time"},
    {"key": "note", "kind": "text", "text": "What did you notice?"},
]
HABIT = [
    {"key": "awareness", "kind": "scale", "text": "I know why this habit matters", "resources_when_low": ["why"]},
    {"key": "desire", "kind": "scale", "text": "I want to change it", "resources_when_low": ["want", "gone", "why"]},
    {"key": "knowledge", "kind": "scale", "text": "I know how", "resources_when_low": ["how"]},
]
CANVAS = [
    {"key": "goal", "kind": "text", "text": "What would you like to be different?"},
    {"key": "people", "kind": "people", "text": "Who can help?"},
    {"key": "until", "kind": "date", "text": "By when?"},
]
SURE = [{"key": "safe", "kind": "choice", "text": "Do you feel safe?", "options": ["Yes", "I would rather talk"]}]
RITUAL = [
    {"key": "ties", "kind": "people", "text": "Whom do you keep up with?", "options": ["Every week", "Every month"]},
]
FEEDBACK = [{"key": key, "kind": "text", "text": f"The {key}"} for key in ("situation", "behaviour", "impact")]


@dataclass(frozen=True)
class Shelves:
    """What stands in the library of one program."""

    listening: Worksheet
    habit: Worksheet
    canvas: Worksheet
    ritual: Worksheet
    feedback: Worksheet
    sure: Worksheet
    why: Resource
    series: Resource
    deck: Resource
    snag: Resource


def worksheet(program: Program, key: str, questions: list[dict[str, Any]], **more: Any) -> Worksheet:
    """A worksheet of a program."""
    made: Worksheet = Worksheet.objects.create(
        program=program, key=key, title=key.title() + " sheet", questions=questions, **more
    )
    return made


def resource(program: Program, key: str, **more: Any) -> Resource:
    """A resource of a program."""
    words = {"title": key.title(), "category": "listening", "form": ResourceForm.GUIDE, "minutes": 5} | more
    made: Resource = Resource.objects.create(program=program, key=key, **words)
    return made


def fill_shelves(program: Program) -> Shelves:
    """A library with one of each kind; needs an open scope."""
    listening = worksheet(program, "listening", LISTENING, outcome=WorksheetOutcome.MEAN)
    levels = [{"title": "Light", "text": "- Laugh?\n- Travel?\n- Cook?"}, {"title": "Deep", "text": "- Regret?"}]
    episodes = [
        {"title": "The door", "text": "Knock **once**."},
        {"title": "The kettle", "text": "Wait for it."},
        {"title": "The letter", "text": "Write back, about marmalade."},
    ]
    resource(program, "how", title="How to begin", category="habits")
    resource(program, "want", title="Wanting it", category="habits")
    return Shelves(
        listening=listening,
        habit=worksheet(program, "habit", HABIT, outcome=WorksheetOutcome.FIRST_LOW),
        canvas=worksheet(program, "canvas", CANVAS),
        ritual=worksheet(program, "ritual", RITUAL),
        feedback=worksheet(program, "feedback", FEEDBACK),
        sure=worksheet(program, "sure", SURE),
        why=resource(
            program, "why", title="Why weak ties matter", text="Acquaintances bring *news*.", worksheet=listening
        ),
        series=resource(
            program, "series", title="Follow up", form=ResourceForm.VIDEO, category="follow-up", chapters=episodes
        ),
        deck=resource(program, "deck", title="Questions", form=ResourceForm.CARDS, chapters=levels),
        snag=resource(program, "snag", title="When it snags", form=ResourceForm.WIZARD, text="Pairs hit snags."),
    )


def answer(who: Participant, sheet: Worksheet, on: datetime = NOON, **values: Any) -> Answer:
    """A worksheet that somebody filled in."""
    return keep_answer(participant=who, worksheet=sheet, values=values, now=on)


def later(days: int) -> datetime:
    """Noon, some days on."""
    return NOON + timedelta(days=days)


def shelves_of(house: House) -> Shelves:
    """The library of a house's program, made with its scope open."""
    with house.open():
        return fill_shelves(house.program)
