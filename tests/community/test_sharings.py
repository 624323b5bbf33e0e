"""Alone, two, four, all: drawn from people who have not met, nobody alone, nothing lost between stages."""

from collections import Counter
from datetime import timedelta

import pytest

from community.enums import SharingStage
from community.models import Sharing, SharingNote, SharingSeat
from community.selectors.sharings import sharing_seats, sharings_for, table_of
from community.services.sharings import (
    SharingRefused,
    come_in,
    move_due_sharings,
    move_on,
    open_sharing,
    write_note,
)
from network.models import Interaction
from network.services.interactions import block_person
from programs.models import Participant
from programs.services.programs import enrol_participant
from tests.cast import NOON, STARTS_ON, House, add_member
from tests.conftest import SignIn


def opened(house: House) -> Sharing:
    words = {"question": "What has it given you?", "is_live": True, "now": NOON}
    return open_sharing(actor=house.ada.membership, program=house.program, **words)  # type: ignore[arg-type]


def on(house: House, sharing: Sharing, *stages: str) -> Sharing:
    for seen in stages:
        sharing = move_on(actor=house.ada.membership, sharing=sharing, seen=seen, now=NOON)
    return sharing


def newcomer(house: House, number: int) -> Participant:
    member = add_member(actor=None, name=f"Kit{number} Ash", email="", role="participant", attributes={}, now=NOON)
    return enrol_participant(actor=None, program=house.program, membership=member, on=STARTS_ON, now=NOON)


# peers C11: with 23 people nobody is alone, and pairs stay whole in their fours
@pytest.mark.parametrize("count", [2, 3, 5, 7, 23])
def test_nobody_is_alone(count: int, inside: House) -> None:
    sharing = opened(inside)
    for number in range(count):
        come_in(sharing=sharing, participant=newcomer(inside, number), now=NOON)

    on(inside, sharing, "coming", "alone")

    seats = SharingSeat.objects.filter(sharing=sharing)
    pairs, fours = Counter(seat.pair for seat in seats), Counter(seat.four for seat in seats)
    assert (sum(pairs.values()), sum(fours.values())) == (count, count)
    assert set(pairs.values()) <= {2, 3}
    assert min(fours.values()) >= min(count, 4)
    assert max(fours.values()) <= 7
    assert len({(seat.pair, seat.four) for seat in seats}) == len(pairs)


# peers C11: pairs of people who keep out of each other's way are not drawn while there is another way
def test_pairs_are_drawn_from_those_who_may_sit_together(inside: House) -> None:
    sharing, people = opened(inside), [newcomer(inside, number) for number in range(4)]
    for person in people:
        come_in(sharing=sharing, participant=person, now=NOON)
    for other in people[1:3]:
        block_person(blocker=people[0], blocked=other, now=NOON)

    on(inside, sharing, "coming", "alone")

    pair = {seat.participant_id: seat.pair for seat in SharingSeat.objects.all()}
    assert pair[people[0].pk] == pair[people[3].pk]


def test_stage_moves_once_and_late_comers_read_afterwards(inside: House) -> None:
    sharing = opened(inside)
    come_in(sharing=sharing, participant=inside.ben.place, now=NOON)
    with pytest.raises(SharingRefused, match="at least two"):
        on(inside, sharing, "coming")
    come_in(sharing=sharing, participant=inside.mira.place, now=NOON)
    come_in(sharing=sharing, participant=inside.mira.place, now=NOON)

    sharing = on(inside, sharing, "coming", "coming", "coming")
    twos = on(inside, sharing, "alone")

    assert (sharing.stage, twos.stage, len(sharing_seats(sharing))) == ("alone", "pairs", 2)
    with pytest.raises(SharingRefused, match="already in twos"):
        come_in(sharing=sharing, participant=inside.ada.place, now=NOON)


# peers C11: a press a moment too late loses nothing; nobody writes at another table or ahead of time
def test_words_are_kept_for_the_stage_the_page_showed(inside: House) -> None:
    sharing = opened(inside)
    for person in (inside.ben, inside.mira):
        come_in(sharing=sharing, participant=person.place, now=NOON)
    sharing = on(inside, sharing, "coming", "alone")

    def write(stage: str, text: str = "A friend") -> SharingNote:
        words = {"stage": stage, "text": text, "may_be_kept": False, "now": NOON}
        return write_note(sharing=sharing, participant=inside.ben.place, **words)  # type: ignore[arg-type]

    late = write(SharingStage.ALONE)

    for stage, text in (("fours", "Early"), ("over", "x"), ("nonsense", "x"), ("pairs", " "), ("pairs", "x" * 1001)):
        with pytest.raises(SharingRefused):
            write(stage, text)
    with pytest.raises(SharingRefused, match="Nothing can be written"):
        words = {"stage": "alone", "text": "x", "may_be_kept": True, "now": NOON}
        write_note(sharing=sharing, participant=inside.ada.place, **words)  # type: ignore[arg-type]
    assert [one.pk for one in table_of(sharing, inside.mira.place).brought] == [late.pk]


# peers C11: over days it moves by itself, tells who has not written, and sits nobody down alone
def test_run_over_days_moves_by_itself(inside: House) -> None:
    words = {"question": "What has it given you?", "is_live": False, "now": NOON}
    sharing, left = (open_sharing(actor=inside.ada.membership, program=inside.program, **words) for _ in range(2))  # type: ignore[arg-type]
    for run, person in ((sharing, inside.ben), (sharing, inside.mira), (left, inside.ben), (left, inside.ada)):
        come_in(sharing=run, participant=person.place, now=NOON)
    for run in (sharing, left):
        on(inside, run, "coming")
    SharingSeat.objects.filter(sharing=left, participant=inside.ada.place).delete()  # who left the program
    asked = sharings_for(inside.ben.place)
    write_note(
        sharing=sharing, participant=inside.ben.place, stage="alone", text="A friend", may_be_kept=True, now=NOON
    )
    still_asked = sharings_for(inside.ben.place)

    moved = [move_due_sharings(now=NOON + timedelta(hours=hours)) for hours in (47, 48, 49, 96, 144, 192, 240)]

    sharing.refresh_from_db()
    left.refresh_from_db()
    assert ({one.pk for one in asked}, [one.pk for one in still_asked]) == ({sharing.pk, left.pk}, [left.pk])
    assert (moved, sharing.stage, left.stage) == ([0, 2, 0, 1, 1, 1, 0], "over", "over")
    assert SharingNote.objects.count() == 1


# peers C11, D78: five people, by the pages, from coming in to what is kept; ties are offered, never made
def test_five_people_go_all_the_way_by_the_pages(northlight: House, sign_in: SignIn) -> None:
    ada, ben, mira = (sign_in(one) for one in (northlight.ada, northlight.ben, northlight.mira))
    listed = northlight.address("community/together/")
    refused = ben.post(listed, {"question": "Mine?", "is_live": "on"}).status_code
    page = ada.post(listed, {"question": "What has it given you?", "is_live": "on"})["Location"]
    with northlight.open():
        sharing = Sharing.objects.get()
        for number in range(2):
            come_in(sharing=sharing, participant=newcomer(northlight, number), now=NOON)
    for client in (ada, ben, mira):
        client.post(page + "join/")
    for stage in ("coming", "alone", "pairs", "fours"):
        ada.post(page + "move/", {"seen": stage})
        following = {"coming": "alone", "alone": "pairs", "pairs": "fours", "fours": "all"}[stage]
        ben.post(page, {"stage": following, "text": f"{following} <i>words</i>", "may_be_kept": "on"})
        mira.post(page, {"stage": following, "text": "mine alone"} if following == "alone" else {})
    asked = ben.get(page + "?stage=pairs", headers={"HX-Request": "true"}).content.decode()
    ada.post(page + "move/", {"seen": "all"})
    over = ben.get(page).content.decode()

    assert (refused, "It goes on" in asked, "<form" in asked, "hx-get" in asked) == (403, True, False, False)
    assert ("alone &lt;i&gt;words" in over, "mine alone" in over, over.count("Log time together") >= 3) == (
        True,
        False,
        True,
    )
    assert f"log/?with={northlight.mira.place.public_id}" in over
    in_turn = [over.index(f"{stage} &lt;i&gt;words") for stage in ("alone", "pairs", "fours", "all")]
    assert in_turn == sorted(in_turn)
    with northlight.open():
        assert {one.stage for one in SharingNote.objects.all()} == {"alone", "pairs", "fours", "all"}
        assert not Interaction.objects.exists()
