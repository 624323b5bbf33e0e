"""Reads of welcome buddies: who offers, who looks after whom, whom nobody has greeted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from belonging.core import clock
from community.models import BuddyOffer, Welcome
from community.rules import GREET_WITHIN, LOOKED_AFTER, NEW_WITHIN
from community.selectors.tours import organizations_with_waiting_tours
from network.selectors.interactions import kept_apart_from
from programs.enums import ParticipantState, ProgramState
from programs.selectors.programs import unless_archived
from programs.selectors.remits import looks_after, segments_seen
from programs.selectors.welcomes import arrivals_since, organizations_with_arrivals

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


@dataclass(frozen=True)
class BuddyPage:
    """What welcoming shows a person: their offer, whom they look after, and who looks after them."""

    offer: BuddyOffer | None
    looked_after: list[Welcome]
    own: Welcome | None


def _open(program: Program) -> QuerySet[Welcome]:
    rows = Welcome.objects.filter(program=program, ended_at=None)
    return rows.select_related("newcomer__membership", "buddy__membership").order_by("began_at", "id")


def buddy_page(program: Program, me: Participant) -> BuddyPage:
    """Welcoming as one person sees it."""
    mine = welcomes_around(program, me)
    return BuddyPage(
        offer=offer_of(me),
        looked_after=[one for one in mine if one.buddy_id == me.pk],
        own=next((one for one in mine if one.newcomer_id == me.pk), None),
    )


def welcomes_around(program: Program, me: Participant) -> list[Welcome]:
    """The open welcomes in which somebody is the buddy or the newcomer."""
    return list(_open(program).filter(Q(buddy=me) | Q(newcomer=me)))


def offer_of(participant: Participant) -> BuddyOffer | None:
    """Somebody's offer to welcome newcomers, or nothing."""
    return BuddyOffer.objects.filter(participant=participant).first()


def unmet_welcomes(program: Program, membership: Membership, now: datetime) -> list[Welcome]:
    """Newcomers nobody has greeted within a day, of those a facilitator looks after: all they see of welcomes."""
    segments = segments_seen(program, membership)
    rows = _open(program).filter(greeted_at=None, began_at__lte=now - GREET_WITHIN)
    return [one for one in rows if looks_after(segments, [one.newcomer])]


def welcome_by_public_id(program: Program, public_id: UUID) -> Welcome | None:
    """A welcome of a program, or nothing."""
    rows = Welcome.objects.filter(program=program, public_id=public_id)
    return rows.select_related("newcomer__membership", "buddy__membership").first()


def locked_welcome(pk: int) -> Welcome:
    """A welcome as it is now, held until the transaction ends: the round and people's clicks race."""
    rows = Welcome.objects.select_for_update(of=("self",), no_key=True)
    held: Welcome = rows.select_related("newcomer__membership", "buddy__membership", "program").get(pk=pk)
    return held


def welcomes_to_tend(program: Program) -> list[Welcome]:
    """Every open welcome of a program, held."""
    return list(_open(program).select_for_update(of=("self",), no_key=True))


def newcomers_without_welcome(program: Program, now: datetime) -> list[Participant]:
    """Who came lately and has no welcome yet, in order of arrival."""
    since = clock.today(program.time_zone, now) - NEW_WITHIN
    return list(arrivals_since(program, since).exclude(pk__in=Welcome.objects.values("newcomer")))


def free_offers(program: Program, newcomer: Participant, passed: Collection[str]) -> QuerySet[BuddyOffer]:
    """Who can look after one more: least busy first, then who is here longest; nobody whom a newcomer keeps out."""
    busy = Welcome.objects.filter(buddy=OuterRef("participant"), ended_at=None).order_by().values("buddy")
    load = Coalesce(Subquery(busy.annotate(count=Count("pk")).values("count")), 0)
    rows = BuddyOffer.objects.filter(participant__program=program, participant__state=ParticipantState.ACTIVE)
    rows = rows.exclude(participant__in=kept_apart_from(newcomer.pk) | {newcomer.pk})
    rows = rows.exclude(participant__public_id__in=passed).annotate(load=load).filter(load__lt=F("most"))
    return rows.select_related("participant__membership").order_by("load", "participant__joined_on", "id")


def taken_welcomes_owing_mail(limit: int) -> list[Welcome]:
    """Welcomes of which somebody is still to be told by mail, oldest first, held."""
    owed = Welcome.objects.filter(~Q(news=""), unless_archived()).order_by("id")
    rows = owed.select_for_update(of=("self",), skip_locked=True)
    wanted = rows.select_related("newcomer__membership__user", "buddy__membership__user", "program", "organization")
    return list(wanted[:limit])


def organizations_with_newcomers(now: datetime) -> list[UUID]:
    """Organizations in which somebody came lately, is looked after or waits for company; needs unscoped()."""
    rows = Welcome.objects.filter(ended_at=None, program__state=ProgramState.RUNNING).order_by("organization_id")
    since = now.date() - NEW_WITHIN
    around = {*organizations_with_arrivals(since), *organizations_with_waiting_tours()}
    return sorted({*rows.values_list("organization_id", flat=True), *around})


def is_over(welcome: Welcome, now: datetime) -> bool:
    """True when a welcome has run its time, or the newcomer takes no part now."""
    return not welcome.newcomer.may_act or welcome.began_at <= now - LOOKED_AFTER


def needs_another(welcome: Welcome, now: datetime) -> bool:
    """True without a buddy who takes part, or when they have not said hello within a day."""
    if welcome.buddy is None or not welcome.buddy.may_act:
        return True
    is_late = welcome.buddy_since is not None and welcome.buddy_since <= now - GREET_WITHIN
    return welcome.greeted_at is None and is_late
