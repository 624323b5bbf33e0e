"""One of everything a plan is made of, for the guards: a template, and what stands in a program that came from it."""

from datetime import timedelta

from programs.enums import LearningKind
from programs.models import (
    Module,
    Participant,
    Phase,
    PlanDraft,
    PlanEdit,
    PlannedPromise,
    Program,
    ProgramDay,
    Promise,
    Resource,
    Skill,
    SkillLink,
    Step,
    StepResource,
    StepSkill,
    Template,
)
from programs.services.plans import keep_template
from tests.cast import NOON, TODAY

TEMPLATE = """\
format: 1
key: small
version: 1
name: Small plan of {slug}
months: 12
modules:
  - {{key: self, number: 1, name: Self, months: [1, 2]}}
steps:
  - {{key: draw, title: Draw, text: Draw it., module: self, kind: experiential, minutes: 30, when: {{month: 1}}}}
"""


def plant_template(slug: str) -> Template:
    """A template of the organization in its second version; needs an open scope."""
    first = keep_template(actor=None, content=TEMPLATE.format(slug=slug), now=NOON)
    changed = first.content.replace("Draw it.", "Draw it again.")
    return keep_template(actor=None, content=changed, now=NOON, copied_from=first)


def plant_plan(program: Program, template: Template, walker: Participant) -> None:
    """What is planned in a program beside the steps, which tests/guards/path_rows.py plants with its modules."""
    program.template = template
    program.save(update_fields=["template"])
    draft = PlanDraft.objects.create(template=template, program=program, content=template.content)
    PlanEdit.objects.create(draft=draft, act="move", content_before=template.content)
    first, second = (Skill.objects.create(program=program, key=key, name=key.title()) for key in ("ask", "listen"))
    SkillLink.objects.create(skill=second, builds_on=first)
    step = Step.objects.filter(program=program).order_by("id")[0]
    StepSkill.objects.create(step=step, skill=first)
    StepResource.objects.create(step=step, resource=Resource.objects.filter(program=program).order_by("id")[0])
    Phase.objects.create(program=program, key="year", name="The year", begins_on=TODAY, ends_on=TODAY)
    ProgramDay.objects.create(program=program, local_date=TODAY, released_at=NOON)
    days = {"opens_on": TODAY, "due_on": TODAY + timedelta(days=7)}
    planned = PlannedPromise.objects.create(
        program=program, module=Module.objects.filter(program=program)[0], key="call", text="Call one person",
        kind=LearningKind.PEER, **days,
    )  # fmt: skip
    Promise.objects.create(participant=walker, planned=planned, source="plan", text=planned.text, **days)
