"""Reads of worksheets. A person's answers are read by that person; a group's only as means from five people up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from programs.enums import WorksheetOutcome
from programs.models import Answer, Participant, Program, Resource, Worksheet
from programs.selectors.programs import people_in
from programs.selectors.resources import resources_by_key
from programs.worksheets import (
    MOTIVE,
    TEXT,
    TOO_WIDE,
    TRAIT,
    Compared,
    GroupRound,
    Question,
    compared,
    first_low,
    group_rounds,
    is_feedback,
    is_versioned,
    judgements,
    lowest,
    mean,
    questions_of,
)

HINTS: dict[str, Promise] = {
    TRAIT: gettext_lazy("“%(word)s” says what somebody is. What did you see or hear?"),
    TOO_WIDE: gettext_lazy("“%(word)s” is hard to answer. Which time do you mean?"),
    MOTIVE: gettext_lazy("“%(word)s” guesses at a reason. Leave it out, or ask them about it."),
}


def judgement_hints(text: str) -> list[str]:
    """What to tell somebody about the words of a text that judge a person rather than tell what was seen."""
    return [str(HINTS[found.kind]) % {"word": found.word} for found in judgements(text)]


def is_feedback_paper(worksheet: Worksheet) -> bool:
    """True for the form of feedback in three parts."""
    return is_feedback(questions_of(worksheet.questions))


def worksheets_of(program: Program) -> QuerySet[Worksheet]:
    """All worksheets of a program, by title."""
    return Worksheet.objects.filter(program=program).order_by("title", "id")


def worksheet_by_public_id(program: Program, public_id: UUID) -> Worksheet | None:
    """One worksheet of a program, or nothing."""
    return worksheets_of(program).filter(public_id=public_id).first()


@dataclass(frozen=True)
class Paper:
    """A worksheet in a person's own list."""

    public_id: UUID
    title: str
    is_rated: bool
    last_at: datetime | None


def papers_of(program: Program, me: Participant | None) -> list[Paper]:
    """Every worksheet of a program, with the last time this person filled it in."""
    mine = Answer.objects.filter(participant=me).order_by().values_list("worksheet")
    last = dict(mine.annotate(last=Max("answered_at"))) if me else {}
    rows = worksheets_of(program).only("public_id", "title", "outcome", "organization_id")
    return [Paper(row.public_id, row.title, is_rated(row), last.get(row.pk)) for row in rows]


def own_answers(participant: Participant, worksheet: Worksheet) -> QuerySet[Answer]:
    """A person's own answers to a worksheet, newest first."""
    return Answer.objects.filter(participant=participant, worksheet=worksheet).order_by("-id")


def answers_of(participant: Participant, worksheet: Worksheet) -> list[Answer]:
    """The same, all of them."""
    return list(own_answers(participant, worksheet))


def answer_by_public_id(participant: Participant, public_id: UUID) -> Answer | None:
    """One of a person's own answers, with its worksheet, or nothing; another person's is nothing."""
    return Answer.objects.filter(participant=participant, public_id=public_id).select_related("worksheet").first()


@dataclass(frozen=True)
class Outcome:
    """What one answer came to, beside an earlier one where there is one."""

    worksheet: Worksheet
    answer: Answer
    earlier: Answer | None
    lines: tuple[Compared, ...]
    mean: float | None
    earlier_mean: float | None
    barrier: Question | None  # the first low rating, where the worksheet asks for it
    practice: Question | None  # the lowest rating, where the worksheet asks for a mean
    resources: list[Resource]  # what may help with either

    @property
    def change(self) -> float | None:
        """How far the mean moved since the earlier answer."""
        if self.mean is None or self.earlier_mean is None:
            return None
        return round(round(self.mean, 1) - round(self.earlier_mean, 1), 1)

    @property
    def fall(self) -> float | None:
        """The change without its sign, for words that say the direction."""
        return None if self.change is None else abs(self.change)

    @property
    def is_all_well(self) -> bool:
        """True when nothing was rated low."""
        return self.worksheet.outcome == WorksheetOutcome.FIRST_LOW and self.mean is not None and self.barrier is None


def outcome_of(worksheet: Worksheet, answer: Answer, earlier: Answer | None) -> Outcome:
    """What an answer comes to: its mean with the change, or the first low rating with what may help."""
    questions = questions_of(worksheet.questions)
    barrier = first_low(questions, answer.values) if worksheet.outcome == WorksheetOutcome.FIRST_LOW else None
    practice = lowest(questions, answer.values) if worksheet.outcome == WorksheetOutcome.MEAN else None
    pointed = barrier or practice
    return Outcome(
        worksheet=worksheet,
        answer=answer,
        earlier=earlier,
        lines=compared(questions, earlier.values if earlier else {}, answer.values),
        mean=mean(questions, answer.values),
        earlier_mean=mean(questions, earlier.values) if earlier else None,
        barrier=barrier,
        practice=practice,
        resources=resources_by_key(worksheet.program, pointed.resources_when_low) if pointed else [],
    )


def is_rated(worksheet: Worksheet) -> bool:
    """True for a self-rating: filled in afresh each time, compared, and shown as a group's mean."""
    return worksheet.outcome != WorksheetOutcome.NONE


def values_to_begin_with(worksheet: Worksheet, answers: list[Answer]) -> Mapping[str, Any]:
    """What a form starts from: the newest version of a canvas, a map or a ritual; nothing for everything else."""
    if not answers or not is_versioned(questions_of(worksheet.questions)):
        return {}
    newest: Mapping[str, Any] = answers[0].values
    return newest


def group_change(worksheet: Worksheet) -> tuple[GroupRound, ...]:
    """How a program's people moved on a self-rating, five people at a time; empty below five, and for other papers."""
    if not is_rated(worksheet):
        return ()
    rows = Answer.objects.filter(worksheet=worksheet).order_by("id").values_list("participant_id", "values")
    return group_rounds(questions_of(worksheet.questions), rows)


def words_on(participant: Participant, papers: QuerySet[Resource]) -> list[tuple[str, str]]:
    """What a person wrote in words on the worksheets of these papers, with the paper's title, the newest first."""
    answers = Answer.objects.filter(participant=participant, worksheet__in=papers.order_by().values("worksheet"))
    answers = answers.select_related("worksheet")
    newest = {row.worksheet_id: row for row in answers.order_by("id")}
    found = []
    for row in sorted(newest.values(), key=lambda one: -one.pk):
        questions = questions_of(row.worksheet.questions)
        asked = [one.key for one in questions if one.kind == TEXT and not is_feedback(questions)]
        found += [(str(row.values[key]), row.worksheet.title) for key in asked if row.values.get(key)]
    return found


def names_to_pick(participant: Participant) -> dict[str, str]:
    """The other people of the program as they are written in a form → their public id; same names get the segment."""
    rows = list(people_in(participant.program).exclude(pk=participant.pk))
    times = Counter(row.name for row in rows)
    found: dict[str, str] = {}
    for row in rows:
        label = row.name if times[row.name] == 1 else f"{row.name} ({row.segment or '–'})"
        while label in found:
            label += " ·"
        found[label] = str(row.public_id)
    return found
