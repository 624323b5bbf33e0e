"""Writes of what came of knowing somebody: tell, say whether it was so, take back; and the networks beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import BenefitKind, BenefitPart, SideAnswer
from community.models import Benefit, BenefitSide, NetworkContact, OtherNetwork
from community.rules import LONGEST_BENEFIT, MOST_BENEFITS_A_DAY, MOST_TOGETHER
from community.selectors.around_posts import holds
from community.selectors.benefits import benefit_count_since
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from community.models import Group
    from network.models import Introduction
    from programs.models import Event, Participant, Program

DAY = timedelta(days=1)


class BenefitRefused(BelongingError):
    """Something that cannot be told like that."""

    code = "benefit_refused"


@dataclass(frozen=True)
class BenefitWords:
    """What somebody tells: what it was, with whom, and what it came of as far as they know."""

    kind: BenefitKind
    text: str
    happened_on: date
    together: Sequence[Participant] = ()
    door: Participant | None = None
    event: Event | None = None
    introduction: Introduction | None = None
    network: OtherNetwork | None = None
    project: Group | None = None
    is_for_all: bool = False

    @property
    def parts(self) -> dict[int, BenefitPart]:
        """What each of those who are named had to do with it, by row id."""
        parts = {one.pk: BenefitPart.WITH for one in self.together}
        return parts | ({self.door.pk: BenefitPart.DOOR} if self.door else {})


@transaction.atomic
def tell_benefit(*, teller: Participant, words: BenefitWords, today: date, now: datetime) -> Benefit:
    """This will keep what came of knowing somebody, and ask those who are named in it; raises BenefitRefused."""
    locked_participant(teller.pk)  # two at once count to the same day
    text = " ".join(words.text.split())
    _check(teller, words, text, today, now)
    benefit = Benefit.objects.create(
        program=teller.program, teller=teller, kind=words.kind, text=text, happened_on=words.happened_on,
        event=words.event, introduction=words.introduction, network=words.network, project=words.project,
        is_for_all=words.is_for_all, told_at=now,
    )  # fmt: skip
    BenefitSide.objects.bulk_create(
        BenefitSide(benefit=benefit, participant_id=person, part=part) for person, part in words.parts.items()
    )
    record(actor=teller.membership, verb="benefit.told", target=benefit, now=now, kind=str(words.kind))
    return benefit


def _check(teller: Participant, words: BenefitWords, text: str, today: date, now: datetime) -> None:
    if not teller.may_act:
        raise BenefitRefused(_("Your place in this program is paused. Come back first."))
    if not text or len(text) > LONGEST_BENEFIT:
        raise BenefitRefused(_("Say in a sentence or two what came of it."), field="text")
    if holds(teller.program_id, text):
        raise BenefitRefused(_("One of these words is read twice here. Say it in others."), field="text")
    if words.happened_on > today:
        raise BenefitRefused(_("Choose today or an earlier day."), field="happened_on")
    if len(words.together) > MOST_TOGETHER:
        raise BenefitRefused(_("Up to four people, with you."), field="together")
    if words.kind == BenefitKind.MICRO and not words.together:
        raise BenefitRefused(_("Say with whom."), field="together")
    # Whoever keeps the teller out may be named and never hears of it: a refusal would tell of the block.
    if teller.pk in words.parts:
        raise BenefitRefused(_("Choose other people who take part in this program."), field="together")
    if benefit_count_since(teller, now - DAY) >= MOST_BENEFITS_A_DAY:
        raise BenefitRefused(_("That is plenty for a day. Keep this one for tomorrow."))


@transaction.atomic
def answer_benefit(*, side: BenefitSide, agrees: bool, now: datetime) -> None:
    """This will keep that it was so; a no takes the name away, and then it stays with who told it."""
    if agrees:
        side.answer = SideAnswer.YES
        side.save(update_fields=["answer"])
    else:
        # One statement; Benefit has no save hooks that this could skip.
        Benefit.objects.filter(pk=side.benefit_id).update(is_for_all=False)
        side.delete()
    record(actor=side.participant.membership, verb="benefit.answered", now=now, agrees=agrees)


@transaction.atomic
def take_back_benefit(*, benefit: Benefit, teller: Participant, now: datetime) -> None:
    """This will erase what somebody told, for everybody."""
    record(actor=teller.membership, verb="benefit.taken_back", target=benefit, now=now)
    benefit.delete()


@transaction.atomic
def add_network(*, actor: Participant, program: Program, name: str, about: str, now: datetime) -> OtherNetwork:
    """This will name a network beyond this one; who names it knows the way there. Raises BenefitRefused for a twin."""
    try:
        with transaction.atomic():
            network = OtherNetwork.objects.create(program=program, name=" ".join(name.split()), about=about)
    except IntegrityError:
        raise BenefitRefused(_("This network is here already."), field="name") from None
    NetworkContact.objects.create(network=network, participant=actor)
    record(actor=actor.membership, verb="other_network.named", target=network, now=now)
    return network


@transaction.atomic
def know_the_way(*, network: OtherNetwork, participant: Participant, knows: bool, now: datetime) -> None:
    """This will note that somebody may be asked about a network, or no longer; twice is once."""
    if knows:
        NetworkContact.objects.get_or_create(network=network, participant=participant)
    else:
        NetworkContact.objects.filter(network=network, participant=participant).delete()
    record(actor=participant.membership, verb="other_network.contact", target=network, now=now, knows=knows)


@transaction.atomic
def drop_network(*, actor: Membership, network: OtherNetwork, now: datetime) -> None:
    """This will take a network off the list; what was told of it stays."""
    record(actor=actor, verb="other_network.dropped", target=network, now=now)
    network.delete()
