"""Thanks: for one act, read by others when both sides say so, added up nowhere; the newsletter of a month."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from community.enums import Entry, Reach
from community.models import Thanks
from community.selectors.thanks import newsletter_of, shared_thanks, thanks_for, unanswered_thanks
from community.services.groups import found_group, join_group, leave_group
from community.services.leaving import detach_names
from community.services.posts import choose_held_words
from community.services.stories import StoryWords, approve_story, tell_story
from community.services.thanks import ThanksRefused, answer_thanks, give_thanks
from network.models import Interaction, Tie
from network.services.interactions import block_person
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn

DAY = timedelta(days=1)


def thank(giver: Person, to: object, act: str = "Carried the chairs", *, is_for_all: bool = True) -> Thanks:
    words = {"act": act, "happened_on": TODAY, "is_for_all": is_for_all, "today": TODAY, "now": NOON}
    return give_thanks(giver=giver.place, to=to, **words)  # type: ignore[arg-type]


# peers D65
@pytest.mark.parametrize(("giver_says", "other_says"), [(True, True), (True, False), (False, True), (False, False)])
def test_others_read_it_when_both_sides_say_so(giver_says: bool, other_says: bool, inside: House) -> None:
    thanks = thank(inside.ben, inside.mira.place, is_for_all=giver_says)
    before = shared_thanks(inside.program).exists()

    answer_thanks(thanks=thanks, actor=inside.mira.place, agrees=other_says, now=NOON)

    told = bool(newsletter_of(inside.program, 6, NOON).thanks)
    assert (before, shared_thanks(inside.program).exists(), told) == (
        False,
        giver_says and other_says,
        giver_says and other_says,
    )


# peers D65: never silently a tie, and no count anywhere
def test_thanks_is_no_tie_and_offers_to_log(inside: House, sign_in: SignIn) -> None:
    thanks = thank(inside.ben, inside.mira.place)
    answer_thanks(thanks=thanks, actor=inside.mira.place, agrees=True, now=NOON)

    page = sign_in(inside.mira).get(inside.address("community/thanks/")).content.decode()

    assert not Tie.objects.exists()
    assert not Interaction.objects.exists()
    assert f"log/?with={inside.ben.place.public_id}" in page


def test_thanks_is_for_a_real_act_of_somebody_else(inside: House) -> None:
    choose_held_words(actor=inside.ada.membership, program=inside.program, terms=["lazy"], now=NOON)
    said = {"happened_on": TODAY, "is_for_all": True, "today": TODAY, "now": NOON}

    for act, on, word in ((" ", TODAY, "in a sentence"), ("x" * 301, TODAY, "in a sentence"),
                          ("So lazy", TODAY, "in others"), ("Chairs", TODAY + DAY, "earlier day")):  # fmt: skip
        with pytest.raises(ThanksRefused, match=word):
            give_thanks(giver=inside.ben.place, to=inside.mira.place, act=act, **said | {"happened_on": on})
    with pytest.raises(ThanksRefused, match="somebody else"):
        thank(inside.ben, inside.ben.place)
    for _number in range(5):
        thank(inside.ben, inside.mira.place)
    with pytest.raises(ThanksRefused, match="for tomorrow"):
        thank(inside.ben, inside.mira.place)


def test_database_knows_one_receiver(inside: House) -> None:
    said = {"program": inside.program, "giver": inside.ben.place, "act": "Soup", "happened_on": TODAY, "given_at": NOON}
    group = found_group(founder=inside.ada.place, name="Cooks", about="", entry=Entry.OPEN, now=NOON)

    for receivers in ({}, {"participant": inside.mira.place, "group": group}):
        with pytest.raises(IntegrityError, match="thanks_to_one"), transaction.atomic():
            Thanks.objects.create(**said, **receivers)


# peers D66: a group is thanked, not its people one by one
def test_group_is_thanked_and_who_manages_it_agrees(inside: House) -> None:
    group = found_group(founder=inside.mira.place, name="Walkers", about="", entry=Entry.OPEN, now=NOON)
    join_group(group=group, participant=inside.ada.place, now=NOON)
    thanks = thank(inside.ben, group, "Mended the path")

    found = [[one.pk for one in unanswered_thanks(who.place)] for who in (inside.mira, inside.ada, inside.ben)]
    answer_thanks(thanks=thanks, actor=inside.mira.place, agrees=True, now=NOON)
    draft = newsletter_of(inside.program, 6, NOON)

    assert (found, [one.pk for one in draft.group_thanks], draft.thanks) == ([[thanks.pk], [], []], [thanks.pk], [])
    leave_group(group=group, participant=inside.mira.place, now=NOON)
    assert [one.pk for one in thanks_for(inside.ada.place)] == [thanks.pk]


def test_who_is_kept_out_thanks_nobody_and_who_left_is_named_nowhere(inside: House) -> None:
    block_person(blocker=inside.mira.place, blocked=inside.ada.place, now=NOON)
    thank(inside.ada, inside.mira.place)
    kept = thank(inside.ben, inside.mira.place)
    thank(inside.mira, inside.ben.place)

    seen = [one.pk for one in thanks_for(inside.mira.place)]
    withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)
    detach_names(now=NOON)

    kept.refresh_from_db()
    assert (seen, kept.giver_id, Thanks.objects.filter(participant=inside.ben.place).exists()) == (
        [kept.pk],
        None,
        False,
    )


# peers D65: the newsletter tells what people agreed to, of its month
def test_newsletter_tells_stories_of_its_month_that_people_gave(inside: House) -> None:
    told = {}
    for title, reach, at in (("A walk", Reach.COMMUNITY, NOON), ("A secret", Reach.FACILITATORS, NOON),
                             ("Unread", Reach.COMMUNITY, NOON), ("Old", Reach.PUBLIC, NOON - 60 * DAY)):  # fmt: skip
        words = StoryWords(title=title, text="We went round the lake.", reach=reach)
        told[title] = tell_story(teller=inside.ben.place, words=words, on=at.date(), now=at)
        if title != "Unread":
            told[title].refresh_from_db()
            if reach != Reach.FACILITATORS:
                approve_story(actor=inside.ada.membership, story=told[title], revision=told[title].revision, now=at)

    month = newsletter_of(inside.program, 6, NOON)

    assert ([one.title for one in month.stories], month.begins_on) == (["A walk"], date(2026, 6, 12))
    assert [one.title for one in newsletter_of(inside.program, 4, NOON).stories] == ["Old"]
    assert newsletter_of(inside.program, 2, NOON).is_empty


# peers D65
def test_thanks_goes_its_way_by_the_pages(northlight: House, sign_in: SignIn) -> None:
    ben, mira, ada = (sign_in(one) for one in (northlight.ben, northlight.mira, northlight.ada))
    listed = northlight.address("community/thanks/")
    to_mira = f"{listed}person/{northlight.mira.place.public_id}/"
    found = ben.get(listed + "?q=mir").content.decode()
    empty = ben.post(to_mira, {"act": "", "happened_on": "soon"})
    said = ben.post(to_mira, {"act": "You <b>stayed</b>", "happened_on": str(TODAY - DAY), "is_for_all": "on"})
    home = mira.get(northlight.address()).content.decode()
    with northlight.open():
        thanks = Thanks.objects.get()
    one = f"{listed}{thanks.public_id}/"

    refused = [ada.post(one + "answer/").status_code, ben.post(one + "answer/").status_code]
    refused.append(mira.post(one + "take-back/").status_code)
    mira.post(one + "answer/", {"agrees": "1"})
    read = ada.get(listed).content.decode()
    gone = mira.get(northlight.address()).content.decode()
    ben.post(one + "take-back/")

    assert (to_mira in found, empty.status_code, said["Location"]) == (True, 422, listed)
    assert "You &lt;b&gt;stayed&lt;/b&gt;" in home
    assert "says thank you" not in gone
    assert ("You &lt;b&gt;stayed" in read, refused) == (True, [404, 404, 404])
    with northlight.open():
        assert not Thanks.objects.exists()
