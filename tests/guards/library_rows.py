"""One of everything in a program's library, with one person's reading and paper."""

from dataclasses import dataclass

from programs.enums import ResourceForm
from programs.models import Answer, Participant, Program, Resource, Worksheet
from programs.services.resources import keep_answer, mark_read
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class PlantedLibrary:
    """What stands there."""

    resource: Resource
    deck: Resource
    wizard: Resource
    worksheet: Worksheet
    answer: Answer  # the reader's own


def plant_library(program: Program, reader: Participant) -> PlantedLibrary:
    """Fills a program's library; needs an open scope."""
    questions = [
        {"key": "goal", "kind": "text", "text": "What would be different?"},
        {"key": "people", "kind": "people", "text": "Who helps?"},
    ]
    worksheet = Worksheet.objects.create(program=program, key="canvas", title="Canvas", questions=questions)
    resource, deck, wizard = (
        Resource.objects.create(
            program=program, key=form.value, title=str(form.label), category="general", form=form, text="- A card",
            worksheet=worksheet,
        )
        for form in (ResourceForm.GUIDE, ResourceForm.CARDS, ResourceForm.WIZARD)
    )  # fmt: skip
    mark_read(participant=reader, resource=resource, on=TODAY)
    answer = keep_answer(participant=reader, worksheet=worksheet, values={"goal": "a word of my own"}, now=NOON)
    return PlantedLibrary(resource, deck, wizard, worksheet, answer)
