"""Reads of the community's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from belonging.core import clock
from belonging.core.prepared import Slot
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere
from community.enums import AwardPhase
from community.models import Award, Benefit, BuddyOffer, Post, Story, StoryQuestion, Thanks, Welcome
from community.selectors.around_posts import held_posts
from community.selectors.award import latest_award, nominee_of, phase_of
from community.selectors.buddies import unmet_welcomes, welcomes_around
from community.selectors.groups import NOBODY, GroupName, group_names, named, newest_posts, open_reports
from community.selectors.stories import current_quarter, newest_stories, usual_question, waiting_stories
from community.selectors.thanks import newest_shared_thanks
from network.selectors.introductions import open_sides
from programs.rules import may_facilitate
from programs.selectors.programs import program_rows

if TYPE_CHECKING:
    from programs.models import Participant, Program

GROUPS_SHOWN = 5


@dataclass(frozen=True)
class HubPage:
    """The community at a glance."""

    question: str
    stories: list[Story]
    award: Award | None
    award_phase: AwardPhase | None
    is_named: bool  # this person, in that award
    groups: list[GroupName]
    posts: list[Post]
    thanks: list[Thanks]  # that everybody may read
    benefit_count: int  # things that came of it
    introduction_count: int  # of this person, that wait for a word or were named
    welcoming: Welcoming
    waiting_count: int  # of the editors' queue; 0 for those who do not run the program
    look_count: int  # what was reported or waits for a look; 0 for those who do not run the program
    unmet_count: int  # newcomers nobody has greeted; 0 for those who do not run the program


@dataclass(frozen=True)
class Welcoming:
    """What welcoming says to a person: how many they look after, who looks after them, and whether they offer to."""

    looked_after_count: int
    buddy: Participant | None
    offers: bool


@dataclass(frozen=True)
class _News:
    """What there is for a person, in one row of one statement."""

    question: str | None
    groups: list[dict[str, str | None]]
    benefit_count: int | None
    introduction_count: int | None
    has_award: bool
    has_welcomes: bool
    offers: bool


def _news() -> QuerySet[Program, Any]:
    me, here = Slot("me"), OuterRef("pk")
    question = StoryQuestion.objects.filter(program=here, quarter=Slot("quarter")).order_by("id").values("text")
    return program_rows(Slot("program")).values_list(
        Subquery(question[:1]),
        group_names(GROUPS_SHOWN),
        _count(Benefit.objects.filter(program=here), "program"),
        _count(open_sides(me), "participant"),
        Exists(Award.objects.filter(program=here)),
        Exists(Welcome.objects.filter(Q(buddy_id=me) | Q(newcomer_id=me), program=here, ended_at=None)),
        Exists(BuddyOffer.objects.filter(participant_id=me)),
    )


def _count(rows: QuerySet[Any], by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(count=Count("pk")).values("count"))


_NEWS = PreparedHere(_news)


def hub_page(program: Program, membership: Membership, me: Participant | None, now: datetime) -> HubPage:
    """What the community's first page shows a person."""
    today: date = clock.today(program.time_zone, now)
    leads, quarter = may_facilitate(membership, Duty.COMMUNITY), current_quarter(program, today)
    mine = me.pk if me else NOBODY
    (row,) = _NEWS.tuples(program=program.pk, me=mine, leads=leads, today=today, quarter=quarter)
    news = _News(*row)
    award = latest_award(program) if news.has_award else None
    return HubPage(
        award=award,
        award_phase=phase_of(award, today) if award else None,
        is_named=award is not None and me is not None and nominee_of(award, me) is not None,
        question=usual_question(quarter) if news.question is None else news.question,
        groups=named(news.groups),
        posts=newest_posts(program, membership, me),
        thanks=newest_shared_thanks(program),
        benefit_count=news.benefit_count or 0,
        introduction_count=news.introduction_count or 0,
        stories=newest_stories(program, membership, me),
        welcoming=_welcoming(program, me, news),
        waiting_count=waiting_stories(program).count() if leads else 0,
        look_count=len(open_reports(program)) + len(held_posts(program)) if leads else 0,
        unmet_count=len(unmet_welcomes(program, membership, now)) if leads else 0,
    )


def _welcoming(program: Program, me: Participant | None, news: _News) -> Welcoming:
    around = welcomes_around(program, me) if me and news.has_welcomes else []
    return Welcoming(
        looked_after_count=sum(one.buddy_id == me.pk for one in around) if me else 0,
        buddy=next((one.buddy for one in around if me and one.newcomer_id == me.pk), None),
        offers=news.offers,
    )
