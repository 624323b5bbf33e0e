"""One of everything of introductions: two people asked, somebody left out, and a plan that nobody was asked about."""

from dataclasses import dataclass

from network.enums import IntroductionState, LeftOutReason, OutreachAct, RoundState
from network.models import Introduction, IntroductionSide, LeftOut, Round
from network.rules import ANSWER_WITHIN
from network.services.introductions import set_introduction_wish
from network.services.outreach import record_outreach
from programs.models import Participant, Program
from tests.cast import NOON

FIGURES = dict.fromkeys(("degree_mean", "clustering_mean", "path_length_mean", "reachable_share", "ei_index"), 0.5)


@dataclass(frozen=True)
class PlantedIntroductions:
    """What stands there."""

    introduction: Introduction
    planned: Round


def plant_introductions(program: Program, one: Participant, other: Participant) -> PlantedIntroductions:
    """Two people who are asked, and the next plan; needs an open scope."""
    figures = {"people": 12, "before": FIGURES, "half": FIGURES, "all": FIGURES}
    running, planned = (
        Round.objects.create(
            program=program, state=state, bridge_share=0.5, planned_at=NOON, started_at=started, figures=figures
        )
        for state, started in ((RoundState.OPEN, NOON), (RoundState.PLANNED, None))
    )
    introduction, _next = (
        Introduction.objects.create(
            program=program, round=found, state=state, common=2, steps=2, expires_at=NOON + ANSWER_WITHIN
        )
        for found, state in ((running, IntroductionState.OFFERED), (planned, IntroductionState.PLANNED))
    )
    for row in (introduction, _next):
        for person in (one, other):
            IntroductionSide.objects.create(introduction=row, program=program, participant=person)
    LeftOut.objects.create(round=running, program=program, participant=other, reason=LeftOutReason.OTHERS_TAKEN)
    record_outreach(participant=other, act=OutreachAct.CALL, actor=one.membership, on=NOON.date(), now=NOON)
    set_introduction_wish(participant=one, most_at_once=1, paused_until=None, now=NOON)
    return PlantedIntroductions(introduction, planned)
