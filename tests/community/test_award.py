"""The award: naming with limits, a jury without conflicts, kind words for all, a certificate."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from community.enums import AwardPhase
from community.models import Award, Nomination, Nominee, Vote
from community.selectors.award import candidates_for, juror_of, nominee_of, phase_of, usual_window
from community.services.award import (
    AwardRefused,
    AwardWords,
    KindWords,
    add_juror,
    announce,
    drop_juror,
    name_person,
    plan_award,
    show_evidence,
    take_back_naming,
    vote,
)
from community.services.award_mail import tell_nominees_of_kind_words
from community.services.leaving import detach_names
from network.selectors.interactions import waiting_for
from network.services.interactions import confirm_interaction, log_interaction
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn

OPENS, CLOSES = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
AFTER = CLOSES + timedelta(days=1)
KIND = KindWords("She put two chairs together.", ["brings people together"])


def planned(house: House, **more: Any) -> Award:
    words = {"title": "Connector", "about": "", "criteria": ["brings people together"], "opens_on": OPENS}
    words |= {"closes_on": CLOSES, "most_named": 2}
    award = plan_award(actor=house.ada.membership, program=house.program, words=AwardWords(**words | more), now=NOON)  # type: ignore[arg-type]
    award.program = house.program
    return award


def name(award: Award, nominator: Person, person: Person, words: KindWords = KIND) -> Nomination:
    return name_person(nominator=nominator.place, award=award, person=person.place, words=words, today=TODAY, now=NOON)


def judged(house: House, award: Award, yes: dict[str, str]) -> None:
    """Lets people judge: who says yes to whom."""
    people = {one: getattr(house, one, None) for one in {*yes, *yes.values()}}
    for juror_name, nominee_name in yes.items():
        person, chosen = people[juror_name], people[nominee_name]
        assert person is not None
        assert chosen is not None
        juror = add_juror(actor=house.ada.membership, award=award, person=person.place, now=NOON)
        nominee = nominee_of(award, chosen.place)
        assert nominee is not None
        vote(juror=juror, chosen=[nominee], today=AFTER, now=NOON)


@pytest.fixture
def more(inside: House) -> dict[str, Person]:
    """Three more people, so that a jury comes together."""
    return {one: make_person(one, "northlight", inside.program, department="Digital") for one in ("Noor", "Ole", "Pia")}


def jury_of_three(house: House, award: Award, more: dict[str, Person], person: Person) -> None:
    for one in more.values():
        juror = add_juror(actor=house.ada.membership, award=award, person=one.place, now=NOON)
        nominee = nominee_of(award, person.place)
        assert nominee is not None
        vote(juror=juror, chosen=[nominee], today=AFTER, now=NOON)


# peers D24
def test_naming_is_usual_in_the_eleventh_month(inside: House) -> None:
    begins, ends = usual_window(inside.program)

    assert (str(begins), str(ends)) == ("2026-11-12", "2026-12-12")


# peers 2.33
@pytest.mark.parametrize(
    ("days", "phase"),
    [(-4, AwardPhase.COMING), (-3, AwardPhase.NAMING), (3, AwardPhase.NAMING), (4, AwardPhase.JUDGING)],
)
def test_award_goes_through_its_window(days: int, phase: AwardPhase, inside: House) -> None:
    assert phase_of(planned(inside), TODAY + timedelta(days=days)) == phase


def test_there_is_one_award_at_a_time(inside: House) -> None:
    first = planned(inside)

    again = planned(inside, title="Another name")

    assert (again.pk, Award.objects.get().title) == (first.pk, "Another name")
    with pytest.raises(AwardRefused, match="closes before it opens"):
        planned(inside, closes_on=OPENS - timedelta(days=1))


# peers 2.34, C13: the rule tests
def test_nobody_names_themself(inside: House) -> None:
    with pytest.raises(AwardRefused, match="Nobody names themself"):
        name(planned(inside), inside.ben, inside.ben)


def test_each_person_names_so_many_and_may_change_their_words(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    name(award, inside.ben, inside.ada)
    name(award, inside.ben, inside.mira, KindWords("Other words", []))

    with pytest.raises(AwardRefused, match="named 2 already"):
        name(award, inside.ben, more["Noor"])

    assert Nomination.objects.count() == 2
    assert Nomination.objects.get(nominee__participant=inside.mira.place).story == "Other words"


def test_who_was_chosen_last_time_is_not_named_again(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    jury_of_three(inside, award, more, inside.mira)
    announce(actor=inside.ada.membership, award=award, today=AFTER, now=NOON)

    following = planned(inside)

    assert following.pk != award.pk
    with pytest.raises(AwardRefused, match="chosen last time"):
        name(following, inside.ben, inside.mira)
    assert name(following, inside.mira, inside.ben).pk


@pytest.mark.parametrize("day", [OPENS - timedelta(days=1), AFTER])
def test_nobody_is_named_outside_the_window(day: Any, inside: House) -> None:
    award = planned(inside)

    with pytest.raises(AwardRefused, match="window only"):
        name_person(nominator=inside.ben.place, award=award, person=inside.mira.place, words=KIND, today=day, now=NOON)


def test_people_of_the_sibling_program_and_who_left_are_not_named(inside: House) -> None:
    award = planned(inside)
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    for person in (inside.sam, inside.mira):
        with pytest.raises(AwardRefused, match="takes part in this program"):
            name(award, inside.ben, person)


# peers 2.34
def test_juror_chooses_neither_themself_nor_whom_they_named(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    name(award, inside.ada, inside.ben)
    juror = add_juror(actor=inside.ada.membership, award=award, person=inside.ben.place, now=NOON)
    mira, ben = nominee_of(award, inside.mira.place), nominee_of(award, inside.ben.place)
    assert mira is not None
    assert ben is not None

    for one in (mira, ben):
        with pytest.raises(AwardRefused, match="chooses themself or somebody they named"):
            vote(juror=juror, chosen=[one], today=AFTER, now=NOON)

    assert [one.is_barred for one in candidates_for(award, juror)] == [True, True]
    assert not Vote.objects.exists()


def test_jury_chooses_at_most_three_after_the_window(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside, most_named=5)
    for one in (inside.mira, *more.values()):
        name(award, inside.ben, one)
    juror = add_juror(actor=inside.ada.membership, award=award, person=inside.ada.place, now=NOON)
    nominees = list(Nominee.objects.order_by("id"))

    with pytest.raises(AwardRefused, match="at most 3"):
        vote(juror=juror, chosen=nominees, today=AFTER, now=NOON)
    with pytest.raises(AwardRefused, match="after the last day"):
        vote(juror=juror, chosen=nominees[:1], today=TODAY, now=NOON)
    vote(juror=juror, chosen=nominees[:3], today=AFTER, now=NOON)
    vote(juror=juror, chosen=nominees[3:], today=AFTER, now=NOON)

    assert [one.nominee_id for one in Vote.objects.all()] == [nominees[3].pk]


# peers C13
def test_jury_sees_how_somebody_connects_only_where_they_agreed(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    log_interaction(
        program=inside.program, author=inside.ada.place, partners=[inside.mira.place], happened_on=TODAY,
        today=TODAY, now=NOON,
    )  # fmt: skip
    confirm_interaction(partner_row=waiting_for(inside.mira.place)[0], now=NOON)
    juror = add_juror(actor=inside.ada.membership, award=award, person=more["Noor"].place, now=NOON)
    mira = nominee_of(award, inside.mira.place)
    assert mira is not None
    hidden = candidates_for(award, juror)[0].evidence

    show_evidence(nominee=mira, agrees=True, now=NOON)
    shown = candidates_for(award, juror)[0].evidence
    show_evidence(nominee=mira, agrees=False, now=NOON)

    assert (hidden, candidates_for(award, juror)[0].evidence) == (None, None)
    assert shown is not None
    assert (shown.people_count, shown.segment_count, shown.outside_count) == (1, 1, 1)


def test_announcement_waits_for_the_window_and_three_of_the_jury(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)

    with pytest.raises(AwardRefused, match="after the last day"):
        announce(actor=inside.ada.membership, award=award, today=TODAY, now=NOON)
    with pytest.raises(AwardRefused, match="At least 3"):
        announce(actor=inside.ada.membership, award=award, today=AFTER, now=NOON)
    jury_of_three(inside, award, more, inside.mira)
    announce(actor=inside.ada.membership, award=award, today=AFTER, now=NOON)
    with pytest.raises(AwardRefused, match="once"):
        announce(actor=inside.ada.membership, award=award, today=AFTER, now=NOON)


# peers 2.35
def test_everybody_who_was_named_is_told_once_and_reads_why(
    inside: House, more: dict[str, Person], sign_in: SignIn
) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    name(award, inside.mira, inside.ben, KindWords("He listens.", [], is_signed=False))
    jury_of_three(inside, award, more, inside.mira)
    words = inside.address(f"community/award/{award.public_id}/words/")
    before = sign_in(inside.ben).get(words).status_code

    announce(actor=inside.ada.membership, award=award, today=AFTER, now=NOON)
    told = [tell_nominees_of_kind_words(), tell_nominees_of_kind_words()]

    page = sign_in(inside.ben).get(words).content.decode()
    assert (before, told) == (404, [2, 0])
    assert "He listens." in page
    assert "Mira Tester" not in page.split("<main")[1].split("</main>")[0]
    assert sign_in(inside.ada).get(words).status_code == 404
    certificates = {
        one.participant_id: inside.address(f"community/award/certificates/{one.public_id}/")
        for one in Nominee.objects.all()
    }
    seen = [
        sign_in(person).get(certificates[whose.place.pk]).status_code
        for person, whose in ((inside.mira, inside.mira), (inside.ada, inside.mira), (inside.ben, inside.mira),
                              (inside.ben, inside.ben))
    ]  # fmt: skip
    assert seen == [200, 200, 404, 404]


def test_mail_goes_after_commit_and_holds_no_word_of_it(
    northlight: House, django_capture_on_commit_callbacks: Any
) -> None:
    with northlight.open():
        award = planned(northlight)
        name(award, northlight.ben, northlight.mira)
        Nominee.objects.update(is_to_be_told=True)
    with django_capture_on_commit_callbacks(execute=True), northlight.open():
        tell_nominees_of_kind_words()

    assert [one.to for one in mail.outbox] == [[northlight.mira.user.email]]
    assert "two chairs" not in mail.outbox[0].body


def test_naming_is_taken_back_while_people_may_be_named(inside: House) -> None:
    award = planned(inside)
    nomination = name(award, inside.ben, inside.mira)
    with pytest.raises(AwardRefused, match="stays"):
        take_back_naming(nomination=nomination, today=AFTER, now=NOON)

    take_back_naming(nomination=nomination, today=TODAY, now=NOON)

    assert not Nominee.objects.exists()


def test_juror_who_is_taken_out_takes_their_votes_along(inside: House, more: dict[str, Person]) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    jury_of_three(inside, award, more, inside.mira)
    juror = juror_of(award, more["Ole"].place)
    assert juror is not None

    drop_juror(actor=inside.ada.membership, juror=juror, now=NOON)

    assert Vote.objects.count() == 2


def test_words_of_who_left_stay_without_their_name(inside: House) -> None:
    award = planned(inside)
    name(award, inside.ben, inside.mira)
    withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON)

    row = Nomination.objects.get()
    assert (row.nominator_id, row.is_signed, row.story) == (None, False, KIND.story)


# --- pages


def test_award_is_planned_named_and_judged_by_its_pages(northlight: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    plan = {"title": "Connector", "criteria": "brings people together\n\nlistens", "opens_on": OPENS.isoformat()}
    empty = ben.get(northlight.address("community/award/")).content.decode()

    ada.post(northlight.address("community/award/plan/"), plan | {"closes_on": CLOSES.isoformat(), "most_named": 2})
    with northlight.open():
        award = Award.objects.get()
    naming = northlight.address(f"community/award/{award.public_id}/name/")
    found = ben.get(naming, {"q": "Mir"}).content.decode()
    who = {"person": str(northlight.mira.place.public_id)}
    response = ben.post(naming, who | {"story": "Two chairs.", "fits": ["listens"], "is_signed": "on"}, follow=True)

    assert "Nobody is being looked for yet" in empty
    assert award.criteria == ["brings people together", "listens"]
    assert str(northlight.mira.place.public_id) in found
    assert "They read your words when it is announced" in response.content.decode()
    assert "Somebody named you" in sign_in(northlight.mira).get(northlight.address("community/")).content.decode()
    assert "Two chairs" not in sign_in(northlight.mira).get(northlight.address("community/award/")).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"story": "x", "person": ""}, "Choose whom you want to name"),
        ({"story": ""}, "Tell of one moment"),
        ({"story": "x", "fits": ["is rich"]}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said(words: dict[str, Any], said: str, northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        award = planned(northlight)
    sent = {"person": str(northlight.mira.place.public_id)} | words

    response = sign_in(northlight.ben).post(northlight.address(f"community/award/{award.public_id}/name/"), sent)

    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_page_names_no_juror_to_others(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        award = planned(northlight)
        name(award, northlight.ben, northlight.mira)
        add_juror(actor=northlight.ada.membership, award=award, person=northlight.ada.place, now=NOON)

    page = sign_in(northlight.ben).get(northlight.address("community/award/")).content.decode()

    assert "Ada Tester" not in page.split("<main")[1].split("</main>")[0]
    assert (
        sign_in(northlight.ben).get(northlight.address(f"community/award/{award.public_id}/vote/")).status_code == 404
    )
