"""Reads of what a pair does together, for its own people alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.safestring import SafeString

from belonging.core.markup import to_html
from mentoring.enums import Fit, Health
from mentoring.health import health, midpoint
from mentoring.models import CheckIn, Feedback, Note, Pair, Seat
from mentoring.rules import SHELF
from mentoring.words import usual_agenda
from programs.enums import ResourceForm
from programs.selectors.resources import Draw, draw, resources_of
from programs.selectors.worksheets import answers_of, is_feedback_paper

if TYPE_CHECKING:
    from programs.models import Answer, Participant, Program, Resource

NOTES_SHOWN = 30


def check_in_on(pair: Pair, day: date) -> CheckIn | None:
    """The check-in that counts on a day, or nothing."""
    return CheckIn.objects.filter(pair=pair, happened_on=day, denied_at=None).first()


def check_ins_of(pair: Pair) -> list[CheckIn]:
    """All check-ins of a pair, the latest first, denied ones too."""
    rows = CheckIn.objects.filter(pair=pair).select_related("logged_by__membership")
    return list(rows.order_by("-happened_on", "-id"))


def check_in_by_public_id(pair: Pair, public_id: UUID) -> CheckIn | None:
    """One check-in of a pair, or nothing."""
    return CheckIn.objects.filter(pair=pair, public_id=public_id).select_related("pair").first()


def notes_for(pair: Pair, reader: Participant) -> list[Note]:
    """The notes of a pair that one of its people may read: their own, and what is shared; newest first."""
    rows = Note.objects.filter(Q(author=reader) | Q(is_shared=True), pair=pair).select_related("author__membership")
    return list(rows.order_by("-id")[:NOTES_SHOWN])


def own_note(pair: Pair, author: Participant, public_id: UUID) -> Note | None:
    """A note that somebody wrote themself, or nothing."""
    return Note.objects.filter(pair=pair, author=author, public_id=public_id).select_related("pair").first()


def feedback_for(pair: Pair, reader: Participant) -> list[Feedback]:
    """Feedback somebody got, or sent, newest first."""
    rows = Feedback.objects.filter(Q(recipient=reader) | Q(author=reader), pair=pair)
    return list(rows.select_related("author__membership", "recipient__membership").order_by("-id"))


@dataclass(frozen=True)
class OwnWords:
    """Something a person wrote in a pair."""

    kind: str  # note, feedback or check_in
    written_at: datetime
    text: str
    to: str = ""  # whose first name, of feedback


def own_words(pair: Pair, author: Participant) -> list[OwnWords]:
    """All that somebody wrote in a pair themself, the oldest first."""
    notes = Note.objects.filter(pair=pair, author=author).order_by("id")
    lines = CheckIn.objects.filter(pair=pair, logged_by=author).exclude(line="").order_by("id")
    sent = Feedback.objects.filter(pair=pair, author=author).select_related("recipient__membership").order_by("id")
    found = [
        *(OwnWords("note", one.written_at, one.text) for one in notes),
        *(OwnWords("check_in", one.logged_at, one.line) for one in lines),
        *(OwnWords("feedback", one.sent_at, one.whole, one.recipient.first_name) for one in sent),
    ]
    return sorted(found, key=lambda one: one.written_at)


@dataclass(frozen=True)
class Stand:
    """How a pair is doing, and what one of its people is asked now."""

    check_ins: list[CheckIn]
    met_on: list[date]
    health: Health
    asks_fit: bool
    asks_review: bool
    review_on: date | None

    @property
    def count(self) -> int:
        """Check-ins that count."""
        return len(self.met_on)


def stand_of(pair: Pair, mine: Seat, today: date) -> Stand:
    """How a running pair stands: the fit is asked after the first meeting, and again after the next while undecided."""
    check_ins = check_ins_of(pair)
    counted = [one for one in check_ins if one.denied_at is None]
    met_on = [one.happened_on for one in counted]
    started_on = pair.started_on or today
    review_on = midpoint(started_on, pair.term_ends_on) if pair.term_ends_on else None
    said_at = mine.fit_said_at
    news = [one for one in counted if said_at is None or one.logged_at > said_at]
    return Stand(
        check_ins=check_ins,
        met_on=met_on,
        health=Health(health(started_on, met_on, pair.cadence_days, today)),
        asks_fit=bool(news) and mine.fit in {Fit.UNSAID, Fit.UNDECIDED},
        asks_review=review_on is not None and today >= review_on and not mine.review,
        review_on=review_on,
    )


@dataclass(frozen=True)
class Part:
    """One part of a check-in's half-hour."""

    title: str
    prompt: str
    minutes: int


def agenda_of(pair: Pair) -> list[Part]:
    """What a check-in goes through: progress, challenge, celebration, or what the track says."""
    return [Part(str(one["title"]), str(one["prompt"]), int(one["minutes"])) for one in pair.agenda or usual_agenda()]


@dataclass(frozen=True)
class Framework:
    """What the library holds for a check-in: a sheet to keep beside it, a card, a way out of a snag, and a canvas."""

    sheets: list[tuple[Resource, SafeString]]
    deck: Resource | None
    card: Draw | None
    wizard: Resource | None
    has_feedback: bool
    canvas: Resource | None
    canvas_versions: list[Answer]

    @property
    def canvas_lines(self) -> list[tuple[str, str]]:
        """The newest canvas: question and words, as its own person wrote them."""
        if not self.canvas_versions or self.canvas is None or self.canvas.worksheet is None:
            return []
        values = self.canvas_versions[0].values
        asked = [(one["key"], one["text"]) for one in self.canvas.worksheet.questions]
        return [(str(text), str(values[key])) for key, text in asked if isinstance(values.get(key), str)]


def framework(program: Program, me: Participant, *, depth: int, seed: int, place: int) -> Framework:
    """The mentoring shelf of the library, as the check-in screen shows it."""
    rows = list(resources_of(program).filter(category=SHELF).select_related("worksheet"))
    deck = next((row for row in rows if row.form == ResourceForm.CARDS), None)
    papers = [row for row in rows if row.form == ResourceForm.WORKSHEET and row.worksheet is not None]
    canvas = next((row for row in papers if row.worksheet and not is_feedback_paper(row.worksheet)), None)
    return Framework(
        sheets=[(row, to_html(row.text)) for row in rows if row.form == ResourceForm.CHEAT_SHEET],
        deck=deck,
        card=draw(deck, depth=depth, seed=seed, place=place) if deck else None,
        wizard=next((row for row in rows if row.form == ResourceForm.WIZARD), None),
        has_feedback=any(row.worksheet and is_feedback_paper(row.worksheet) for row in rows),
        canvas=canvas,
        canvas_versions=answers_of(me, canvas.worksheet) if canvas and canvas.worksheet else [],
    )
