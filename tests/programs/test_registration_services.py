"""Coming in: a link asked for, a place, the line, the queue, and what is forgotten."""

from datetime import timedelta

import pytest
from django.test import TestCase

from belonging.tenancy.models import AuditEntry, Membership
from belonging.tenancy.services import end_membership
from programs.enums import AgreementKind, EntrancePolicy, ParticipantState, RegistrationState
from programs.models import Consent, Entrance, Participant, PersonalLink, Registration
from programs.selectors.agreements import current_agreement
from programs.selectors.registrations import place_in_line, taken_places
from programs.services import registrations as writes
from programs.services.agreements import AgreementRefused, agree, write_agreement
from programs.services.entrances import save_entrance
from programs.services.programs import withdraw_participant
from programs.services.registration_mail import close_links, send_new_link, send_personal_pages
from tests.cast import NOON, TODAY, House
from tests.programs.arriving import asks, link_in, open_entrance, post, write

WEEK = timedelta(days=7)
TAKEN = 3  # Ada, Ben and Mira


def register(registration: Registration, minute: int = 0, **words: str) -> Registration:
    privacy = current_agreement(registration.program, AgreementKind.PRIVACY)
    now = NOON + timedelta(minutes=minute)
    return writes.register(registration=registration, name=registration.name, agreement=privacy, now=now, **words)


def state(registration: Registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


# peers D8, D38
def test_open_program_gives_a_place_at_once_with_a_recorded_yes(inside: House) -> None:
    open_entrance(inside.program)

    row = register(asks(inside.program, "Noor"), segment="Kitchen", why="To know people.")

    place = row.participant
    assert place is not None
    assert (row.state, place.state, place.segment, place.name) == ("accepted", "active", "Kitchen", "Noor")
    assert Consent.objects.get(participant=place).agreement.kind == "privacy"
    assert AuditEntry.objects.filter(verb="participant.enrolled", target_id=place.public_id).count() == 1


# peers D8
def test_program_by_approval_waits_for_a_facilitator(inside: House) -> None:
    open_entrance(inside.program, EntrancePolicy.APPROVAL)
    row = register(asks(inside.program, "Noor"))
    assert (row.state, row.participant) == ("asked", None)

    accepted = writes.accept_registration(actor=inside.ada.membership, registration=row, now=NOON)

    assert (accepted.state, taken_places(inside.program)) == ("accepted", TAKEN + 1)


def test_declined_person_hears_it_and_can_be_let_in_after_all(inside: House) -> None:
    open_entrance(inside.program, EntrancePolicy.APPROVAL)
    row = register(asks(inside.program, "Noor"))

    writes.decline_registration(actor=inside.ada.membership, registration=row, now=NOON)

    (message,) = post()
    assert (message.to, "does not work out this time" in message.body) == ([row.email], True)
    assert writes.accept_registration(actor=inside.ada.membership, registration=row, now=NOON).state == "accepted"


# peers D8
def test_full_program_puts_people_in_line_and_hands_places_on_in_order(inside: House) -> None:
    entrance = open_entrance(inside.program, capacity=TAKEN)
    rows = [register(asks(inside.program, name), minute=number) for number, name in enumerate(("Noor", "Omar", "Pia"))]
    assert [(row.state, place_in_line(row)) for row in rows] == [("waiting", 1), ("waiting", 2), ("waiting", 3)]

    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)
    writes.make_registration_round(now=NOON)
    late = register(asks(inside.program, "Quinn"), minute=9)

    assert [state(row) for row in (*rows, late)] == ["accepted", "waiting", "waiting", "waiting"]
    save_entrance(
        actor=inside.ada.membership, program=inside.program, policy=EntrancePolicy.OPEN, text="", now=NOON,
        capacity=TAKEN + 1, closes_on=None, is_published=True, privacy="We keep little.",
    )  # fmt: skip
    assert [state(row) for row in (*rows, late)] == ["accepted", "accepted", "waiting", "waiting"]
    assert entrance.pk == Entrance.objects.get().pk


def test_place_given_away_before_an_account_goes_to_the_next(inside: House) -> None:
    open_entrance(inside.program, capacity=TAKEN + 1)
    first, second = (register(asks(inside.program, name)) for name in ("Noor", "Omar"))

    writes.withdraw_registration(registration=first, now=NOON)

    assert (state(first), state(second)) == ("withdrawn", "accepted")
    assert Participant.objects.get(pk=first.participant_id).state == ParticipantState.WITHDRAWN


def test_link_cannot_end_the_place_of_somebody_who_signs_in(inside: House) -> None:
    open_entrance(inside.program)
    row = asks(inside.program, "Ben", RegistrationState.ACCEPTED)
    Registration.objects.filter(pk=row.pk).update(participant=inside.ben.place)

    with pytest.raises(writes.RegistrationRefused, match="Sign in"):
        writes.withdraw_registration(registration=row, now=NOON)


@pytest.mark.parametrize("words", [{"closes_on": TODAY - timedelta(days=1)}, {"is_published": False}])
def test_nobody_registers_after_the_last_day_or_without_a_page(inside: House, words: dict[str, object]) -> None:
    entrance = open_entrance(inside.program)
    Entrance.objects.filter(pk=entrance.pk).update(**words)
    entrance.refresh_from_db()

    with pytest.raises(writes.RegistrationRefused, match="closed"):
        writes.ask_for_link(entrance=entrance, email="noor@people.example", now=NOON)
    with pytest.raises(writes.RegistrationRefused, match="closed"):
        register(asks(inside.program, "Noor"))


def test_invitation_only_takes_the_invited(inside: House) -> None:
    entrance = open_entrance(inside.program, EntrancePolicy.INVITATION)
    with pytest.raises(writes.RegistrationRefused, match="by invitation"):
        writes.ask_for_link(entrance=entrance, email="noor@people.example", now=NOON)

    words = {"actor": inside.ada.membership, "program": inside.program, "now": NOON}
    emails = ["Noor@people.example", "noor@people.example", "omar@people.example"]
    assert (writes.invite(emails=emails, **words), writes.invite(emails=emails, **words)) == (2, 0)

    row = Registration.objects.get(email="noor@people.example")
    assert {message.subject for message in post()} == {"You are invited: Common Ground"}
    row.name = "Noor"
    assert register(row).state == "accepted"


def test_who_was_a_member_once_is_read_first(inside: House) -> None:  # security A5
    open_entrance(inside.program)
    end_membership(actor=inside.una.membership, member=inside.sam.membership, now=NOON)
    row = asks(inside.program, "Sam")
    Registration.objects.filter(pk=row.pk).update(email=inside.sam.membership.email)
    row.refresh_from_db()

    assert register(row).state == "asked"
    with pytest.raises(writes.RegistrationRefused, match="membership has ended"):
        writes.accept_registration(actor=inside.ada.membership, registration=row, now=NOON)


def test_member_registers_as_themself(inside: House) -> None:
    entrance = open_entrance(inside.program)
    privacy = current_agreement(inside.program, AgreementKind.PRIVACY)

    row = writes.register_member(actor=inside.sam.membership, entrance=entrance, agreement=privacy, now=NOON)

    assert row.participant is not None
    assert row.participant.membership == inside.sam.membership
    assert Membership.objects.filter(email=inside.sam.membership.email).count() == 1


# peers D38
def test_changed_text_is_read_before_it_is_agreed_to(inside: House) -> None:
    open_entrance(inside.program)
    old = current_agreement(inside.program, AgreementKind.PRIVACY)
    words = {"program": inside.program, "kind": AgreementKind.PRIVACY, "title": "Data", "text": "We keep less."}
    new = write_agreement(actor=inside.una.membership, now=NOON, **words)
    again = write_agreement(actor=inside.una.membership, now=NOON, **words)

    assert (new.version, again.pk) == (2, new.pk)
    with pytest.raises(writes.RegistrationRefused, match="has changed"):
        writes.register(registration=asks(inside.program, "Noor"), name="Noor", agreement=old, now=NOON)
    with pytest.raises(AgreementRefused, match="has changed"):
        agree(participant=inside.ben.place, agreements=[old], now=NOON)  # type: ignore[list-item]
    assert agree(participant=inside.ben.place, agreements=[new], now=NOON) == 1
    assert agree(participant=inside.ben.place, agreements=[new], now=NOON) == 0


# security A6
def test_every_address_leaves_the_same_row_and_gets_one_mail(inside: House) -> None:
    entrance = open_entrance(inside.program)
    known, other = inside.ben.membership.email, inside.sam.membership.email
    emails = [known, other, "nobody@people.example"]
    for email in emails:
        with TestCase.captureOnCommitCallbacks(execute=True):
            writes.ask_for_link(entrance=entrance, email=email.upper(), now=NOON)

    rows = Registration.objects.order_by("id").values_list("email", "state", "news", "name")
    assert list(rows) == [(email, "unconfirmed", "link", "") for email in emails]
    subjects = {message.to[0]: message.subject for message in post()}
    assert subjects == {
        known: "You are in Common Ground already",
        other: "Your page in Common Ground",
        "nobody@people.example": "Your page in Common Ground",
    }


def test_who_asks_twice_in_ten_minutes_gets_one_mail(inside: House) -> None:
    entrance = open_entrance(inside.program)
    counts = []
    for minute in (0, 5, 16):
        now = NOON + timedelta(minutes=minute)
        writes.ask_for_link(entrance=entrance, email="noor@people.example", now=now)
        counts.append(len(post(now)))

    assert counts == [1, 0, 1]
    assert PersonalLink.objects.count() == 2  # the first one still opens


# peers 1.8
def test_only_the_hash_of_a_link_is_kept_and_it_can_be_closed(inside: House) -> None:
    entrance = open_entrance(inside.program)
    writes.ask_for_link(entrance=entrance, email="noor@people.example", now=NOON)
    token = link_in(post()[0]).split("/")[2]
    row, link = Registration.objects.get(), PersonalLink.objects.get()

    assert token.partition(".")[2] not in str(PersonalLink.objects.values()[0])
    assert link.expires_at == NOON + timedelta(days=60)
    send_new_link(actor=inside.ada.membership, registration=row, now=NOON)
    link.refresh_from_db()
    assert (link.revoked_at, len(post())) == (NOON, 1)
    assert close_links(actor=inside.ada.membership, registration=row, now=NOON) == 1


# peers 1.8
def test_people_from_a_file_get_their_page_once(inside: House) -> None:
    Membership.objects.filter(pk=inside.mira.membership.pk).update(user=None)
    words = {"actor": inside.ada.membership, "program": inside.program, "now": NOON}

    assert (send_personal_pages(**words), send_personal_pages(**words)) == (1, 0)

    (message,) = post()
    assert (message.to, message.subject) == ([inside.mira.membership.email], "Your place in Common Ground")
    assert Registration.objects.get().participant == inside.mira.place


def test_what_comes_to_nothing_is_forgotten(inside: House) -> None:
    open_entrance(inside.program, EntrancePolicy.APPROVAL)
    stays = register(asks(inside.program, "Stays"))
    gone = writes.withdraw_registration(registration=register(asks(inside.program, "Gone")), now=NOON)
    asks(inside.program, "Never")

    assert writes.forget_registrations(now=NOON + WEEK + timedelta(hours=1)) == 1
    assert writes.forget_registrations(now=NOON + 5 * WEEK) == 1
    assert list(Registration.objects.all()) == [stays]
    assert not Consent.objects.filter(registration=gone.pk).exists()


def test_yes_of_a_participant_outlives_their_registration(inside: House) -> None:
    open_entrance(inside.program)
    row = register(asks(inside.program, "Noor"))
    writes.withdraw_registration(registration=row, now=NOON)

    writes.forget_registrations(now=NOON + 5 * WEEK)

    assert Consent.objects.get().participant_id == row.participant_id


def test_nobody_agrees_to_an_empty_text(inside: House) -> None:
    write(inside.program)
    with pytest.raises(AgreementRefused, match="Write the text"):
        write_agreement(
            actor=inside.una.membership,
            program=inside.program,
            kind=AgreementKind.PRIVACY,
            title="",
            text=" ",
            now=NOON,
        )
