"""
Reads of ballots, for the close and for a person's own envelope. What comes out of them is published by disclosure only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from belonging.tenancy.statements import run
from surveys.enums import Care
from surveys.models.ballots import Remark, Removal, Response, SealedBallot, SealedWord, Word

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from surveys.models import Wave

AT_ONCE = 1000


def answered_count(wave: Wave) -> int:
    """How many envelopes an open wave holds: all that anybody may know of it."""
    return SealedBallot.objects.filter(wave=wave).count()


def has_answered(wave: Wave, membership: Membership) -> bool:
    """True when the person's own envelope is there; asked for their own page and for reminders alone."""
    return SealedBallot.objects.filter(wave=wave, membership=membership).exists()


_MY_ENVELOPES = PreparedHere(
    lambda: SealedBallot.objects.filter(membership_id=Slot("me")).order_by("wave_id").values_list("wave_id")
)


def waves_with_my_envelope(membership: Membership) -> set[int]:
    """The open waves a person has answered, for their own list."""
    return {wave for (wave,) in _MY_ENVELOPES.tuples(me=membership.pk)}


def people_who_answered(wave: Wave) -> set[int]:
    """Memberships with an envelope in an open wave: whom no reminder goes to. Never shown to anybody."""
    return set(SealedBallot.objects.filter(wave=wave).values_list("membership_id", flat=True))


def envelopes(wave: Wave) -> Iterator[tuple[int, bytes]]:
    """Membership and envelope of each ballot, a thousand at a time: ten thousand do not fit into memory twice."""
    rows = SealedBallot.objects.filter(wave=wave).order_by("id").values_list("membership_id", "envelope")
    for membership, envelope in rows.iterator(chunk_size=AT_ONCE):
        yield membership, bytes(envelope)


def linked_responses(wave: Wave) -> dict[bytes, dict[str, int]]:
    """The answers of a wave that is still linked, by pseudonym; empty once the pseudonyms are gone."""
    rows = (
        Response.objects.filter(wave=wave, pseudonym__isnull=False).order_by("id").values_list("pseudonym", "answers")
    )
    return {bytes(pseudonym): answers for pseudonym, answers in rows if pseudonym is not None}


def wishes_of(program: Program) -> QuerySet[Removal]:
    """Sealed wishes to have answers taken out of a program's surveys."""
    return Removal.objects.filter(program=program).order_by("id")


def responses_under(program: Program, pseudonyms: Collection[bytes]) -> QuerySet[Response]:
    """The linked answers under some codes in a program's surveys, the oldest survey first."""
    rows = Response.objects.filter(wave__program=program, pseudonym__in=list(pseudonyms))
    return rows.select_related("wave__instrument").order_by("wave__opens_on", "id")


def remarks_of(wave: Wave) -> list[Remark]:
    """Every remark that was kept and may be shown, by their random keys: the order of the shuffle, or none."""
    return list(Remark.objects.filter(wave=wave, care=Care.FREE).order_by("item", "id"))


def remarks_in(program: Program) -> QuerySet[Remark]:
    """Every remark of a program's surveys with its wave, the newest survey first."""
    rows = Remark.objects.filter(wave__program=program).select_related("wave__instrument")
    return rows.order_by("-wave__opens_on", "wave_id", "item", "id")


def sealed_words_of(program: Program) -> QuerySet[SealedWord]:
    """What writers of remarks say back and nobody has opened."""
    return SealedWord.objects.filter(program=program).order_by("id")


def words_about(remarks: Collection[UUID]) -> QuerySet[Word]:
    """
    What was said to and fro about some remarks, day by day; on one day the writer's words first, since they were opened
    in the morning.
    """
    return Word.objects.filter(remark__in=list(remarks)).order_by("said_on", "-is_writers", "id")


def forget_dead_rows() -> None:
    """
    This will rewrite the files of the ballot tables, so that deleted envelopes and pseudonyms leave the disk; needs
    unscoped(). The function belongs to the owner of the tables (docs/decisions/0017).
    """
    run("SELECT surveys_forget_dead_rows()", {})
