"""The page of the circle: one's own log and checks, what the others share, tips, and what the role asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from belonging.tenancy.enums import Role
from dashboards.enums import Area, NoteKind
from dashboards.models import CircleNote, RoleText, SelfCheck

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership

NOTES_SHOWN = 40


@dataclass(frozen=True)
class AreaLine:
    """One area, and how somebody saw themselves in it, newest first."""

    value: str
    label: str
    checks: list[SelfCheck]


@dataclass(frozen=True)
class CirclePage:
    """Everything one person sees of the circle."""

    role: RoleText | None
    areas: list[AreaLine]
    log: list[CircleNote]
    shared: list[CircleNote]
    tips: list[CircleNote]
    words: list[str]  # by which tips can be found
    first_tips: list[tuple[str, str]]


def circle_page(me: Membership, word: str) -> CirclePage:
    """The page for one person, its tips narrowed to a word where one is given."""
    tips = _notes(NoteKind.TIP)
    words = sorted({one for tip in tips for one in tags_of(tip)})
    return CirclePage(
        role=newest_role_text(),
        areas=_areas(me),
        log=list(CircleNote.objects.filter(author=me, kind=NoteKind.LOG).order_by("-written_at", "-id")[:NOTES_SHOWN]),
        shared=_notes(NoteKind.SHARED),
        tips=[tip for tip in tips if not word or word in tags_of(tip)],
        words=words,
        first_tips=first_tips(),
    )


def newest_role_text() -> RoleText | None:
    """What the role asks as it stands now."""
    return RoleText.objects.select_related("written_by").order_by("-written_at", "-id").first()


def tags_of(note: CircleNote) -> list[str]:
    """The words by which a note can be found."""
    return [word for word in note.tags.split(", ") if word]


def removable_note(me: Membership, public_id: UUID) -> CircleNote | None:
    """A note that somebody may take out: their own, and for admins what others see; or nothing."""
    mine = Q(author=me)
    if me.role == Role.ADMIN:
        mine |= ~Q(kind=NoteKind.LOG)
    return CircleNote.objects.filter(mine, public_id=public_id).first()


def _notes(kind: NoteKind) -> list[CircleNote]:
    rows = CircleNote.objects.filter(kind=kind).select_related("author")
    return list(rows.order_by("-written_at", "-id")[:NOTES_SHOWN])


def _areas(me: Membership) -> list[AreaLine]:
    checks = list(SelfCheck.objects.filter(membership=me).order_by("-checked_on", "-id"))
    return [AreaLine(area.value, str(area.label), [one for one in checks if one.area == area]) for area in Area]


def first_tips() -> list[tuple[str, str]]:
    """What a library begins with."""
    return [
        (_("Be there ten minutes early"), _("The one who comes first and alone decides in that time whether to stay.")),
        (_("Introduce two people by a question"), _("Give them something to find out from each other, then leave.")),
        (_("Ask for a small thing"), _("Carrying chairs makes somebody belong sooner than a welcome speech does.")),
        (_("Write to one, not to all"), _("A line with a name in it is answered; a call to everybody is read.")),
        (_("Let somebody else host"), _("Every gathering that runs without you shortens the way between two others.")),
        (_("Say what became of it"), _("People answer the next question when they saw what the last answer changed.")),
    ]
