"""What else waits for whoever runs a program: tasks, private words, people without a partner, people to let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mentoring.selectors.care import people_without_partner
from programs.selectors.registrations import asked_count
from programs.selectors.remits import looks_after
from programs.selectors.threads import open_task_count, open_thread_count

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class Load:
    """So many of something, and the page where they are."""

    name: str
    count: int
    place: str


def load_of(program: Program, me: Membership, segments: Segments) -> tuple[Load, ...]:
    """A person's own tasks, and what is shared among those who run the program."""
    unpaired = [one for one in people_without_partner(program) if looks_after(segments, [one.participant])]
    return (
        Load(_("Your tasks"), open_task_count(program, me), "programs:task-list"),
        Load(_("Private words without an answer"), open_thread_count(program, segments), "programs:thread-list"),
        Load(_("People without a partner"), len(unpaired), "mentoring:track-detail"),
        Load(_("People to be let in"), asked_count(program, segments), "programs:registration-list"),
    )
