"""A first look around in twos: one at ease beside one who is not, and three, two, one as the first words."""

from datetime import timedelta

import pytest

from community.enums import Entry, TourEase
from community.models import FirstTour, GroupSeat, Post
from community.services.buddies import make_welcome_round
from community.services.groups import GroupRefused, found_group, leave_group
from community.services.tours import begin_tour, pair_tours
from network.models import Interaction
from network.services.interactions import block_person
from programs.models import Participant
from tests.cast import NOON, House, Person
from tests.community.test_benefits import named_introduction
from tests.conftest import SignIn

DAY = timedelta(days=1)


def begin(person: Person, ease: TourEase) -> FirstTour:
    return begin_tour(participant=person.place, ease=ease, now=NOON)


def beside() -> dict[str, str]:
    rows = FirstTour.objects.select_related("participant__membership", "partner__membership").order_by("id")
    return {row.participant.first_name: row.partner.first_name if row.partner else "" for row in rows}


# peers C10, D52: deliberate pairs, and nobody waits alone for long
def test_who_is_at_ease_goes_beside_who_is_not(inside: House) -> None:
    begin(inside.ben, TourEase.AT_EASE)
    begin(inside.ada, TourEase.AT_EASE)
    begin(inside.ada, TourEase.COMPANY)  # twice is once
    alone = beside()
    begin(inside.mira, TourEase.COMPANY)

    assert alone == {"Ben": "", "Ada": ""}
    assert beside() == {"Ben": "Mira", "Ada": "", "Mira": "Ben"}


def test_after_a_day_anybody_will_do_but_nobody_they_keep_out(inside: House) -> None:
    block_person(blocker=inside.ben.place, blocked=inside.ada.place, now=NOON)
    for person in (inside.ben, inside.ada, inside.mira):
        begin(person, TourEase.AT_EASE)

    counts = [pair_tours(program=inside.program, now=NOON + days * DAY) for days in (0, 1, 2)]

    assert (counts, beside()) == ([0, 1, 0], {"Ben": "Mira", "Ada": "", "Mira": "Ben"})


# peers C10, D52, 5.20: six stops with their pages, and the first words; the tie is offered
def test_tour_goes_its_way_by_the_page(northlight: House, sign_in: SignIn) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    page = northlight.address("community/tour/")
    with northlight.open():
        group = found_group(founder=northlight.ada.place, name="Newcomers", about="", entry=Entry.OPEN, now=NOON)
    ben.post(page, {"ease": "company"})
    mira.post(page, {"ease": "at_ease"})
    shown = ben.get(page).content.decode()
    stops = [part.split('"')[0] for part in shown.split('<a class="text-link" href="')[1:] if "/o/" in part[:5]]
    opened = {stop: ben.get(stop).status_code for stop in stops}
    ben.post(page + "seen/", {"seen": ["roadmap", "log"]})
    said = {"helps": "One\nTwo\nThree", "better": "One\nTwo", "surprise": "Soup", "group": str(group.public_id)}
    short = ben.post(page + "found/", said | {"helps": "One\nTwo"})
    found = ben.post(page + "found/", said, follow=True).content.decode()

    assert (short.status_code, "Write three lines." in short.content.decode()) == (422, True)
    assert (set(opened.values()), len(opened) >= 6) == ({200}, True)
    assert f"log/?with={northlight.mira.place.public_id}" in shown
    assert "<strong>Three ways this helps me</strong>" in found
    with northlight.open():
        tour = FirstTour.objects.get(participant=northlight.ben.place)
        assert (tour.seen, tour.post, tour.ended_at) == (["roadmap", "log"], Post.objects.get(), NOON)
        assert not Interaction.objects.exists()


# peers 5.1, 5.5: whoever is new sits in the group that takes newcomers, and finds introductions where people meet
def test_newcomer_sits_in_a_group_and_finds_introductions(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        said = {"name": "Newcomers", "about": "", "entry": Entry.OPEN, "takes_newcomers": True, "now": NOON}
        with pytest.raises(GroupRefused, match="those who run the program"):
            found_group(founder=northlight.mira.place, **said)  # type: ignore[arg-type]
        group = found_group(founder=northlight.ada.place, **said)  # type: ignore[arg-type]
        Participant.objects.filter(pk=northlight.ben.place.pk).update(joined_on=NOON.date())
        make_welcome_round(now=NOON)
        assert GroupSeat.objects.filter(participant=northlight.ben.place).exists()
        leave_group(group=group, participant=northlight.ben.place, now=NOON)
        make_welcome_round(now=NOON)
        seated = list(GroupSeat.objects.values_list("participant", flat=True))
        told = named_introduction(northlight, northlight.ben, northlight.mira, state="named")
    hub = sign_in(northlight.ben).get(northlight.address("community/")).content.decode()

    assert (seated, told.state) == ([northlight.ada.place.pk], "named")  # who left is not seated again
    assert "Somebody may be worth meeting" in hub
    assert northlight.address("introductions/") in hub
