"""What is said to and fro about remarks: for whoever holds a code, and for those who run the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from surveys.enums import Care, ItemKind, WaveState
from surveys.models import Item
from surveys.models.ballots import Remark, Word
from surveys.sealing import code_mark
from surveys.selectors.ballots import remarks_in, words_about
from surveys.selectors.waves import waves_of
from surveys.selectors.words import questions_of_remarks, readable_remarks

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class Line:
    """One line of a talk."""

    is_writers: bool
    text: str
    said_on: date


@dataclass(frozen=True)
class Talk:
    """A remark with everything said about it since."""

    id: UUID
    wave: str  # its public id
    item: str
    question: str
    asked_on: date
    text: str
    lines: Sequence[Line]
    can_be_answered: bool
    care: str

    @property
    def last_on(self) -> date:
        """The day of the last line, or the one on which it was asked."""
        return self.lines[-1].said_on if self.lines else self.asked_on

    @property
    def care_label(self) -> str:
        """Why it lies where it lies."""
        return str(Care(self.care).label)

    @property
    def waits_for_answer(self) -> bool:
        """True when the writer spoke last."""
        return bool(self.lines) and self.lines[-1].is_writers


def talks_under(program: Program, code: str) -> list[Talk]:
    """The remarks written under a code, the newest survey first, each with its talk."""
    waves: dict[int, list[str]] = defaultdict(list)
    for one in waves_of(program).filter(state=WaveState.CLOSED):
        waves[one.instrument_id].append(str(one.public_id))
    items = Item.objects.filter(instrument__in=list(waves), kind=ItemKind.WORDS).order_by("id")
    marks = {code_mark(code, wave, item.key) for item in items for wave in waves[item.instrument_id]}
    return _talks(remarks_in(program).filter(mark__in=marks))


def remarks_by_mark(program: Program, marks: Collection[bytes]) -> dict[bytes, Remark]:
    """The remarks of a program that carry some marks, by mark."""
    return {bytes(one.mark or b""): one for one in remarks_in(program).filter(mark__in=list(marks))}


def talk_about(remark: Remark) -> Talk:
    """One remark with its talk."""
    return _talks([remark])[0]


def talks_in(program: Program, *, restricted: bool) -> list[Talk]:
    """Talks in which something was said, the newest line first; those of the restricted folder where one may see it."""
    found = _talks(readable_remarks(program, restricted=restricted).filter(pk__in=Word.objects.values("remark")))
    return sorted(found, key=lambda talk: talk.last_on, reverse=True)


def talks_in_folder(program: Program) -> list[Talk]:
    """The restricted folder: remarks and what was said about them, the newest survey first. For admins."""
    return _talks(remarks_in(program).exclude(care=Care.FREE))


def _talks(rows: Iterable[Remark]) -> list[Talk]:
    remarks = list(rows)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for word in words_about([one.pk for one in remarks]):
        lines[word.remark_id].append(Line(word.is_writers, word.text, word.said_on))
    questions = questions_of_remarks(remarks)
    return [
        Talk(
            id=one.pk,
            wave=str(one.wave.public_id),
            item=one.item,
            question=questions[one.wave.instrument_id, one.item],
            asked_on=one.wave.opens_on,
            text=one.text,
            lines=lines[one.pk],
            can_be_answered=one.mark is not None,
            care=one.care,
        )
        for one in remarks
    ]
