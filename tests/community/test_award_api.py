"""The award by API: planned on top of what was read, people named once, a jury that chooses, announced once."""

from datetime import timedelta

import pytest
from django.test import Client

from belonging.tenancy.models import IdempotencyKey
from community.models import Award, Nomination, Nominee
from tests.cast import TODAY, House, make_person
from tests.community.test_award import KIND, OPENS, jury_of_three, name, planned
from tests.conftest import SignIn
from tests.sending import send

DAY = timedelta(days=1)
PLAN = {"title": "Connector", "criteria": ["brings people together"], "opens_on": str(OPENS), "closes_on": str(TODAY)}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers 2.33, 2.34
def test_it_is_planned_and_people_are_named_once(
    northlight: House, southgate: House, ben: Client, ada: Client, sign_in: SignIn
) -> None:
    awards, etag = northlight.api("community/award/"), ada.get(northlight.api("community/award/plan/")).headers["ETag"]
    plans = [send(ada, "put", f"{awards}plan/", PLAN | {"title": one}, If_Match=etag).status_code for one in "AB"]
    award = f"{awards}{ada.get(f'{awards}plan/').json()['id']}/"

    words = {"person": str(northlight.mira.place.public_id), "story": "Two chairs.", "fits": PLAN["criteria"]}
    named, twin = (send(ben, "post", f"{award}nominations/", words, Idempotency_Key="one") for _ in range(2))
    wrong = [
        send(ben, "post", f"{award}nominations/", words | more).status_code
        for more in ({"fits": ["is tall"]}, {"person": str(southgate.mira.place.public_id)})
    ]
    page = ben.get(awards).json()
    agreed = [
        send(one, "post", f"{award}evidence/", {"agrees": True}).status_code for one in (ben, sign_in(northlight.mira))
    ]
    nomination = f"{awards}nominations/{named.json()['id']}/"
    back = [one.delete(nomination).status_code for one in (ada, ben)]

    assert (plans, named.status_code, twin.json(), wrong) == ([200, 412], 201, named.json(), [422, 422])
    assert (page["phase"], page["mine"][0]["person"]["name"], page["is_named"]) == ("naming", "Mira Tester", False)
    assert (agreed, back) == ([404, 204], [404, 204])
    assert send(ben, "put", f"{awards}plan/", PLAN, If_Match="*").status_code == 403
    assert sign_in(southgate.ada).get(f"{award}jury/".replace("northlight", "southgate")).status_code == 404
    with northlight.open():
        assert (Award.objects.count(), Nomination.objects.count(), Nominee.objects.count()) == (1, 0, 0)
        assert "chairs" not in str(list(IdempotencyKey.objects.values_list("body")))


# peers D24
def test_a_jury_reads_and_chooses_and_it_is_announced_once(
    northlight: House, ben: Client, ada: Client, sign_in: SignIn
) -> None:
    with northlight.open():
        award = planned(northlight)
        for nominator, person in ((northlight.ben, northlight.mira), (northlight.mira, northlight.ben)):
            name(award, nominator, person)
        more = {one: make_person(one, "northlight", northlight.program) for one in ("Noor", "Ole", "Pia")}
        jury_of_three(northlight, award, more, northlight.mira)
        Award.objects.filter(pk=award.pk).update(closes_on=TODAY - DAY)
    at = northlight.api(f"community/award/{award.public_id}/")
    noor = sign_in(more["Noor"])

    added = [
        send(one, "post", f"{at}jury/", {"person": str(northlight.ben.place.public_id)}) for one in (ben, ada, ada)
    ]
    seen = {one["person"]["name"]: one for one in ben.get(f"{at}vote/").json()}
    votes = [
        send(ben, "post", f"{at}vote/", {"chosen": [one["id"]]}).status_code
        for one in (*seen.values(), {"id": str(award.public_id)})
    ]
    chosen = send(noor, "post", f"{at}vote/", {"chosen": [seen["Mira Tester"]["id"]]}).status_code
    stranger = ada.get(f"{at}vote/").status_code
    dropped = ada.delete(northlight.api(f"community/award/jury/{added[1].json()['id']}/")).status_code
    told = [send(one, "post", f"{at}announce/").status_code for one in (ben, ada, ada)]

    assert [one.status_code for one in added] == [403, 200, 200]
    assert (seen["Mira Tester"]["stories"][0]["story"], seen["Mira Tester"]["is_barred"]) == (KIND.story, True)
    assert (votes, chosen, stranger, dropped, told) == ([422, 422, 404], 204, 404, 204, [403, 204, 422])
    assert [one["name"] for one in ben.get(northlight.api("community/award/")).json()["winners"]] == ["Mira Tester"]
