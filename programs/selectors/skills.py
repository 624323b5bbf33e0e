"""The curriculum as a network: skills and steps, what builds on what, and what of it a person has done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from uuid import UUID

from programs.enums import Audience, LinkKind, PersonStepState
from programs.models import Participant, PersonStep, Program, Skill, SkillLink, Step, StepLink, StepSkill
from programs.skillmap import place_nodes

ACROSS, DOWN = 240.0, 84.0
BOX_WIDTH, BOX_HEIGHT = 184.0, 60.0
LETTERS = 22  # of a line in a box
LINES = 2


@dataclass(frozen=True)
class Node:
    """A box of the picture, and a line of its twin in words."""

    name: str
    about: str
    done: int
    total: int
    builds_on: list[str]
    steps: list[StepOfSkill]
    x: float  # left edge
    y: float  # upper edge
    middle: float
    lines: list[tuple[float, str]]  # the words in the box and how far down they stand
    public_id: UUID | None = None  # of the person's own copy, for steps

    @property
    def state(self) -> str:
        """Whether all, some or nothing of it is done."""
        return "done" if self.total and self.done == self.total else "begun" if self.done else "next"


@dataclass(frozen=True)
class StepOfSkill:
    """A step that practises a skill."""

    title: str
    public_id: UUID | None
    is_done: bool


@dataclass(frozen=True)
class Drawing:
    """A picture of boxes and lines."""

    nodes: list[Node]
    links: list[str]  # paths from a box to the one that builds on it
    width: float
    height: float


@dataclass(frozen=True)
class SkillMap:
    """The skills, and the steps that build on one another."""

    skills: Drawing
    steps: Drawing


def skill_map(program: Program, participant: Participant | None) -> SkillMap:
    """The curriculum of a program with what a person has done of it; six queries, however large it is."""
    copies = _copies(participant)
    steps = list(Step.objects.filter(program=program, audience=Audience.PARTICIPANT).order_by("module__number", "id"))
    return SkillMap(_skills(program, steps, copies), _steps(program, steps, copies))


def _copies(participant: Participant | None) -> dict[int, StepOfSkill]:
    """By step: the person's first copy, and whether any turn of it is done."""
    found: dict[int, StepOfSkill] = {}
    if participant is None:
        return found
    rows = PersonStep.objects.filter(participant=participant).order_by("opens_on", "id")
    for step, public_id, state in rows.values_list("step_id", "public_id", "state"):
        before = found.get(step)
        is_done = state == PersonStepState.DONE
        if before is None or (is_done and not before.is_done):
            found[step] = StepOfSkill("", public_id, is_done)
    return found


def _as_line(step: Step, copies: dict[int, StepOfSkill]) -> StepOfSkill:
    copy = copies.get(step.pk)
    return StepOfSkill(step.title, copy.public_id if copy else None, bool(copy and copy.is_done))


def _skills(program: Program, steps: list[Step], copies: dict[int, StepOfSkill]) -> Drawing:
    skills = list(Skill.objects.filter(program=program).order_by("id"))
    rows = SkillLink.objects.filter(skill__program=program).order_by("id").values_list("skill_id", "builds_on_id")
    practised: dict[int, list[StepOfSkill]] = {}
    lines = {step.pk: _as_line(step, copies) for step in steps}
    for skill, step in StepSkill.objects.filter(skill__program=program).order_by("id").values_list("skill", "step"):
        if step in lines:
            practised.setdefault(skill, []).append(lines[step])
    boxes = [_Box(one.name, one.about, practised.get(one.pk, [])) for one in skills]
    return _drawing(boxes, _numbered(list(rows), [one.pk for one in skills]))


def _steps(program: Program, steps: list[Step], copies: dict[int, StepOfSkill]) -> Drawing:
    rows = StepLink.objects.filter(step__program=program, kind=LinkKind.BUILDS_ON).order_by("id")
    pairs = list(rows.values_list("step_id", "other_id"))
    linked = {one for pair in pairs for one in pair}
    shown = [step for step in steps if step.pk in linked]
    boxes = [_Box(step.title, "", [_as_line(step, copies)]) for step in shown]
    return _drawing(boxes, _numbered(pairs, [step.pk for step in shown]))


def _numbered(pairs: Sequence[tuple[int, int]], ids: list[int]) -> list[tuple[int, int]]:
    number = {one: place for place, one in enumerate(ids)}
    return [(number[one], number[other]) for one, other in pairs if one in number and other in number]


@dataclass(frozen=True)
class _Box:
    name: str
    about: str
    steps: list[StepOfSkill]


def _drawing(boxes: list[_Box], links: list[tuple[int, int]]) -> Drawing:
    picture = place_nodes(len(boxes), links, across=ACROSS, down=DOWN, margin=4)
    below: dict[int, list[str]] = {}
    for node, other in links:
        below.setdefault(node, []).append(boxes[other].name)
    nodes = [
        _node(box, below.get(number, []), picture.spots[number].x, picture.spots[number].y)
        for number, box in enumerate(boxes)
    ]
    return Drawing(nodes, [_curve(nodes[other], nodes[node]) for node, other in links], picture.width, picture.height)


def _node(box: _Box, builds_on: list[str], x: float, y: float) -> Node:
    words = wrap(box.name, LETTERS, max_lines=LINES, placeholder="…")
    top = y - 9.0 * (len(words) - 1) + 5
    return Node(
        name=box.name,
        about=box.about,
        done=sum(step.is_done for step in box.steps),
        total=len(box.steps),
        builds_on=builds_on,
        steps=box.steps,
        x=x - BOX_WIDTH / 2,
        y=y - BOX_HEIGHT / 2,
        middle=x,
        lines=[(top + 18 * number, word) for number, word in enumerate(words)],
        public_id=box.steps[0].public_id if len(box.steps) == 1 else None,
    )


def _curve(start: Node, end: Node) -> str:
    x0, y0 = start.x + BOX_WIDTH, start.y + BOX_HEIGHT / 2
    x1, y1 = end.x, end.y + BOX_HEIGHT / 2
    bend = (x1 - x0) / 2
    return f"M{x0:g} {y0:g}C{x0 + bend:g} {y0:g} {x1 - bend:g} {y1:g} {x1:g} {y1:g}"
