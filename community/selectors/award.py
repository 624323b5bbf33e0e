"""Reads of the award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from belonging.core import clock
from community.enums import AwardPhase
from community.models import Award, Juror, Nomination, Nominee, Vote
from network.selectors.interactions import known_participant_ids
from network.selectors.people import found_people
from programs.enums import IN_THE_NETWORK
from programs.selectors.programs import people_in, unless_archived

if TYPE_CHECKING:
    from programs.models import Participant, Program

WINDOW_BEGINS_IN_MONTH = 11
MAIL_AT_ONCE = 500


def latest_award(program: Program) -> Award | None:
    """The award that is under way, else the one announced last, or nothing."""
    return Award.objects.filter(program=program).order_by("-opens_on", "-id").first()


def award_by_public_id(program: Program, public_id: UUID) -> Award | None:
    """One award of a program, or nothing."""
    return Award.objects.filter(program=program, public_id=public_id).first()


def locked_award(pk: int) -> Award:
    """An award as it is now, held until the transaction ends."""
    award: Award = Award.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=pk)
    return award


def phase_of(award: Award, today: date) -> AwardPhase:
    """Where an award stands on a day."""
    if award.announced_at:
        return AwardPhase.ANNOUNCED
    if today < award.opens_on:
        return AwardPhase.COMING
    return AwardPhase.NAMING if today <= award.closes_on else AwardPhase.JUDGING


def usual_window(program: Program) -> tuple[date, date]:
    """The days on which people are usually named: the eleventh month, or a shorter program's last."""
    month = min(WINDOW_BEGINS_IN_MONTH, program.month_count)
    return clock.month_begins_on(program.starts_on, month), clock.month_begins_on(program.starts_on, month + 1)


def nominees_of(award: Award) -> QuerySet[Nominee]:
    """Everybody who was named and is still here, by name, with what was said of them."""
    said = Nomination.objects.select_related("nominator__membership").order_by("named_at", "id")
    rows = Nominee.objects.filter(award=award, participant__state__in=IN_THE_NETWORK)
    rows = rows.select_related("participant__membership").prefetch_related(Prefetch("nominations", said))
    return rows.order_by("participant__membership__name", "id")


def winners_of(award: Award) -> list[Nominee]:
    """Who was chosen, by name; nobody before the announcement."""
    return [] if award.announced_at is None else list(nominees_of(award).filter(has_won=True))


def nominee_of(award: Award, participant: Participant) -> Nominee | None:
    """A person's own place among the nominees, with what was said, or nothing."""
    return nominees_of(award).filter(participant=participant).first()


def winner_by_public_id(program: Program, public_id: UUID) -> Nominee | None:
    """Somebody who was chosen in an award of a program that is announced, or nothing."""
    rows = Nominee.objects.filter(award__program=program, award__announced_at__isnull=False, has_won=True)
    return rows.filter(public_id=public_id).select_related("award", "participant__membership").first()


def own_nominations(award: Award, nominator: Participant) -> QuerySet[Nomination]:
    """Whom a person named, oldest first."""
    rows = Nomination.objects.filter(nominee__award=award, nominator=nominator)
    return rows.select_related("nominee__participant__membership", "nominee__award").order_by("named_at", "id")


def own_nomination(nominator: Participant, public_id: UUID) -> Nomination | None:
    """One of a person's own nominations, or nothing."""
    rows = Nomination.objects.filter(nominator=nominator, public_id=public_id)
    return rows.select_related("nominee__award", "nominator__membership").first()


def won_last_time(award: Award, participant: Participant) -> bool:
    """True for who was chosen in the award announced last before this one, in any program of the organization."""
    last = Award.objects.filter(announced_at__isnull=False).exclude(pk=award.pk).order_by("-announced_at", "-id")
    before = last.values_list("pk", flat=True).first()
    rows = Nominee.objects.filter(award=before, has_won=True)
    return before is not None and rows.filter(participant__membership=participant.membership_id).exists()


def people_to_name(award: Award, me: Participant, query: str) -> list[Participant]:
    """People a name fits, for naming: nobody names themself or who was chosen last time."""
    found = found_people(award.program, query, besides=me)
    return [one for one in found if not won_last_time(award, one)]


def jurors_of(award: Award) -> QuerySet[Juror]:
    """Who judges, by name."""
    rows = Juror.objects.filter(award=award).select_related("participant__membership")
    return rows.order_by("participant__membership__name", "id")


def juror_by_public_id(program: Program, public_id: UUID) -> Juror | None:
    """One of the jury of a program's award, or nothing."""
    return Juror.objects.filter(award__program=program, public_id=public_id).select_related("award").first()


def people_for_jury(program: Program, query: str) -> list[Participant]:
    """People of a program whom a name fits."""
    return found_people(program, query)


def juror_of(award: Award, participant: Participant | None) -> Juror | None:
    """A person's own place in the jury, or nothing."""
    return None if participant is None else jurors_of(award).filter(participant=participant).first()


def votes_of(juror: Juror) -> set[int]:
    """Row ids of the nominees a juror said yes to."""
    return set(Vote.objects.filter(juror=juror).values_list("nominee_id", flat=True).order_by("id"))


def approvals(award: Award) -> dict[int, int]:
    """How many jurors said yes, by row id of the nominee, for nominees who are still here; read by no page."""
    rows = nominees_of(award).annotate(yes=Count("votes")).order_by("id")
    return dict(rows.values_list("id", "yes"))


@dataclass(frozen=True)
class Evidence:
    """How somebody connects people, as far as it was logged; shown to jurors where the nominee agreed."""

    people_count: int
    segment_count: int
    outside_count: int  # people of other segments than their own


def evidence_of(program: Program, participant: Participant) -> Evidence:
    """How many people somebody knows by logged time together, and how far across segments."""
    known = list(people_in(program).filter(pk__in=known_participant_ids(participant)).values_list("segment", flat=True))
    outside = [segment for segment in known if segment != participant.segment]
    return Evidence(len(known), len({segment for segment in known if segment}), len(outside))


@dataclass(frozen=True)
class Candidate:
    """A nominee as a juror sees them."""

    nominee: Nominee
    stories: tuple[Nomination, ...]
    evidence: Evidence | None
    is_chosen: bool
    is_own: bool  # the juror themself
    is_named_by_me: bool

    @property
    def is_barred(self) -> bool:
        """True where this juror has no say."""
        return self.is_own or self.is_named_by_me


def candidates_for(award: Award, juror: Juror) -> list[Candidate]:
    """Everybody who was named, as one juror may see and choose them."""
    chosen = votes_of(juror)
    found = []
    for nominee in nominees_of(award):
        stories = tuple(nominee.nominations.all())
        shown = evidence_of(award.program, nominee.participant) if nominee.shows_evidence else None
        found.append(
            Candidate(
                nominee=nominee,
                stories=stories,
                evidence=shown,
                is_chosen=nominee.pk in chosen,
                is_own=nominee.participant_id == juror.participant_id,
                is_named_by_me=any(story.nominator_id == juror.participant_id for story in stories),
            )
        )
    return found


def nominees_to_tell(most: int = MAIL_AT_ONCE) -> list[Nominee]:
    """Nominees whom a mail is to tell that kind words wait, held; rows that another worker holds are left to it."""
    owed = Nominee.objects.filter(unless_archived("award__program__"), is_to_be_told=True)
    rows = owed.select_for_update(of=("self",), skip_locked=True)
    wanted = rows.select_related("organization", "award__program", "participant__membership__user")
    return list(wanted.order_by("id")[:most])


def organizations_with_nominees_to_tell() -> list[UUID]:
    """Organizations in which somebody is to be told of kind words; needs unscoped()."""
    rows = (
        Nominee.objects.filter(unless_archived("award__program__"), is_to_be_told=True)
        .order_by()
        .values_list("organization_id", flat=True)
    )
    return sorted(set(rows.distinct()))
