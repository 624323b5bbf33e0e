"""Pages of those who run mentoring: figures, pairs that need a hand, rounds, and how it runs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mentoring.enums import Fit, PairState
from mentoring.models import Pair, Round, Seat, Track
from mentoring.selectors.care import round_reports, track_kpis, watched_pairs
from mentoring.services.meetings import log_check_in, write_note
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.mentoring.people import crowd, opted_in, paired

SENT: dict[str, Any] = {
    "mode": "proposed", "opens_in_month": "2", "cadence_days": "14", "minutes": "30", "answer_days": "5",
    "term_months": "12", "cooldown_weeks": "26", "allows_trios": "on",
}  # fmt: skip


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers 4.13, 4.14, B2: figures of the track
def test_figures_of_the_track(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    opted_in(inside.ada)
    log_check_in(
        pair=pair, author=inside.ben.place, happened_on=TODAY - timedelta(days=20), line="", today=TODAY, now=NOON
    )

    early = track_kpis(inside.program, TODAY)
    log_check_in(pair=pair, author=inside.ben.place, happened_on=TODAY, line="", today=TODAY, now=NOON)
    kpis = track_kpis(inside.program, TODAY)

    assert (early.met_this_cadence, early.bands) == (0, {"early": 0, "on_track": 1, "needs_check_in": 0})
    assert (kpis.opted_in, kpis.matched, kpis.pairs, kpis.met_this_cadence, kpis.fits) == (3, 2, 1, 1, None)
    assert [(one.asked, one.yes, one.running) for one in round_reports(inside.program)] == [(2, 2, 1)]


def test_what_people_say_of_their_pairs_shows_from_five_up(inside: House) -> None:
    paired(inside, inside.ben, inside.mira)
    paired(inside, *crowd(inside, "Noor", "Omar", "Pia"))

    shown = []
    for count in (4, 5):
        for seat in Seat.objects.filter(pair__state=PairState.RUNNING).order_by("id")[:count]:
            seat.fit = Fit.GOOD
            seat.save(update_fields=["fit"])
        shown.append(track_kpis(inside.program, TODAY).fits)

    assert shown == [None, {"good": 5}]


# peers 4.19: whoever stands outside the program sees one side of a pair
def test_one_side_is_hidden_from_outside_the_program(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        paired(northlight, northlight.ben, northlight.mira, since=30)
    address = northlight.address("mentoring/track/")

    inside, outside = (sign_in(one).get(address).content.decode() for one in (northlight.ada, northlight.una))

    assert "Ben Tester &amp; Mira Tester" in inside
    assert ("Ben Tester &amp; …" in outside, "Mira Tester" in outside) == (True, False)


# security M1: those who run mentoring see who needs a hand, and never what was written
def test_track_page_tells_who_needs_a_hand_and_nothing_written(northlight: House, ada: Client) -> None:
    with northlight.open():
        pair = paired(northlight, northlight.ben, northlight.mira, since=40)
        crowd(northlight, "Noor")
        log_check_in(
            pair=pair, author=northlight.ben.place, happened_on=TODAY - timedelta(days=30), line="saffron", today=TODAY,
            now=NOON,
        )  # fmt: skip
        write_note(pair=pair, author=northlight.ben.place, text="saffron", is_shared=True, now=NOON)

    shown = ada.get(northlight.address("mentoring/track/")).content.decode()

    assert "Last check-in 30 days ago" in shown
    assert "Noor Tester" in shown
    assert "saffron" not in shown


def test_track_page_of_nobody_yet(northlight: House, ada: Client) -> None:
    shown = ada.get(northlight.address("mentoring/track/")).content.decode()

    assert "Nobody needs a nudge. Enjoy that." in shown
    assert "Prepare a round" in shown


@pytest.mark.parametrize("more", [0, 2])
def test_track_page_asks_the_same_number_of_queries(
    northlight: House, ada: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with northlight.open():
        paired(northlight, northlight.ben, northlight.mira)
        for number in range(more):
            paired(northlight, *crowd(northlight, f"Noor{number}", f"Omar{number}"))
        crowd(northlight, *(f"Pia{number}" for number in range(more + 1)))

    with django_assert_num_queries(35):
        ada.get(northlight.address("mentoring/track/"))


# peers 4.2, 4.7: what-if before anybody is asked
def test_round_by_page(northlight: House, ada: Client, sign_in: SignIn) -> None:
    with northlight.open():
        opted_in(northlight.ben, offers=["bread"], wants=["trust"])
        opted_in(northlight.mira, offers=["trust"], wants=["bread"])
        (noor,) = crowd(northlight, "Noor", comfort="one_to_one")

    page = ada.post(northlight.address("mentoring/rounds/new/"), follow=True)
    shown = page.content.decode()
    with northlight.open():
        made = Round.objects.get()
    at = northlight.address(f"mentoring/rounds/{made.public_id}/")
    unasked = sign_in(northlight.ben).get(northlight.address("mentoring/")).content.decode()
    ada.post(f"{at}publish/")
    asked = sign_in(northlight.ben).get(northlight.address("mentoring/")).content.decode()

    assert "Ben can help Mira with bread" in shown
    assert ("Noor Tester" in shown, "First in line next time" in shown) == (True, True)
    assert ("You and Mira" in unasked, "You and Mira" in asked) == (False, True)
    assert "Mira can help you with trust" in asked
    assert noor.place.pk


# peers 4.3: rules that contradict are named beside the form
def test_contradiction_is_named_in_the_form(northlight: House, ada: Client) -> None:
    sent = SENT | {"same": "team", "different": "team", "save": "1"}

    answer = ada.post(northlight.address("mentoring/track/edit/"), sent)

    assert answer.status_code == 422
    assert "“the same team” and “a different team” contradict each other" in answer.content.decode()


def test_rules_and_preferences_are_kept_and_shown_again(northlight: House, ada: Client) -> None:
    sent = SENT | {
        "different": "time here", "overlap": "60", "helps": "2", "language": "on", "untied": "on", "never_paired": "on",
        "first": "different:team", "second": "hours", "agenda": "Check | How are you? | 15", "save": "1",
    }  # fmt: skip

    ada.post(northlight.address("mentoring/track/edit/"), sent)
    shown = ada.get(northlight.address("mentoring/track/edit/")).content.decode()

    with northlight.open():
        track = Track.objects.get()
    assert track.musts == [
        {"different": "time here"}, {"overlap": 60}, {"helps": 2}, "language", {"steps": 2}, "never_paired",
    ]  # fmt: skip
    assert track.preferences[:3] == [{"different": "team"}, "hours", "goals"]
    assert track.agenda == [{"title": "Check", "prompt": "How are you?", "minutes": 15}]
    assert "Check | How are you? | 15" in shown
    assert 'value="different:team" selected' in shown


# peers 4.16: a change reaches pairs that run only when it is sent, and is looked at first
@pytest.mark.parametrize(("button", "days"), [("save", 14), ("reach", 28)])
def test_change_reaches_running_pairs_when_it_is_sent(northlight: House, ada: Client, button: str, days: int) -> None:
    with northlight.open():
        paired(northlight, northlight.ben, northlight.mira, since=30)
    address, sent = northlight.address("mentoring/track/edit/"), SENT | {"cadence_days": "28"}

    looked = ada.post(address, sent | {"look": "1"}).content.decode()
    with northlight.open():
        untouched = Pair.objects.get().cadence_days
        assert not Track.objects.exists()
    ada.post(address, sent | {button: "1"})

    assert "One pair runs. Another rhythm: 1." in looked
    said = " ".join(re.sub(r"<[^>]+>", " ", looked).split())
    assert ("Needs a check-in: 1 → 0" in said, "On track: 0 → 1" in said) == (True, True)
    with northlight.open():
        assert (untouched, Pair.objects.get().cadence_days) == (14, days)
        assert watched_pairs(northlight.program, TODAY)[0].health == ("on_track" if days == 28 else "needs_check_in")


@pytest.mark.parametrize(
    ("more", "words"), [({"answer_days": "2"}, "between 3 and 10"), ({"agenda": "Only words"}, "is not title")]
)
def test_what_does_not_fit_is_said(northlight: House, ada: Client, more: dict[str, str], words: str) -> None:
    answer = ada.post(northlight.address("mentoring/track/edit/"), SENT | {"save": "1"} | more)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
