"""Cards, summaries and welcome buddies by API, and mail that came back sent to again."""

from datetime import timedelta

import pytest
from django.test import Client

from belonging.tenancy.models import Membership
from community.models import BuddyOffer, SummaryWish, Welcome
from community.services.buddies import make_welcome_round, offer_to_welcome
from programs.models import Participant
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn
from tests.sending import send

DAY = timedelta(days=1)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


# peers D54, 5.15
def test_a_card_says_to_whom_what_its_person_wants(
    northlight: House, southgate: House, ben: Client, sign_in: SignIn
) -> None:
    card, people = northlight.api("community/card/"), northlight.api("community/people/")
    mira, old = sign_in(northlight.mira), ben.get(card).headers["ETag"]
    said = [{"field": "help", "text": "Bread, Bikes"}, {"field": "seek", "text": "A desk", "sight": "myself"}]

    written = [send(ben, "patch", card, {"answers": said}, If_Match=old).status_code for _ in range(2)]
    answered = [send(ben, "post", f"{card}answers/", {"field": "help", "text": "Bread"}).status_code for _ in range(2)]
    long = send(ben, "patch", card, {"answers": [{"field": "help", "text": "a" * 300}]}, If_Match="*")
    (found,) = mira.get(f"{people}?q=bread").json()["results"]

    assert (written, answered, long.status_code) == ([200, 412], [204, 204], 422)
    assert (found["person"]["name"], found["fields_seen"]) == (
        "Ben Tester", [{"field": "help", "lines": ["Bread", "Bikes"]}]
    )  # fmt: skip
    assert mira.get(f"{people}?field=seek&q=desk").json()["results"] == []
    assert [one["sight"] for one in ben.get(card).json()["answers"]] == ["everybody", "myself"]
    assert sign_in(southgate.ben).get(f"{people}?q=bread").status_code == 404
    assert len(mira.get(people).json()["results"]) == 3


def test_summaries_come_as_often_as_somebody_wants(northlight: House, ben: Client, sign_in: SignIn) -> None:
    wish = northlight.api("community/summaries/")
    now, etag = ben.get(wish).json(), ben.get(wish).headers["ETag"]

    kept = [send(ben, "put", wish, now | {"rhythm": one}, If_Match=etag).status_code for one in ("daily", "none")]
    wrong = send(ben, "put", wish, now | {"quiet_from": 24}, If_Match="*")

    assert (now, kept, wrong.status_code) == ({"rhythm": "weekly", "quiet_from": 20, "quiet_until": 8}, [200, 412], 400)
    assert sign_in(northlight.una).get(wish).status_code == 404
    with northlight.open():
        assert SummaryWish.objects.get().rhythm == "daily"


def welcomed(house: House) -> tuple[Person, Welcome]:
    """Noor, who came yesterday, and whom Ben looks after."""
    with house.open():
        noor = make_person("Noor", house.organization.slug, house.program)
        Participant.objects.filter(pk=noor.place.pk).update(joined_on=TODAY - DAY)
        offer_to_welcome(participant=house.ben.place, most=1, now=NOON - 2 * DAY)
        make_welcome_round(now=NOON - 2 * DAY)
        return noor, Welcome.objects.get(newcomer=noor.place)


# peers 5.4, D53
def test_a_buddy_greets_ticks_and_hands_on(northlight: House, southgate: House, ben: Client, sign_in: SignIn) -> None:
    noor, row = welcomed(northlight)
    mira, newcomer = sign_in(northlight.mira), sign_in(noor)
    one = northlight.api(f"community/welcomes/{row.public_id}/")

    greeted = [send(client, "post", f"{one}hello/", {"text": "Hello Noor"}).status_code for client in (mira, ben)]
    ticked = [send(ben, "post", f"{one}steps/", {"steps": steps}).status_code for steps in (["met"], ["flown"])]
    (mine,) = ben.get(northlight.api("community/buddies/")).json()["looked_after"]
    own = newcomer.get(northlight.api("community/buddies/")).json()["own"]
    ended = [send(client, "post", f"{one}end/").status_code for client in (mira, newcomer)]
    late = send(ben, "post", f"{one}pass/").status_code
    stopped = ben.delete(northlight.api("community/buddies/offer/")).status_code

    assert (greeted, ticked, mine["steps"]) == ([404, 204], [204, 400], ["met"])
    assert (own["buddy"]["name"], own["hello"], ended, late) == ("Ben Tester", "Hello Noor", [404, 204], 422)
    there = one.replace("northlight", "southgate")
    assert send(sign_in(southgate.ben), "post", f"{there}hello/", {"text": "Me"}).status_code == 404
    with northlight.open():
        assert (stopped, BuddyOffer.objects.count()) == (204, 0)


# peers 5.4
def test_whom_nobody_greeted_gets_the_buddy_that_was_chosen(northlight: House, ben: Client, sign_in: SignIn) -> None:
    noor, row = welcomed(northlight)
    ada, unmet = sign_in(northlight.ada), northlight.api("community/welcomes/unmet/")
    give = northlight.api(f"community/welcomes/{row.public_id}/buddy/")
    chosen = {"person": str(northlight.mira.place.public_id)}

    (line,) = ada.get(unmet).json()
    answers = [send(client, "post", give, chosen).status_code for client in (ben, ada)]
    nobody = send(ada, "post", give, {"person": str(row.public_id)}).status_code
    offered = send(
        sign_in(northlight.mira), "post", northlight.api("community/buddies/offer/"), {"most": 2}
    ).status_code

    assert (line["newcomer"]["name"], line["buddy"]["name"]) == (noor.membership.name, "Ben Tester")
    assert (answers, nobody, offered, ben.get(unmet).status_code) == ([403, 204], 404, 204, 403)
    with northlight.open():
        assert Welcome.objects.get().buddy_id == northlight.mira.place.pk


def test_mail_that_came_back_is_tried_again(northlight: House, southgate: House, ben: Client, sign_in: SignIn) -> None:
    mails, una = f"/api/v1/o/{northlight.organization.slug}/mail/", sign_in(northlight.una)
    came_back = {"bounced_email": "ben@northlight.example", "mail_stopped_at": NOON, "bounce_count": 3}
    with northlight.open():
        Membership.objects.filter(pk=northlight.ben.membership.pk).update(**came_back)
    (line,) = una.get(f"{mails}returned/").json()

    answers = [send(one, "post", f"{mails}returned/{line['id']}/").status_code for one in (ben, una)]
    after = una.get(f"{mails}returned/").json()
    own = send(ben, "post", f"{mails}own/").status_code
    strangers = sign_in(southgate.una)

    assert (line["name"], answers, after, own) == ("Ben Tester", [403, 204], [], 204)
    assert send(strangers, "post", f"{mails}returned/{line['id']}/").status_code == 404
