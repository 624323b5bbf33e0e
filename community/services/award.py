"""Writes of the award: plan, name somebody, judge, announce."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import AwardPhase
from community.models import Award, Juror, Nomination, Nominee, Vote
from community.rules import FEWEST_JURORS, MOST_APPROVALS, MOST_JURORS
from community.selectors.award import (
    approvals,
    candidates_for,
    jurors_of,
    locked_award,
    nominees_of,
    own_nominations,
    phase_of,
    won_last_time,
)
from community.services.award_mail import tell_after_commit
from programs.enums import Purpose
from programs.selectors.programs import locked_participant
from programs.services.consents import keep_yes

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


class AwardRefused(BelongingError):
    """Something the rules of the award do not allow."""

    code = "award_refused"


@dataclass(frozen=True)
class AwardWords:
    """What an award is for, and when people may be named."""

    title: str
    about: str
    criteria: list[str]
    opens_on: date
    closes_on: date
    most_named: int = 2


@transaction.atomic
def plan_award(*, actor: Membership, program: Program, words: AwardWords, now: datetime) -> Award:
    """This will plan a program's award, or change the one that is not announced yet; raises AwardRefused."""
    if words.closes_on < words.opens_on:
        raise AwardRefused(_("It closes before it opens. Choose a later last day."), field="closes_on")
    award = Award.objects.select_for_update().filter(program=program, announced_at=None).first()
    award = award or Award(program=program)
    for name in ("title", "about", "criteria", "opens_on", "closes_on", "most_named"):
        setattr(award, name, getattr(words, name))
    award.save()
    record(actor=actor, verb="award.planned", target=award, now=now)
    return award


@dataclass(frozen=True)
class KindWords:
    """What somebody says of a person they name."""

    story: str
    fits: list[str]
    is_signed: bool = True


@transaction.atomic
def name_person(
    *, nominator: Participant, award: Award, person: Participant, words: KindWords, today: date, now: datetime
) -> Nomination:
    """This will name somebody for the award, or change what was said of them; raises AwardRefused, naming the field."""
    award = locked_award(award.pk)
    # The person's row is held: of two sendings at once the second sees what the first one named.
    locked_participant(nominator.pk)
    _check_naming(nominator, award, person, today)
    nominee, _is_new = Nominee.objects.get_or_create(award=award, participant=person)
    nomination, is_new = Nomination.objects.update_or_create(
        nominee=nominee,
        nominator=nominator,
        defaults={"story": words.story, "fits": words.fits, "is_signed": words.is_signed, "named_at": now},
    )
    if is_new:
        record(actor=nominator.membership, verb="award.person_named", target=award, now=now)
    return nomination


def _check_naming(nominator: Participant, award: Award, person: Participant, today: date) -> None:
    if phase_of(award, today) != AwardPhase.NAMING:
        raise AwardRefused(_("People can be named between the first and the last day of the window only."))
    if not nominator.may_act:
        raise AwardRefused(_("Your place in this program is paused. Come back first."))
    if person.pk == nominator.pk:
        raise AwardRefused(_("Nobody names themself. Somebody else may well do it."), field="person")
    if person.program_id != award.program_id or not person.in_network:
        raise AwardRefused(_("Choose somebody who takes part in this program."), field="person")
    if won_last_time(award, person):
        raise AwardRefused(_("They were chosen last time. This time it is another’s turn."), field="person")
    others = own_nominations(award, nominator).exclude(nominee__participant=person).count()
    if others >= award.most_named:
        raise AwardRefused(_("You have named %(most)s already. Take one back first.") % {"most": award.most_named})


@transaction.atomic
def take_back_naming(*, nomination: Nomination, today: date, now: datetime) -> None:
    """This will take back a nomination while people may be named; with their last one somebody is no nominee."""
    award = locked_award(nomination.nominee.award_id)
    if phase_of(award, today) != AwardPhase.NAMING:
        raise AwardRefused(_("The jury reads by now, so it stays."))
    nominee, nominator = nomination.nominee, nomination.nominator
    nomination.delete()
    if not nominee.nominations.exists():
        nominee.delete()
    record(actor=nominator and nominator.membership, verb="award.naming_taken_back", target=award, now=now)


@transaction.atomic
def show_evidence(*, nominee: Nominee, agrees: bool, now: datetime) -> None:
    """This will let the jury see how a nominee connects people, or no longer."""
    nominee.shows_evidence = agrees
    nominee.save(update_fields=["shows_evidence"])
    about = nominee.award.public_id
    keep_yes(participant=nominee.participant, purpose=Purpose.SEEN_BY_JURY, agrees=agrees, now=now, about=about)
    verb = "award.evidence_shown" if agrees else "award.evidence_hidden"
    record(actor=nominee.participant.membership, verb=verb, target=nominee, now=now)


@transaction.atomic
def add_juror(*, actor: Membership, award: Award, person: Participant, now: datetime) -> Juror:
    """This will ask somebody of the program into the jury; raises AwardRefused."""
    award = locked_award(award.pk)
    if award.announced_at:
        raise AwardRefused(_("This award is announced."))
    if person.program_id != award.program_id or not person.in_network:
        raise AwardRefused(_("Choose somebody who takes part in this program."), field="person")
    if jurors_of(award).exclude(participant=person).count() >= MOST_JURORS:
        raise AwardRefused(_("A jury has at most %(most)s people.") % {"most": MOST_JURORS})
    juror, is_new = Juror.objects.get_or_create(award=award, participant=person)
    if is_new:
        record(actor=actor, verb="award.juror_added", target=award, now=now)
    return juror


@transaction.atomic
def drop_juror(*, actor: Membership, juror: Juror, now: datetime) -> None:
    """This will take somebody out of the jury, and their votes with them."""
    award = locked_award(juror.award_id)
    if award.announced_at:
        raise AwardRefused(_("This award is announced."))
    juror.delete()
    record(actor=actor, verb="award.juror_dropped", target=award, now=now)


@transaction.atomic
def vote(*, juror: Juror, chosen: Collection[Nominee], today: date, now: datetime) -> None:
    """This will keep a juror's yes to up to three nominees, instead of what they said before; raises AwardRefused."""
    award = locked_award(juror.award_id)
    if phase_of(award, today) != AwardPhase.JUDGING:
        raise AwardRefused(_("The jury chooses after the last day for naming, until it is announced."))
    if len(chosen) > MOST_APPROVALS:
        raise AwardRefused(_("Choose at most %(most)s people.") % {"most": MOST_APPROVALS})
    open_to = {one.nominee.pk for one in candidates_for(award, juror) if not one.is_barred}
    if not {one.pk for one in chosen} <= open_to:
        raise AwardRefused(_("Nobody in the jury chooses themself or somebody they named."))
    Vote.objects.filter(juror=juror).delete()
    # One statement; Vote has no save hooks beyond the organization check, which bulk_create repeats.
    Vote.objects.bulk_create(Vote(juror=juror, nominee=one) for one in chosen)
    juror.voted_at = now
    juror.save(update_fields=["voted_at"])
    record(actor=juror.participant.membership, verb="award.voted", target=award, now=now)


@transaction.atomic
def announce(*, actor: Membership, award: Award, today: date, now: datetime) -> Award:
    """
    This will announce whom most jurors said yes to (several, if as many did), and tell all nominees.

    Raises AwardRefused while people are still named or fewer than three jurors have chosen.
    """
    award = locked_award(award.pk)
    if phase_of(award, today) != AwardPhase.JUDGING:
        raise AwardRefused(_("It can be announced once, after the last day for naming."))
    if jurors_of(award).filter(voted_at__isnull=False).count() < FEWEST_JURORS:
        raise AwardRefused(_("At least %(few)s of the jury choose first.") % {"few": FEWEST_JURORS})
    counts = approvals(award)
    most = max(counts.values(), default=0)
    if not most:
        raise AwardRefused(_("The jury has said yes to nobody who is still here."))
    Nominee.objects.filter(pk__in=[pk for pk, yes in counts.items() if yes == most]).update(has_won=True)
    # One statement each; Nominee has no save hooks. Who left in the meantime is told nothing.
    Nominee.objects.filter(pk__in=nominees_of(award).values("pk")).update(is_to_be_told=True)
    award.announced_at = now
    award.save(update_fields=["announced_at"])
    record(actor=actor, verb="award.announced", target=award, now=now, nominees=len(counts))
    tell_after_commit(award.organization_id)
    return award
