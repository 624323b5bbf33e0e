"""How people come in, for the guards: a registration page, its texts, and somebody who asks."""

from dataclasses import dataclass
from datetime import timedelta

from programs.enums import AgreementKind, EntrancePolicy, RegistrationState
from programs.models import (
    Agreement,
    Consent,
    Delivery,
    Entrance,
    JourneyRole,
    Letter,
    Participant,
    PersonalLink,
    Program,
    PurposeConsent,
    Registration,
    Remit,
    SentMail,
    SetupTick,
    WelcomeNote,
)
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class PeopleRows:
    """What stands there."""

    entrance: Entrance
    registration: Registration  # to be read
    agreement: Agreement
    note: WelcomeNote
    letter: Letter


def plant_people(program: Program, walker: Participant, other: Participant) -> PeopleRows:
    """A published page, two texts, a yes, and one person who asks for a place; needs an open scope."""
    entrance = Entrance.objects.create(
        program=program, policy=EntrancePolicy.APPROVAL, text="Come along.", is_published=True
    )
    privacy, norms = (
        Agreement.objects.create(
            program=program, kind=kind, title=str(kind.label), text="We are kind.", written_at=NOON,
            written_by=walker.membership,
        )
        for kind in (AgreementKind.PRIVACY, AgreementKind.NORMS)
    )  # fmt: skip
    asks = Registration.objects.create(
        program=program, email="asks@people.example", name="Asker", why="To know people.", asked_at=NOON,
        state=RegistrationState.ASKED, mailed_at=NOON,
    )  # fmt: skip
    Registration.objects.create(
        program=program, email=walker.membership.email, name="In", asked_at=NOON, settled_at=NOON, participant=walker,
        state=RegistrationState.ACCEPTED, mailed_at=NOON,
    )  # fmt: skip
    PersonalLink.objects.create(registration=asks, token_hash=f"{program.pk:064}", expires_at=NOON + timedelta(days=9))
    Consent.objects.create(agreement=privacy, registration=asks, given_at=NOON)
    Consent.objects.create(agreement=norms, participant=walker, given_at=NOON)
    PurposeConsent.objects.create(participant=walker, purpose="drawn_by_name", version=1, text="Yes.", given_at=NOON)
    note = WelcomeNote.objects.create(
        program=program, writer=walker, newcomer=other, text="Find me by the window.", written_at=NOON
    )
    SetupTick.objects.create(program=program, key="mail", ticked_by=walker.membership, ticked_at=NOON)
    letter = Letter.objects.create(program=program, subject="Hello", text="Good to see you.", goes_on=TODAY)
    gone = Letter.objects.create(program=program, subject="Hi", text="Here I am.", goes_on=TODAY, sent_at=NOON)
    Delivery.objects.create(letter=gone, membership=walker.membership, read_at=NOON, owes_mail=False)
    JourneyRole.objects.create(participant=walker, audience="buddy")
    Remit.objects.create(program=program, facilitator=walker.membership, segments=[other.segment])
    SentMail.objects.create(membership=walker.membership, kind="letter", sent_at=NOON)
    return PeopleRows(entrance, asks, privacy, note, letter)
