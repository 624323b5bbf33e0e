"""Coming in, welcome notes, what was said yes to, and what is set up, by API."""

from datetime import timedelta

from django.core import mail

from programs.enums import EntrancePolicy, LeaveReason, ParticipantState, ProgramState
from programs.models import Consent, Event, Participant, Program, Registration, Remit, Reply, SetupTick, WelcomeNote
from programs.services.places import leave_place
from programs.services.welcomes import leave_note
from tests.cast import NOON, TODAY, House, make_person
from tests.conftest import SignIn
from tests.programs.arriving import open_entrance, write
from tests.sending import send


def at(house: House, rest: str) -> str:
    return f"/api/v1/o/{house.organization.slug}/{rest}"


# peers D8
def test_a_member_asks_for_a_place_once(northlight: House, southgate: House, sign_in: SignIn) -> None:
    with northlight.open():
        entrance = open_entrance(northlight.program, EntrancePolicy.APPROVAL)
    sam, page = sign_in(northlight.sam), at(northlight, f"entrances/{entrance.public_id}/")
    (offered,) = sam.get(at(northlight, "entrances/")).json()
    privacy = sam.get(page).json()["privacy"]

    unread = send(sam, "post", page, {"agreement": str(entrance.public_id)})
    joined = [send(sam, "post", page, {"why": "Bread", "agreement": privacy["id"]}) for _ in range(2)]

    assert (offered["id"], privacy["text"]) == (str(entrance.public_id), "We keep little.")
    assert unread.status_code == 422
    assert [one.status_code for one in joined] == [200, 422]
    assert (joined[0].json()["standing"]["state"], joined[0].json()["is_in"]) == ("asked", False)
    assert sign_in(southgate.ben).get(page.replace("northlight", "southgate")).status_code == 404
    with northlight.open():
        assert Registration.objects.get(program=northlight.program).why == "Bread"


def test_who_has_left_comes_back_into_their_own_place(northlight: House, sign_in: SignIn) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    with northlight.open():
        leave_place(participant=northlight.ben.place, reason=LeaveReason.TIME, on=TODAY, now=NOON, words="")
    (left,) = ben.get(at(northlight, "left-places/")).json()
    place = at(northlight, f"left-places/{left['id']}/")

    answers = [send(one, "post", place).status_code for one in (mira, ben, ben)]

    assert (left["program"], answers) == ("Common Ground", [404, 200, 404])
    with northlight.open():
        assert Participant.objects.get(pk=northlight.ben.place.pk).state == ParticipantState.ACTIVE


def test_addresses_are_invited_once_by_those_who_run_it(northlight: House, sign_in: SignIn) -> None:
    ada, invite = sign_in(northlight.ada), northlight.api("registrations/invite/")
    words = {"emails": ["lea@people.example", "kim@people.example"]}

    counts = [send(ada, "post", invite, words).json() for _ in range(2)]
    wrong = send(ada, "post", invite, {"emails": ["lea"]})

    assert (counts, wrong.status_code) == ([{"count": 2}, {"count": 0}], 400)
    assert send(sign_in(northlight.ben), "post", invite, words).status_code == 403


# peers 1.14
def test_welcome_notes_are_put_away_and_taken_down(northlight: House, sign_in: SignIn) -> None:
    ben, mira, ada = (sign_in(one) for one in (northlight.ben, northlight.mira, northlight.ada))
    with northlight.open():
        Participant.objects.filter(pk=northlight.mira.place.pk).update(joined_on=TODAY - timedelta(days=7))
        newcomer = Participant.objects.get(pk=northlight.mira.place.pk)
        note = leave_note(writer=northlight.ben.place, newcomer=newcomer, text="Come by", now=NOON)
    one = northlight.api(f"welcome/{note.public_id}/")

    hidden = [send(client, "post", f"{one}hidden/").status_code for client in (ben, ada)]
    (seen,) = ada.get(northlight.api("welcome/all/")).json()
    shown = (mira.get(northlight.api("welcome/")).json(), ada.delete(f"{one}hidden/").status_code)
    away = [send(client, "post", f"{one}away/").status_code for client in (ben, mira)]

    assert (hidden, seen["is_hidden"], seen["newcomer"]["name"]) == ([403, 204], True, "Mira Tester")
    assert (shown, away) == (([], 204), [404, 204])
    assert "Mira Tester" in [one["person"]["name"] for one in ben.get(northlight.api("welcome/newcomers/")).json()]
    with northlight.open():
        assert WelcomeNote.objects.get().put_away_at == NOON


# peers D38
def test_a_yes_is_kept_and_taken_back_even_from_an_archive(northlight: House, sign_in: SignIn) -> None:
    ben, consents = sign_in(northlight.ben), northlight.api("consents/")
    with northlight.open():
        Program.objects.filter(pk=northlight.program.pk).update(consent_mode="named")
        text = write(northlight.program)
        Consent.objects.create(agreement=text, participant=northlight.ben.place, given_at=NOON)

    given = send(ben, "post", consents, {"purpose": "drawn_by_name", "agrees": True}).status_code
    (held,) = ben.get(consents).json()["purposes"]
    with northlight.open():
        Program.objects.filter(pk=northlight.program.pk).update(state=ProgramState.ARCHIVED, archived_at=NOON)
    ended = send(ben, "post", consents, {"purpose": "drawn_by_name", "agrees": False}).status_code
    words = {"agreement": str(text.public_id)}
    back = [send(ben, "post", northlight.api("agreements/take-back/"), words).status_code for _ in range(2)]
    after = ben.get(consents).json()

    assert (given, held["held"]["purpose"], ended, back) == (204, "drawn_by_name", 204, [204, 204])
    assert (after["purposes"][0]["held"], after["texts"][0]["ended_at"] is not None) == (None, True)
    assert send(sign_in(northlight.una), "post", consents, {"purpose": "drawn_by_name"}).status_code == 404


def test_what_is_set_up_is_ticked_and_a_mail_is_tried(northlight: House, sign_in: SignIn) -> None:
    ada, setup = sign_in(northlight.ada), northlight.api("setup/")

    ticked = [send(ada, "post", setup, {"key": "mail", "is_done": one}).status_code for one in (True, True)]
    lines = {one["key"]: one["is_done"] for one in ada.get(setup).json()}
    wrong = send(ada, "post", setup, {"key": "people", "is_done": True}).status_code
    tried = send(ada, "post", f"{setup}mail/").status_code

    assert (ticked, lines["mail"], lines["groups"], wrong, tried) == ([204, 204], True, False, 400, 204)
    assert [one.to for one in mail.outbox] == [[northlight.ada.membership.email]]
    assert send(sign_in(northlight.ben), "post", setup, {"key": "mail", "is_done": False}).status_code == 403
    with northlight.open():
        assert SetupTick.objects.get().key == "mail"


# peers 6.9
def test_an_admin_gives_a_facilitator_groups_on_top_of_what_was_read(northlight: House, sign_in: SignIn) -> None:
    una, ada = sign_in(northlight.una), sign_in(northlight.ada)
    remit = northlight.api(f"remits/{northlight.ada.membership.public_id}/")
    etag = una.get(remit).headers["ETag"]

    given = [send(una, "put", remit, {"segments": [one]}, If_Match=etag).status_code for one in ("Care", "Digital")]
    unknown = send(una, "put", remit, {"segments": ["Moon"]}, If_Match="*")
    (line,) = una.get(northlight.api("remits/")).json()

    assert (given, unknown.status_code, line["is_everybody"]) == ([200, 412], 422, False)
    assert [one["name"] for one in line["shares"] if one["is_theirs"]] == ["Care"]
    assert send(ada, "put", remit, {"segments": []}, If_Match="*").status_code == 403
    with northlight.open():
        assert Remit.objects.get().segments == ["Care"]


# peers D15
def test_a_chat_is_hosted_once(northlight: House, southgate: House, sign_in: SignIn) -> None:
    ben, host = sign_in(northlight.ben), northlight.api("events/host/")
    words = {
        "title": "Bread", "starts_at": "2026-07-20T18:00Z", "ends_at": "2026-07-20T19:00Z", "place": "Oven",
        "capacity": 4, "people": [str(northlight.mira.place.public_id)],
    }  # fmt: skip

    made, twin = (send(ben, "post", host, words, Idempotency_Key="one") for _ in range(2))
    nowhere = send(ben, "post", host, words | {"place": ""})
    stranger = send(ben, "post", host, words | {"people": [str(southgate.mira.place.public_id)]})
    backwards = send(ben, "post", host, words | {"ends_at": "2026-07-20T17:00Z"})

    assert (made.status_code, twin.json()) == (201, made.json())
    assert (nowhere.status_code, stranger.json()["field"], backwards.status_code) == (422, "people", 422)
    with northlight.open():
        event = Event.objects.get()
        assert (event.host_id, event.form, event.capacity) == (northlight.ben.place.pk, "peer_led", 4)
        assert Reply.objects.filter(event=event, participant=northlight.mira.place).exists()
        lea = make_person("Lea", "northlight", None)
    assert send(sign_in(lea), "post", host, words).status_code == 404
