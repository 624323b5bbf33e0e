"""Reads of the community's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from belonging.core import clock
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership
from community.enums import AwardPhase
from community.models import Award, Post, Story, Thanks
from community.selectors.around_posts import held_posts
from community.selectors.award import latest_award, nominee_of, phase_of
from community.selectors.benefits import BenefitPicture, benefit_picture
from community.selectors.buddies import BuddyPage, buddy_page, unmet_welcomes
from community.selectors.groups import GroupLine, group_lines, newest_posts, open_reports
from community.selectors.stories import current_quarter, question_of, readable_stories, waiting_stories
from community.selectors.thanks import shared_thanks
from network.selectors.introductions import Offer, offers_for
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from programs.models import Participant, Program

NEWEST_STORIES = 3
NEWEST_POSTS = 3
NEWEST_THANKS = 2
GROUPS_SHOWN = 5


@dataclass(frozen=True)
class HubPage:
    """The community at a glance."""

    question: str
    stories: list[Story]
    award: Award | None
    award_phase: AwardPhase | None
    is_named: bool  # this person, in that award
    groups: list[GroupLine]
    posts: list[Post]
    thanks: list[Thanks]  # that everybody may read
    picture: BenefitPicture
    introductions: list[Offer]  # of this person, that wait for a word or were named
    welcoming: BuddyPage | None  # None for those who take no part
    waiting_count: int  # of the editors' queue; 0 for those who do not run the program
    look_count: int  # what was reported or waits for a look; 0 for those who do not run the program
    unmet_count: int  # newcomers nobody has greeted; 0 for those who do not run the program


def hub_page(program: Program, membership: Membership, me: Participant | None, now: datetime) -> HubPage:
    """What the community's first page shows a person."""
    today: date = clock.today(program.time_zone, now)
    award, leads = latest_award(program), may_facilitate(membership, Duty.COMMUNITY)
    return HubPage(
        award=award,
        award_phase=phase_of(award, today) if award else None,
        is_named=award is not None and me is not None and nominee_of(award, me) is not None,
        question=question_of(program, current_quarter(program, today)),
        groups=[line for line in group_lines(program, membership, me, today) if not line.is_over][:GROUPS_SHOWN],
        posts=newest_posts(program, membership, me, NEWEST_POSTS),
        thanks=list(shared_thanks(program)[:NEWEST_THANKS]),
        picture=benefit_picture(program),
        introductions=offers_for(program, me, now) if me else [],
        stories=list(readable_stories(program, membership, me)[:NEWEST_STORIES]),
        welcoming=buddy_page(program, me) if me else None,
        waiting_count=waiting_stories(program).count() if leads else 0,
        look_count=len(open_reports(program)) + len(held_posts(program)) if leads else 0,
        unmet_count=len(unmet_welcomes(program, membership, now)) if leads else 0,
    )
