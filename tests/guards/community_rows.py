"""What a person said in the community, in each table of it, for the guards."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from community.enums import Reach
from community.models import (
    Award,
    Benefit,
    BenefitSide,
    BuddyOffer,
    Coding,
    FirstTour,
    FollowUp,
    Group,
    GroupSeat,
    HeldWord,
    HelpAsk,
    HelpRequest,
    Juror,
    NamedIn,
    NetworkContact,
    Nod,
    Nomination,
    Nominee,
    OtherNetwork,
    Picture,
    Post,
    ProfileLine,
    ProjectNetwork,
    ProjectStep,
    Prompt,
    Report,
    Seed,
    Sharing,
    SharingNote,
    SharingSeat,
    Story,
    StoryQuestion,
    StoryRound,
    SummaryMail,
    SummaryWish,
    Thanks,
    Theme,
    Vote,
    Wall,
    WallNote,
    Welcome,
)
from community.services.stories import StoryWords, tell_story
from programs.models import Participant, Program
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class CommunityRows:
    """What stands in a program's community."""

    story: Story
    award: Award
    nominee: Nominee
    nomination: Nomination
    juror: Juror
    group: Group
    seat: GroupSeat  # of who asks to come in
    post: Post
    report: Report
    held: Post
    sharing: Sharing  # in twos, the teller and the other at one table
    thanks: Thanks  # to the other, by the teller
    prompt: Prompt  # asked, with an answer
    answer: Post
    seed: Seed  # of the teller
    welcome: Welcome  # of the other, by the teller
    theme: Theme
    wall: Wall
    note_on: WallNote  # of the teller
    benefit: Benefit  # of the teller
    side: BenefitSide  # the other, asked
    other: OtherNetwork
    project: Group  # of the teller, until two months from now
    project_step: ProjectStep  # taken by the teller
    wanted: HelpRequest  # of the teller
    asked: HelpAsk  # of the other


def plant_community(program: Program, teller: Participant, other: Participant) -> CommunityRows:
    """One row at least of every table of the community, by two people who know each other."""
    told = _stories_and_awards(program, teller, other)
    acts = _acts(program, teller, other, told["story"]) | _walls_and_benefits(program, teller, other)
    return CommunityRows(**told, **_groups(program, teller, other), **acts)


def _stories_and_awards(program: Program, teller: Participant, other: Participant) -> dict[str, Any]:
    """A story that waits for its editor, and an award in which one person named the other and sits in the jury."""
    StoryQuestion.objects.create(program=program, quarter=2, text="Who made it easy?")
    act = {"act": "Ask one person a week.", "owner": teller.membership, "due_on": TODAY}
    StoryRound.objects.create(program=program, quarter=1, seen="People wait to be asked.", **act)
    words = StoryWords(title="A walk", text="We went round the lake.", reach=Reach.COMMUNITY)
    story = tell_story(teller=teller, words=words, on=TODAY, now=NOON)
    week = timedelta(days=7)
    award = Award.objects.create(
        program=program, title="Community Connector", criteria=["A hole"], opens_on=TODAY - week, closes_on=TODAY + week
    )
    nominee = Nominee.objects.create(award=award, participant=other)
    nomination = Nomination.objects.create(nominee=nominee, nominator=teller, story="Always there.", named_at=NOON)
    juror = Juror.objects.create(award=award, participant=teller)
    Vote.objects.create(juror=juror, nominee=nominee)
    return {"story": story, "award": award, "nominee": nominee, "nomination": nomination, "juror": juror}


def _groups(program: Program, teller: Participant, other: Participant) -> dict[str, Any]:
    """A group with an answered and reported post, one that waits for a look, and a prompt."""
    group = Group.objects.create(program=program, name="Walkers", entry="request")
    GroupSeat.objects.create(group=group, participant=teller, state="in", is_manager=True)
    seat = GroupSeat.objects.create(group=group, participant=other, state="asks")
    post = Post.objects.create(group=group, author=teller, text="Who walks on Friday?", written_at=NOON)
    answer = Post.objects.create(group=group, parent=post, author=teller, text="I do.", written_at=NOON)
    prompt = Prompt.objects.create(group=group, asker=other, question="Who walks?", goes_on=TODAY, post=post)
    seed = Seed.objects.create(prompt=prompt, participant=teller)
    FollowUp.objects.create(answer=answer, move="asked", made_at=NOON)
    report = Report.objects.create(post=post, reporter=other, reason="A hole", reported_at=NOON)
    held = Post.objects.create(group=group, author=teller, text="A hole to look at", written_at=NOON, held_at=NOON)
    Picture.objects.create(post=post, content=b"A hole", media_type="image/png", width=1, height=1, shows="A hole")
    Nod.objects.create(post=post, participant=other, kind="helps")
    NamedIn.objects.create(post=post, participant=other, named_by=teller, named_at=NOON)
    HeldWord.objects.create(program=program, term="hedge")
    found = {"group": group, "seat": seat, "post": post, "answer": answer, "prompt": prompt}
    return found | {"seed": seed, "report": report, "held": held}


def _acts(program: Program, teller: Participant, other: Participant, story: Story) -> dict[str, Any]:
    """Thanks, a table of two, a welcome, a card, a coded story and a summary that went."""
    thanks = Thanks.objects.create(
        program=program, giver=teller, participant=other, act="A hole mended", happened_on=TODAY, is_for_all=True,
        given_at=NOON,
    )  # fmt: skip
    sharing = Sharing.objects.create(program=program, question="What for?", stage="pairs", opened_at=NOON)
    for place, person in enumerate((teller, other), 1):
        SharingSeat.objects.create(sharing=sharing, participant=person, place=place, pair=1, four=1)
    SharingNote.objects.create(sharing=sharing, stage="pairs", table=1, text="A hole", written_at=NOON)
    BuddyOffer.objects.create(participant=teller, most=1, offered_at=NOON)
    welcome = Welcome.objects.create(
        program=program, newcomer=other, buddy=teller, began_at=NOON - timedelta(days=2), buddy_since=NOON
    )
    ProfileLine.objects.create(participant=teller, field="help", text="Bread", plain="bread")
    theme = Theme.objects.create(program=program, name="Inclusion", terms=["welcome"])
    Coding.objects.create(
        program=program, kind="story", source=story.public_id, coder=other.membership, themes=[str(theme.public_id)]
    )
    wish = SummaryWish.objects.create(participant=teller, told_until=NOON)
    SummaryMail.objects.create(wish=wish, subject="Written", text="A hole", written_at=NOON, sent_at=NOON)
    return {"thanks": thanks, "sharing": sharing, "welcome": welcome, "theme": theme}


def _walls_and_benefits(program: Program, teller: Participant, other: Participant) -> dict[str, Any]:
    """A wall with a note, something told with the other in it, a network the teller knows the way to, a project."""
    wall = Wall.objects.create(program=program, title="A hole", left="What emerged?", right="And now?", opened_at=NOON)
    note = WallNote.objects.create(wall=wall, author=teller, side="left", text="A hole", heading="H", written_at=NOON)
    network = OtherNetwork.objects.create(program=program, name="Hedge layers")
    NetworkContact.objects.create(network=network, participant=teller)
    benefit = Benefit.objects.create(
        program=program, teller=teller, kind="micro", text="A hole mended", happened_on=TODAY, network=network,
        is_for_all=True, told_at=NOON,
    )  # fmt: skip
    side = BenefitSide.objects.create(benefit=benefit, participant=other, part="with")
    FirstTour.objects.create(participant=teller, ease="at_ease", partner=other, began_at=NOON)
    wanted = HelpRequest.objects.create(asker=teller, topic="holes", text="A hole to mend", asked_at=NOON)
    asked = HelpAsk.objects.create(request=wanted, participant=other, asked_at=NOON)
    ends_on = TODAY + timedelta(days=60)
    project = Group.objects.create(program=program, name="Hole menders", goal="A hole mended", ends_on=ends_on)
    GroupSeat.objects.create(group=project, participant=teller, state="in", is_manager=True)
    step = ProjectStep.objects.create(group=project, text="Find the hole", taken_by=teller)
    ProjectNetwork.objects.create(group=project, network=network)
    found = {"wanted": wanted, "asked": asked, "project": project, "project_step": step}
    return found | {"wall": wall, "note_on": note, "benefit": benefit, "side": side, "other": network}
