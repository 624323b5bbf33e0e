"""Reads of what came of knowing somebody: the picture in four parts, the trail, one's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from community.enums import BenefitKind, BenefitPart, SideAnswer
from community.models import Benefit, BenefitSide, NetworkContact, OtherNetwork
from network.selectors.interactions import kept_apart_from
from network.selectors.introduced import Introduced, introduced_to
from programs.selectors.events import past_events

if TYPE_CHECKING:
    from community.models import Group
    from programs.models import Event, Participant, Program

SOURCES_SHOWN = 10
SOURCES = ("event", "introduction", "network", "project")


@dataclass(frozen=True)
class BenefitPicture:
    """What came of it, in four parts, and of what it came: counts of benefits, never of people."""

    parts: list[tuple[BenefitKind, int]]
    from_introductions: int
    from_events: int
    from_doors: int  # somebody opened a door
    from_networks: int
    from_projects: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _kind, count in self.parts)


def benefit_picture(program: Program) -> BenefitPicture:
    """The four parts with their counts now; one query."""
    door = BenefitSide.objects.filter(benefit=OuterRef("pk"), part=BenefitPart.DOOR)
    rows = Benefit.objects.filter(program=program).annotate(has_door=Exists(door))
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in BenefitKind.values}
    counts = rows.aggregate(
        introductions=Count("introduction"), events=Count("event"), networks=Count("network"),
        projects=Count("project"), doors=Count("pk", filter=Q(has_door=True)), **kinds,
    )  # fmt: skip
    parts = [(kind, counts[kind.value]) for kind in BenefitKind]
    origins = ("introductions", "events", "doors", "networks", "projects")
    return BenefitPicture(parts, *(counts[origin] for origin in origins))


def _told(program: Program) -> QuerySet[Benefit]:
    sides = BenefitSide.objects.select_related("participant__membership").order_by("part", "id")
    rows = Benefit.objects.filter(program=program).select_related("teller__membership", "event", "network", "project")
    return rows.prefetch_related(Prefetch("sides", sides)).order_by("-told_at", "-id")


def shared_benefits(program: Program, source: str = "") -> QuerySet[Benefit]:
    """What everybody may read because all in it said so, newest first; of one source with its name."""
    asked = BenefitSide.objects.filter(benefit=OuterRef("pk"), answer=SideAnswer.ASKED)
    rows = _told(program).filter(is_for_all=True).exclude(text="").exclude(Exists(asked))
    if source == "door":
        return rows.filter(Exists(BenefitSide.objects.filter(benefit=OuterRef("pk"), part=BenefitPart.DOOR)))
    return rows.filter(**{f"{source}__isnull": False}) if source in SOURCES else rows


def benefits_of(project: Group) -> QuerySet[Benefit]:
    """What everybody may read of what came of a project, newest first."""
    return shared_benefits(project.program, "project").filter(project=project)


def own_benefits(me: Participant) -> QuerySet[Benefit]:
    """What somebody told, newest first."""
    return _told(me.program).filter(teller=me)


def own_benefit(me: Participant, public_id: UUID) -> Benefit | None:
    """One of them, or nothing."""
    return own_benefits(me).filter(public_id=public_id).first()


def sides_of(me: Participant, apart: Collection[int] | None = None) -> QuerySet[BenefitSide]:
    """
    Where somebody is named, those not answered first; nobody whom they keep apart from asks them anything.

    `apart` is what `kept_apart_from` found, where the caller has it.
    """
    apart = kept_apart_from(me.pk) if apart is None else apart  # an earlier yes stays theirs to take back
    rows = BenefitSide.objects.filter(participant=me)
    rows = rows.exclude(answer=SideAnswer.ASKED, benefit__teller__in=apart)
    return rows.select_related("benefit__teller__membership", "participant__membership").order_by("answer", "-id")


def asked_sides(me: Participant, apart: Collection[int] | None = None) -> QuerySet[BenefitSide]:
    """Where somebody has not said yet whether it was so; `apart` as above."""
    return sides_of(me, apart).filter(answer=SideAnswer.ASKED)


def side_by_public_id(me: Participant, public_id: UUID) -> BenefitSide | None:
    """One's own side of a benefit, or nothing."""
    return sides_of(me).filter(public_id=public_id).first()


def benefit_count_since(teller: Participant, since: datetime) -> int:
    """How much somebody told since then."""
    return Benefit.objects.filter(teller=teller, told_at__gt=since).count()


def sources_for(me: Participant, now: datetime) -> tuple[list[Event], list[Introduced]]:
    """What something may have come of: the last events, and whom one was introduced to."""
    return list(past_events(me.program, now)[:SOURCES_SHOWN]), introduced_to(me)[:SOURCES_SHOWN]


def networks_of(program: Program) -> QuerySet[OtherNetwork]:
    """The networks beyond this program by name, with who knows the way."""
    contacts = NetworkContact.objects.select_related("participant__membership").order_by("id")
    return (
        OtherNetwork.objects.filter(program=program)
        .prefetch_related(Prefetch("contacts", contacts))
        .order_by("name", "id")
    )


def network_by_public_id(program: Program, public_id: UUID) -> OtherNetwork | None:
    """One of them, or nothing."""
    return networks_of(program).filter(public_id=public_id).first()
