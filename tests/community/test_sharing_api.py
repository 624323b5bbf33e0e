"""Alone, two, four, all by API: opened once, come into, written on top of what was read, moved on once."""

from belonging.tenancy.models import IdempotencyKey
from community.models import Sharing, SharingNote
from tests.cast import House
from tests.conftest import SignIn
from tests.sending import send


# peers C11, D78
def test_a_run_goes_its_way(northlight: House, southgate: House, sign_in: SignIn) -> None:
    ada, ben, mira = (sign_in(one) for one in (northlight.ada, northlight.ben, northlight.mira))
    runs, words = northlight.api("community/sharings/"), {"question": "What did it give you?"}
    refused = send(ben, "post", runs, words)
    made, twin = (send(ada, "post", runs, words, Idempotency_Key="one") for _ in range(2))
    run = f"{runs}{made.json()['id']}/"

    early = send(ada, "post", f"{run}stage/", {"seen": "coming"})
    came = [send(one, "post", f"{run}seat/").status_code for one in (ben, ben, mira)]
    moved = [send(one, "post", f"{run}stage/", {"seen": "coming"}).status_code for one in (ben, ada, ada)]
    etag = ben.get(f"{run}note/").headers["ETag"]
    notes = [{"stage": "alone", "text": text} for text in ("A walk", "A talk")]
    written = [send(ben, "put", f"{run}note/", note, If_Match=etag).status_code for note in notes]
    outside = send(ada, "put", f"{run}note/", notes[0], If_Match="*")
    send(ada, "post", f"{run}stage/", {"seen": "alone"})
    table = mira.get(run).json()

    assert (refused.status_code, made.status_code, twin.json(), early.status_code) == (403, 201, made.json(), 422)
    assert (came, moved, written, outside.status_code) == ([204] * 3, [403, 204, 204], [200, 412], 422)
    assert (table["sharing"]["stage"], [one["name"] for one in table["people"]]) == ("pairs", ["Ben Tester"])
    assert [one["text"] for one in table["brought"]] == ["A walk"]
    assert sign_in(southgate.ben).get(run.replace("northlight", "southgate")).status_code == 404
    with northlight.open():
        assert (Sharing.objects.count(), SharingNote.objects.count()) == (1, 1)
        assert "walk" not in str(list(IdempotencyKey.objects.values_list("body")))
