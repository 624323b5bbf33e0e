"""Whom somebody was introduced to, for those who trace what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.enums import IntroductionAnswer, IntroductionState
from network.models import Introduction, IntroductionSide

if TYPE_CHECKING:
    from programs.models import Participant

NAMED = (IntroductionState.NAMED, IntroductionState.MET, IntroductionState.NOT_MET)


@dataclass(frozen=True)
class Introduced:
    """An introduction in which everybody said yes, and the others' names."""

    introduction: Introduction
    names: list[str]


def introduced_to(me: Participant) -> list[Introduced]:
    """Introductions in which people were named to each other, the latest first; two queries."""
    mine = IntroductionSide.objects.filter(participant=me, answer=IntroductionAnswer.YES, introduction__state__in=NAMED)
    rows = IntroductionSide.objects.filter(
        introduction__in=mine.values("introduction"), answer=IntroductionAnswer.YES
    ).exclude(participant=me)
    found: dict[int, Introduced] = {}
    wanted = rows.select_related("introduction", "participant__membership")
    for side in wanted.order_by("-introduction__named_at", "-introduction", "id"):
        one = found.setdefault(side.introduction_id, Introduced(side.introduction, []))
        one.names.append(side.participant.name)
    return list(found.values())
