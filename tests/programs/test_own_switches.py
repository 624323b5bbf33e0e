"""What people choose for themselves: given, taken back and given again, and what reads it never lags behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from belonging.tenancy.models import AuditEntry
from community.enums import Reach, SummaryRhythm
from community.models import Nominee, Story
from community.selectors.award import candidates_for, juror_of
from community.selectors.buddies import free_offers
from community.selectors.stories import readable_stories
from community.selectors.summaries import due_wishes
from community.services.award import add_juror, show_evidence
from community.services.buddies import offer_to_welcome, stop_welcoming
from community.services.stories import StoryWords, approve_story, set_reach, tell_story
from community.services.summaries import choose_summaries
from mentoring.selectors.rounds import free_people
from mentoring.services.profiles import opt_out
from network.selectors.maps import unwelcome_to
from network.selectors.round_fields import round_field
from network.services.introductions import set_introduction_wish
from network.services.mentions import set_findable
from programs.enums import ASKED_ON_ITS_OWN, AgreementKind, Purpose
from programs.models import Consent, PurposeConsent
from programs.rules import PURPOSES
from programs.selectors.agreements import agreement_page, unsaid_count
from programs.selectors.consents import texts_agreed_to
from programs.services.agreements import agree, take_back_yes, write_agreement
from tests.cast import NOON, TODAY, House
from tests.community.test_award import name, planned
from tests.conftest import SignIn
from tests.mentoring.people import opted_in
from tests.programs.arriving import write

STEPS = (True, False, False, True, True, False)


@dataclass(frozen=True)
class Switch:
    """How Ben turns something on or off, and whether what reads it takes him in."""

    turn: Callable[[House, bool, int], object]
    reads: Callable[[House], bool]
    verb: str
    purpose: Purpose | None = None  # where the words beside it are kept


def turn_findable(house: House, on: bool, hour: int) -> None:
    set_findable(participant=house.ben.place, is_findable=on, on=TODAY, now=at(hour))


def is_findable(house: House) -> bool:
    return house.ben.place.pk not in unwelcome_to(house.mira.place, [house.ben.place])


def turn_introductions(house: House, on: bool, hour: int) -> None:
    until = None if on else TODAY + timedelta(days=90)
    set_introduction_wish(participant=house.ben.place, most_at_once=1, paused_until=until, now=at(hour))


def is_introduced(house: House) -> bool:
    found = round_field(house.program, TODAY, NOON)
    return bool(found.field.room[list(found.ids).index(house.ben.place.pk)])


def turn_mentoring(house: House, on: bool, hour: int) -> None:
    if on:
        opted_in(house.ben, now=at(hour))
    else:
        opt_out(participant=house.ben.place, now=at(hour))


def is_paired(house: House) -> bool:
    return str(house.ben.place.pk) in {one.id for one in free_people(house.program, TODAY)}


def turn_welcoming(house: House, on: bool, hour: int) -> None:
    if on:
        offer_to_welcome(participant=house.ben.place, most=1, now=at(hour))
    else:
        stop_welcoming(participant=house.ben.place, now=at(hour))


def is_asked_to_welcome(house: House) -> bool:
    offers = free_offers(house.program, house.mira.place, [])
    return house.ben.place.pk in set(offers.values_list("participant", flat=True))


def turn_story(house: House, on: bool, hour: int) -> None:
    story = Story.objects.filter(teller=house.ben.place).first()
    if story is None:
        words = StoryWords("A bench", "We sat down.", Reach.FACILITATORS)
        story = tell_story(teller=house.ben.place, words=words, on=TODAY, now=at(hour))
    story = set_reach(story=story, reach=Reach.COMMUNITY if on else Reach.FACILITATORS, now=at(hour))
    if on and story.state != "approved":
        approve_story(actor=house.ada.membership, story=story, revision=story.revision, now=at(hour))


def is_read(house: House) -> bool:
    return readable_stories(house.program, house.mira.membership, house.mira.place).exists()


def turn_evidence(house: House, on: bool, hour: int) -> None:
    nominee = Nominee.objects.filter(participant=house.ben.place).select_related("award").first()
    if nominee is None:
        award = planned(house)
        name(award, house.mira, house.ben)
        add_juror(actor=house.ada.membership, award=award, person=house.ada.place, now=NOON)
        nominee = Nominee.objects.get(participant=house.ben.place)
    show_evidence(nominee=nominee, agrees=on, now=at(hour))


def is_shown_to_the_jury(house: House) -> bool:
    award = Nominee.objects.get(participant=house.ben.place).award
    juror = juror_of(award, house.ada.place)
    assert juror is not None
    return candidates_for(award, juror)[0].evidence is not None


def turn_summaries(house: House, on: bool, hour: int) -> None:
    rhythm = SummaryRhythm.WEEKLY if on else SummaryRhythm.NONE
    choose_summaries(participant=house.ben.place, rhythm=rhythm, quiet_from=20, quiet_until=8, now=at(hour))


def is_written_to(house: House) -> bool:
    return house.ben.place.pk in {one.participant_id for one in due_wishes(NOON + timedelta(days=30), 0, 100)}


def turn_text(house: House, on: bool, hour: int) -> None:
    text = agreement_page(house.program, house.ben.place, NOON).others[0].agreement
    assert text is not None
    if on:
        agree(participant=house.ben.place, agreements=[text], now=at(hour))
    else:
        take_back_yes(participant=house.ben.place, agreement=text, now=at(hour))


def is_counted_as_agreed(house: House) -> bool:
    page, waits = agreement_page(house.program, house.ben.place, NOON), unsaid_count(house.ben.place)
    said = (page.others[0].is_agreed, page.others[0].yes_count == 1, waits == 0)
    assert len(set(said)) == 1, said
    return said[0]


SWITCHES = (
    Switch(turn_findable, is_findable, "map."),
    Switch(turn_introductions, is_introduced, "introduction.wish_set"),
    Switch(turn_mentoring, is_paired, "mentoring.opted", Purpose.PAIRED),
    Switch(turn_welcoming, is_asked_to_welcome, "role"),
    Switch(turn_story, is_read, "story.reach_set", Purpose.STORY_READ),
    Switch(turn_evidence, is_shown_to_the_jury, "award.evidence", Purpose.SEEN_BY_JURY),
    Switch(turn_summaries, is_written_to, "summaries.chosen"),
    Switch(turn_text, is_counted_as_agreed, "agreement."),
)


def at(hour: int) -> datetime:
    return NOON + timedelta(hours=hour)


# security P5
def test_what_reads_a_choice_follows_each_turn_of_it(northlight: House) -> None:
    behind, unwritten = [], []
    with northlight.open():
        write(northlight.program, AgreementKind.NORMS, "Kind words.")
        for switch in SWITCHES:
            for hour, on in enumerate(STEPS):
                switch.turn(northlight, on, hour)
                if switch.reads(northlight) != on:
                    behind.append(f"{switch.turn.__name__} {hour}")
            written = set(AuditEntry.objects.filter(verb__contains=switch.verb).values_list("at", flat=True))
            changes = {at(hour) for hour, on in enumerate(STEPS) if on != (STEPS[hour - 1] if hour else False)}
            if not changes <= written:
                unwritten.append(f"{switch.turn.__name__} {sorted(changes - written)}")

            if switch.purpose:
                rows = PurposeConsent.objects.filter(participant=northlight.ben.place, purpose=switch.purpose)
                spans = list(rows.order_by("given_at").values_list("given_at", "ended_at"))
                kept = all(row.text.startswith(PURPOSES[switch.purpose].text) for row in rows)
                if spans != [(at(0), at(1)), (at(3), at(5))] or not kept:
                    unwritten.append(f"{switch.turn.__name__} {spans}")

    print(f"P5: {len(SWITCHES)} choices turned {len(STEPS)} times each, {len(behind)} of their readers behind")
    assert (behind, unwritten) == ([], [])


# security P5
def test_the_words_that_are_kept_are_those_of_the_page(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        turn_evidence(northlight, True, 0)
        turn_story(northlight, True, 0)
    ben, pages = sign_in(northlight.ben), {
        Purpose.STORY_READ: "community/stories/tell/",
        Purpose.SEEN_BY_JURY: "community/award/",
        Purpose.PAIRED: "mentoring/join/",
    }  # fmt: skip

    for purpose, page in pages.items():
        shown = ben.get(northlight.address(page), follow=True).content.decode()
        assert str(PURPOSES[purpose].asks) in shown
        assert str(PURPOSES[purpose].explains) in shown

    own = ben.get(northlight.address("consents/")).content.decode()
    assert (own.count("A story of mine that others read"), "everybody in this program" in own) == (1, True)
    assert own.count("What a jury sees of me") == 1
    assert {*pages, *ASKED_ON_ITS_OWN} == set(Purpose)


# security P5
# peers D38
def test_a_yes_to_a_text_is_taken_back_and_given_again(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        text = write(northlight.program, AgreementKind.NORMS, "First words.")
        agree(participant=northlight.ben.place, agreements=[text], now=NOON)
    ben, page = sign_in(northlight.ben), northlight.address("consents/")
    sent = {"texts": str(text.public_id)}

    back = ben.post(northlight.address("agreements/take-back/"), sent, follow=True).content.decode()
    waits = ben.get(northlight.address("agreements/")).content.decode()
    ben.post(northlight.address("agreements/agree/"), sent)

    assert "Taken back. It ends at once." in back
    assert "One text waits for your yes." in waits
    with northlight.open():
        write_agreement(
            actor=northlight.ada.membership, program=northlight.program, kind=AgreementKind.NORMS, title="Norms",
            text="Second words.", now=NOON,
        )  # fmt: skip
        spans = [(row.agreement.text, row.ended_at is None) for row in texts_agreed_to(northlight.ben.place)]
        assert sorted(spans) == [("First words.", False), ("First words.", True)]
        assert Consent.objects.count() == 2
    assert "First words." in ben.get(northlight.address("agreements/norms/")).content.decode()
    assert ben.get(page).content.decode().count("Take it back") == 1
    assert ben.post(northlight.address("agreements/take-back/"), {"texts": "x"}).status_code == 404
    assert sign_in(northlight.una).post(northlight.address("agreements/take-back/"), sent).status_code == 404
