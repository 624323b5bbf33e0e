"""A pair by API: opting in, how it stands, its next date, what each says of it, and its kind end."""

from typing import Any

import pytest
from django.test import Client

from mentoring.models import CheckIn, MentorProfile, Note, Pair, Seat
from mentoring.services.meetings import log_check_in
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.mentoring.people import paired
from tests.sending import send

ANSWERS: dict[str, Any] = {
    "offers": ["bread", "a first talk"], "wants": ["listening"], "time_zone": "Europe/London", "comfort": "one_to_one",
}  # fmt: skip
MOMENT = "2026-07-20T18:00:00Z"


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


@pytest.fixture
def pair(northlight: House) -> Pair:
    with northlight.open():
        return paired(northlight, northlight.ben, northlight.mira)


# peers 4.1
def test_answers_are_given_changed_and_taken_out(northlight: House, ben: Client) -> None:
    profile = northlight.api("mentoring/profile/")
    before = ben.get(profile)
    unread = send(ben, "put", profile, ANSWERS).status_code
    given = send(ben, "put", profile, ANSWERS, If_Match=before.headers["ETag"])
    late = send(ben, "put", profile, ANSWERS | {"offers": ["tea"]}, If_Match=before.headers["ETag"]).status_code
    odd = [{"offers": []}, {"offers": ["x" * 81]}, {"time_zone": "Moon/Base"}, {"hours": ["never"]}, {"capacity": 9}]
    refused = [send(ben, "put", profile, ANSWERS | one, If_Match="*").status_code for one in odd]
    left = ben.delete(profile).status_code

    assert (before.json()["profile"], before.json()["is_open"], unread, late) == (None, True, 428, 412)
    assert (given.json()["offers"], given.json()["is_open"]) == (["bread", "a first talk"], True)
    assert given.headers["ETag"] != before.headers["ETag"]
    assert refused == [400, 400, 422, 400, 400]
    assert (left, ben.get(profile).json()["profile"]["is_open"]) == (204, False)
    with northlight.open():
        assert MentorProfile.objects.get().wants == ["listening"]


# peers 4.13 4.17
def test_pair_is_looked_at_planned_and_said_of(northlight: House, ben: Client, mira: Client, pair: Pair) -> None:
    with northlight.open():
        log_check_in(pair=pair, author=northlight.mira.place, happened_on=TODAY, line="Bread", today=TODAY, now=NOON)
    at = northlight.api(f"mentoring/pairs/{pair.public_id}/")
    stand = ben.get(at).json()
    (met,) = stand["check_ins"]

    edition = ben.get(f"{at}next/").headers["ETag"]
    dates = [{"at": MOMENT, "place": "By the lake"}, {"at": None}, {"at": "2020-01-01T10:00:00Z"}]
    planned, late, gone = (
        send(ben, "put", f"{at}next/", one, If_Match=mark)
        for one, mark in zip(dates, (edition, edition, "*"), strict=True)
    )
    said = [send(ben, "post", f"{at}fit/", {"fit": one}).status_code for one in ("good", "", "superb")]
    words = {"review": "change", "words": "More walks"}
    looked = [send(ben, "post", f"{at}review/", words, Idempotency_Key="one").status_code for _ in range(2)]
    denied = [send(mira, "post", f"{at}check-ins/{met['id']}/deny/").status_code for _ in range(2)]

    assert (stand["pair"]["partners"][0]["name"], stand["asks_fit"], met["line"]) == ("Mira Tester", True, "Bread")
    assert (planned.status_code, late.status_code, gone.status_code) == (200, 412, 422)
    assert (planned.json()["at"][:16], mira.get(f"{at}next/").json()["place"]) == ("2026-07-20T18:00", "By the lake")
    assert (said, looked, denied) == ([204, 400, 400], [204, 204], [204, 204])
    assert ben.get(at).json()["check_ins"] == [met | {"line": "", "took_place": False}]
    with northlight.open():
        assert [one.text for one in Note.objects.all()] == ["More walks"]
        assert set(Seat.objects.values_list("fit", flat=True)) == {"good", ""}


# peers 4.22
def test_pair_ends_kindly_once(northlight: House, ben: Client, mira: Client, pair: Pair) -> None:
    at = northlight.api(f"mentoring/pairs/{pair.public_id}/")
    with northlight.open():
        log_check_in(pair=pair, author=northlight.ben.place, happened_on=TODAY, line="", today=TODAY, now=NOON)
        check_in = CheckIn.objects.get()

    ended = [
        send(ben, "post", f"{at}leave/", {"wants_another": False, "farewell": "Thank you"}).status_code for _ in "ab"
    ]
    after = ["", "next/"], ["fit/", "review/", "leave/", f"check-ins/{check_in.public_id}/deny/"]
    reads, acts = ([getattr(mira, how)(f"{at}{one}").status_code for one in paths]
                   for how, paths in zip(("get", "post"), after, strict=True))  # fmt: skip

    assert (ended, reads, acts) == ([204, 404], [404] * 2, [404] * 4)
    with northlight.open():
        pair.refresh_from_db()
        assert (pair.state, pair.farewell) == ("ended", "Thank you")
        assert not MentorProfile.objects.get(participant=northlight.ben.place).is_open


def test_strangers_find_no_pair(northlight: House, southgate: House, pair: Pair, sign_in: SignIn) -> None:
    ada, theirs = sign_in(northlight.ada), sign_in(southgate.ben)
    tried = [(ada, northlight.api(f"mentoring/pairs/{pair.public_id}/"))]
    tried += [(theirs, one.api(f"mentoring/pairs/{pair.public_id}/")) for one in (northlight, southgate)]

    found = [
        [client.get(f"{at}{one}").status_code for one in ("", "next/")]
        + [send(client, "post", f"{at}{one}", {"fit": "good"}).status_code for one in ("fit/", "leave/")]
        + [send(client, "put", f"{at}next/", {"at": None}, If_Match="*").status_code]
        for client, at in tried
    ]

    assert found == [[404] * 5] * 3
