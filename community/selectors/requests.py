"""Reads of "could you help with …": who offers it, whom I asked, who asks me."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from community.enums import HelpAnswer, ProfileField, Sight
from community.models import HelpAsk, HelpRequest, ProfileLine
from community.rules import MOST_WAITING_ASKS
from network.selectors.interactions import kept_apart_from
from network.selectors.people import plain
from programs.enums import ParticipantState
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Participant

SUGGESTED = 5
_WAITING_FIRST = Case(When(answer=HelpAnswer.WAITING, then=0), default=1)


def requests_of(me: Participant) -> QuerySet[HelpRequest]:
    """What somebody asked for, newest first, with whom they asked."""
    asks = HelpAsk.objects.select_related("participant__membership").order_by("id")
    rows = HelpRequest.objects.filter(asker=me).select_related("asker__membership")
    return rows.prefetch_related(Prefetch("asks", asks)).order_by("-asked_at", "-id")


def request_by_public_id(me: Participant, public_id: UUID) -> HelpRequest | None:
    """One of them, or nothing."""
    return requests_of(me).filter(public_id=public_id).first()


def asks_for(me: Participant, apart: Collection[int] | None = None) -> QuerySet[HelpAsk]:
    """
    Where somebody is asked and has said no no, those that wait first; not by people they keep apart from.

    `apart` is what `kept_apart_from` found, where the caller has it.
    """
    rows = HelpAsk.objects.filter(participant=me).exclude(answer=HelpAnswer.NO)
    rows = rows.exclude(request__asker__in=kept_apart_from(me.pk) if apart is None else apart)
    return rows.select_related("request__asker__membership", "participant__membership").order_by(_WAITING_FIRST, "-id")


def waiting_asks(me: Participant, apart: Collection[int] | None = None) -> QuerySet[HelpAsk]:
    """Those that wait for a word; `apart` as above."""
    return asks_for(me, apart).filter(answer=HelpAnswer.WAITING)


def ask_by_public_id(me: Participant, public_id: UUID) -> HelpAsk | None:
    """One of them, or nothing."""
    return asks_for(me).filter(public_id=public_id).first()


def open_request_count(asker: Participant) -> int:
    """How much somebody asks for now."""
    return HelpRequest.objects.filter(asker=asker, closed_at=None).count()


def locked_request(pk: int) -> HelpRequest:
    """A request as it is now, held until the transaction ends: of two asks at once both count."""
    rows = HelpRequest.objects.select_for_update(of=("self",), no_key=True)
    held: HelpRequest = rows.select_related("asker__membership").get(pk=pk)
    return held


def people_who_offer(request: HelpRequest) -> list[Participant]:
    """
    Who says on their card, to everybody, that they can help with it or know how; least asked first.

    Nobody who is asked enough already, was asked for this, keeps the asker out or is kept out.
    """
    me, words = request.asker, plain(request.topic).split()
    if not words:
        return []
    lines = ProfileLine.objects.filter(
        participant=OuterRef("pk"), field__in=(ProfileField.HELP, ProfileField.SKILL), sight=Sight.EVERYBODY
    )
    said = Q()
    for word in words:
        said &= Q(plain__contains=word)
    waiting = HelpAsk.objects.filter(participant=OuterRef("pk"), answer=HelpAnswer.WAITING).order_by()
    load = Coalesce(Subquery(waiting.values("participant").annotate(count=Count("pk")).values("count")), 0)
    rows = people_in(me.program).filter(Exists(lines.filter(said)), state=ParticipantState.ACTIVE)
    rows = rows.exclude(pk__in=kept_apart_from(me.pk) | {me.pk}).exclude(pk__in=request.asks.values("participant"))
    wanted = rows.annotate(load=load).filter(load__lt=MOST_WAITING_ASKS)
    return list(wanted.order_by(F("load").asc(), "membership__name", "pk")[:SUGGESTED])
