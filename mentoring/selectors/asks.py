"""Reads of choosing and asking: whom one might ask, what waits for a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from belonging.core.assignment import level_fit
from mentoring.enums import ANSWERABLE, OPEN_ASKS, AskState
from mentoring.matching.fitting import Fits
from mentoring.matching.people import Someone, in_order
from mentoring.matching.proposing import Candidates, candidates
from mentoring.matching.reasons import reasons_of
from mentoring.models import Ask, MentorProfile
from mentoring.selectors.pairs import running_counts
from mentoring.selectors.profiles import open_profiles, track_of
from mentoring.selectors.rounds import free_people, known_between, rules_of
from mentoring.words import reason_words
from network.selectors.people import Person, faces
from programs.selectors.programs import unless_archived

if TYPE_CHECKING:
    from programs.models import Participant, Program

SUGGESTED = 3
LATELY, THIS_MONTH = timedelta(days=7), timedelta(days=31)


@dataclass(frozen=True)
class Suggestion:
    """Somebody one might ask, and why; `others_ask` says that somebody else asks them too, and never who."""

    person: Person
    reasons: list[str]
    seen: str  # lately, month or longer
    others_ask: bool


def suggestions(program: Program, me: Participant, on: date, now: datetime) -> list[Suggestion]:
    """
    Three people one might ask, best first, of those who are free and have not been asked yet.

    The fit is levelled: what somebody has in common with everybody counts for nobody, so that a popular person is not
    everybody's first suggestion.
    """
    people = sorted(free_people(program, on), key=lambda one: in_order(one.id))
    track = track_of(program)
    known = known_between(program, people, track, on)
    asked = {str(one.recipient_id) for one in open_asks_of(me)}
    pool = candidates(Fits(people, rules_of(track), known, on))
    mine, best = _best(people, str(me.pk), asked, pool.left, pool.right, level_fit(len(people), *_columns(pool)))
    rows = {
        str(row.participant_id): row for row in open_profiles(program).select_related("participant__membership__user")
    }
    waiting = Counter(Ask.objects.filter(program=program, state__in=ANSWERABLE).values_list("recipient_id", flat=True))
    names = {key: row.participant.first_name for key, row in rows.items()}
    shown = faces(program, [rows[one.id].participant for one in best])
    return [
        Suggestion(
            person=person,
            reasons=[
                reason_words(reason.plain(), names, str(me.pk)) for reason in reasons_of([mine, one], known, on=on)
            ]
            if mine
            else [],
            seen=seen_band(rows[one.id], now),
            others_ask=waiting[int(one.id)] > 0,
        )
        for one, person in zip(best, shown, strict=True)
    ]


def _columns(pool: Candidates) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    return pool.left, pool.right, pool.fit


def _best(
    people: Sequence[Someone],
    me: str,
    asked: set[str],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    levelled: NDArray[np.float64],
) -> tuple[Someone | None, list[Someone]]:
    """The person themself, if they are free, and the best others."""
    places = {one.id: place for place, one in enumerate(people)}
    if me not in places:
        return None, []
    mine = places[me]
    here = np.flatnonzero((left == mine) | (right == mine))
    order = here[np.argsort(-levelled[here], kind="stable")]
    others = [people[int(left[row] + right[row]) - mine] for row in order]
    return people[mine], [one for one in others if one.id not in asked][:SUGGESTED]


def seen_band(row: MentorProfile, now: datetime) -> str:
    """How long ago somebody was here, roughly: lately, month or longer."""
    user = row.participant.membership.user
    last = max([row.changed_at, *([user.last_login] if user and user.last_login else [])])
    return "lately" if now - last <= LATELY else "month" if now - last <= THIS_MONTH else "longer"


def open_asks_of(author: Participant) -> list[Ask]:
    """Whom somebody asks, or has in line, in order."""
    return list(_with_people(Ask.objects.filter(author=author, state__in=OPEN_ASKS)))


def asks_for(recipient: Participant, now: datetime) -> list[Ask]:
    """Who asks somebody, the oldest first; quiet choices are nobody's to see."""
    return list(_with_people(Ask.objects.filter(recipient=recipient, state__in=ANSWERABLE, answer_until__gt=now)))


def _with_people(rows: QuerySet[Ask]) -> QuerySet[Ask]:
    related = ("author__membership__user", "recipient__membership__user", "author__program__organization", "program")
    return rows.select_related(*related, "recipient__program__organization").order_by("id")


@dataclass(frozen=True)
class MyAsk:
    """A question of one's own as its author sees it: how many asked before, and whether it can still come about."""

    ask: Ask
    person: Person
    ahead_count: int
    is_taken: bool


def my_asks(program: Program, author: Participant) -> list[MyAsk]:
    """Whom somebody asks, with how their question stands; other people's names are never told."""
    rows = open_asks_of(author)
    recipients = [one.recipient_id for one in rows]
    sent = Ask.objects.filter(recipient__in=recipients, state__in=ANSWERABLE).order_by("id")
    line = list(sent.values_list("recipient_id", "pk"))
    counts = running_counts(recipients)
    room = dict(MentorProfile.objects.filter(participant__in=recipients).values_list("participant_id", "capacity"))
    return [
        MyAsk(
            ask=one,
            person=person,
            ahead_count=sum(who == one.recipient_id and pk < one.pk for who, pk in line),
            is_taken=counts[one.recipient_id] >= room.get(one.recipient_id, 0),
        )
        for one, person in zip(rows, faces(program, [one.recipient for one in rows]), strict=True)
    ]


def ask_by_public_id(program: Program, public_id: UUID) -> Ask | None:
    """One question of a program, or nothing; whose it is decides what may be done with it."""
    return _with_people(Ask.objects.filter(program=program, public_id=public_id)).first()


def locked_ask(pk: int) -> Ask:
    """A question, held, with its people."""
    held: Ask = _with_people(Ask.objects.select_for_update(of=("self",)).filter(pk=pk)).get()
    return held


def next_in_line(author: Participant) -> Ask | None:
    """Whom somebody would ask next, held; nothing while another question waits."""
    if Ask.objects.filter(author=author, state__in=ANSWERABLE).exists():
        return None
    return _with_people(
        Ask.objects.select_for_update(of=("self",)).filter(author=author, state=AskState.QUEUED)
    ).first()


def counter_choice(ask: Ask) -> Ask | None:
    """The quiet choice of the one who was chosen, if it is the chooser; held."""
    rows = Ask.objects.select_for_update(of=("self",)).filter(author=ask.recipient, recipient=ask.author)
    return _with_people(rows.filter(state=AskState.QUIET)).first()


def may_be_asked(author: Participant, recipient: Participant, on: date) -> bool:
    """Whether somebody is free, and nothing that is nobody's business stands between the two."""
    program = author.program
    people = free_people(program, on, among={author.pk, recipient.pk})
    if author.pk == recipient.pk or len(people) != 2:
        return False
    known = known_between(program, people, track_of(program), on)
    fits = Fits(sorted(people, key=lambda one: in_order(one.id)), rules_of(track_of(program)), known, on)
    return bool(fits.allowed(slice(0, 1))[0][1])


def overdue_asks(now: datetime) -> QuerySet[Ask]:
    """Questions whose days are over, oldest first; in the open organization, or inside unscoped() in all of them."""
    return Ask.objects.filter(unless_archived(), state__in=ANSWERABLE, answer_until__lte=now).order_by("id")
