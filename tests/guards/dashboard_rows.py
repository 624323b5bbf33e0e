"""One row in each table of dashboards, for the guards: something noticed, a move on it, a brief with both."""

from dataclasses import dataclass
from datetime import timedelta

from dashboards.enums import Act, SignalKind
from dashboards.models import (
    Brief,
    BriefWish,
    CircleNote,
    CommunityGoal,
    KeyResult,
    Look,
    Move,
    Pack,
    Persona,
    PersonaTag,
    RoleText,
    SelfCheck,
    Signal,
)
from network.models import Snapshot
from programs.models import Letter, Participant, Program
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class DashboardRows:
    """What stands there."""

    signal: Signal  # nobody has taken it on
    move: Move
    pack: Pack
    circle_note: CircleNote  # a tip of the owner
    goal: CommunityGoal
    result: KeyResult
    persona: Persona  # a message was written with it in mind


def plant_dashboard(program: Program, owner: Participant) -> DashboardRows:
    """Two things noticed, one of them taken on; needs an open scope."""
    Look.objects.create(program=program, local_date=TODAY, looked_at=NOON)
    free, taken = (
        Signal.objects.create(
            program=program, kind=kind, subject="Care", figure=2, of=12, weight=2, basis="count", noticed_on=TODAY
        )
        for kind in (SignalKind.APART, SignalKind.QUIET)
    )
    move = Move.objects.create(
        program=program, signal=taken, act=Act.REACH, owner=owner.membership, opened_on=TODAY, due_on=TODAY,
        before=2, basis="count",
    )  # fmt: skip
    BriefWish.objects.get_or_create(membership=owner.membership, defaults={"minutes": 40})
    Brief.objects.create(
        program=program, membership=owner.membership, week_on=TODAY, minutes=40,
        lines=[{"key": str(free.public_id), "minutes": 15}],
    )  # fmt: skip
    snapshot = Snapshot.objects.create(
        program=program, local_date=TODAY - timedelta(days=90), taken_at=NOON - timedelta(days=90), people=12, ties=3,
        definition=program.definition, edges_digest="0" * 64,
    )  # fmt: skip
    words = {
        "program": "A program",
        "headline": "A headline",
        "lead": "",
        "made_on": "",
        "counted_on": "",
        "tables": [],
    }
    pack = Pack.objects.create(
        program=program, snapshot=snapshot, made_by=owner.membership, made_at=NOON, content=words, digest="0" * 64
    )
    tip = CircleNote.objects.create(author=owner.membership, kind="tip", title="A tip", text="A word", written_at=NOON)
    RoleText.objects.create(text="A role", hours=8, cover="Nobody", written_by=owner.membership, written_at=NOON)
    SelfCheck.objects.create(
        membership=owner.membership, area="impact", level="2", evidence="A letter",
        checked_on=TODAY - timedelta(days=program.pk),
    )  # fmt: skip
    goal = CommunityGoal.objects.create(program=program, quarter=2, place=1, title="A goal")
    result = KeyResult.objects.create(goal=goal, measure="degree", target=4, due_on=TODAY, begun_on=TODAY)
    persona = Persona.objects.create(program=program, name="Somebody", text="A night nurse", needs="Short texts")
    letter = Letter.objects.create(program=program, subject="A message", text="A word", goes_on=TODAY)
    PersonaTag.objects.create(persona=persona, letter=letter)
    return DashboardRows(free, move, pack, tip, goal, result, persona)
